package io.trustfabric.demo.modelops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.models.AccountModel;
import java.util.List;
import java.util.stream.Collectors;

/// What an engineer does with a registered version: writes down what was measured, moves it on, and
/// into production. Each step once, from where the version is.
final class ModelDesk {

  private static final String PATH = "/api/modelops/models/";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Client engineer;

  ModelDesk(Client engineer) {
    this.engineer = engineer;
  }

  /// Writes down what training itself measured. What evaluations found the API tells by itself.
  ///
  /// @return the version as it is then
  JsonNode measured(JsonNode version, AccountModel model) {
    if (!version.get("evaluationMetrics").isEmpty()) {
      return version;
    }
    var edit = JSON.objectNode();
    edit.putObject("evaluationMetrics")
        .put("heldOutAccuracy", model.heldOut().accuracy())
        .put("heldOutRows", model.heldOut().rows());
    edit.put("reason", "Measured on rows that were held out of training");
    return engineer.patch(PATH + version.get("id").textValue(), edit);
  }

  /// From registered by way of validating to staging.
  ///
  /// @return where it is now
  JsonNode stage(JsonNode version) {
    var now = version;
    for (var next : List.of("validating", "staging")) {
      var from = next.equals("validating") ? "registered" : "validating";
      if (now.get("status").textValue().equals(from)) {
        now = move(now, JSON.objectNode().put("status", next));
      }
    }
    return now;
  }

  private JsonNode move(JsonNode version, ObjectNode move) {
    return engineer.patch(PATH + version.get("id").textValue() + "/status", move);
  }

  /// Brings a version into production, if the release gate lets it.
  ///
  /// @return what became of it
  String promote(JsonNode version, String reason) {
    if (!version.get("status").textValue().equals("staging")) {
      return version.get("status").textValue();
    }
    var move = JSON.objectNode().put("status", "production").put("rolloutPercentage", 100);
    move.put("reason", reason);
    var answer =
        engineer.answer(
            "PATCH",
            PATH + version.get("id").textValue() + "/status",
            "application/json",
            move.toString());
    if (answer.body().has("gate")) {
      return "staging, the release gate holds it back: " + failed(answer.body().get("gate"));
    }
    return Client.accepted(answer).path("status").asText();
  }

  /// The rules that do not pass, each with what stands in its way first.
  private static String failed(JsonNode gate) {
    if (gate.path("policyId").isMissingNode() || gate.get("policyId").isNull()) {
      return "no policy is in force";
    }
    return gate.get("rules")
        .valueStream()
        .filter(rule -> !rule.get("verdict").textValue().equals("pass"))
        .map(ModelDesk::told)
        .collect(Collectors.joining("; "));
  }

  private static String told(JsonNode rule) {
    var first =
        rule.get("findings")
            .valueStream()
            .filter(finding -> !finding.get("verdict").textValue().equals("pass"))
            .findFirst()
            .orElseThrow();
    return "%s (%s %s)"
        .formatted(
            rule.get("rule").textValue().replace('_', ' '),
            first.get("subject").textValue(),
            first.get("detail").textValue());
  }
}
