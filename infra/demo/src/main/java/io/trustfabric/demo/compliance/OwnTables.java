package io.trustfabric.demo.compliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How the data of each table of the product's own database has to be kept (`tables.json`: what
/// holds for all, and tables by what they hold). A classification says what is required, not what
/// this machine does.
final class OwnTables {

  static final String SYSTEM = "Trust Fabric";

  private static final String PATH = "/api/compliance/data-classification";

  private final Client client;

  OwnTables(Client client) {
    this.client = client;
  }

  /// Classifies the tables that nobody has classified yet.
  String run() {
    var known =
        client
            .get(PATH + "?limit=200&system=" + Client.encoded(SYSTEM))
            .get("items")
            .valueStream()
            .map(data -> data.get("dataAsset").textValue())
            .collect(Collectors.toSet());
    var missing = reports();
    missing.keySet().removeIf(table -> known.contains(asset(table)));
    missing.values().forEach(report -> client.post(PATH, report));
    return missing.isEmpty()
        ? "the tables of its own database are classified already"
        : "%d tables of its own database classified".formatted(missing.size());
  }

  static String asset(String table) {
    return "trust_fabric." + table;
  }

  /// By table.
  static Map<String, ObjectNode> reports() {
    var samples = Samples.read("tables.json");
    var reports = new TreeMap<String, ObjectNode>();
    for (var group : samples.get("groups")) {
      for (var table : group.get("tables")) {
        var report = (ObjectNode) samples.get("all").deepCopy();
        report.put("dataAsset", asset(table.textValue())).put("system", SYSTEM);
        group
            .get("data")
            .properties()
            .forEach(field -> report.set(field.getKey(), field.getValue()));
        report.set("metadata", why(group));
        reports.put(table.textValue(), report);
      }
    }
    return reports;
  }

  private static ObjectNode why(JsonNode group) {
    return JsonNodeFactory.instance.objectNode().put("why", group.get("why").textValue());
  }
}
