package io.trustfabric.demo.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.demo.books.GoldenCase;
import io.trustfabric.demo.books.GoldenSet;
import java.util.List;
import java.util.Optional;

/// Uploads golden datasets as an engineer, each version once: a name and a number that are there
/// are left alone.
public final class GoldenSets {

  private static final String PATH = "/api/quality/golden-datasets";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Client engineer;

  public GoldenSets(Credentials credentials) {
    this.engineer = new Client(credentials, "engineering-desk");
  }

  /// A second version that is there.
  ///
  /// @param fresh whether this call made it
  public record Kept(String id, String contentSha256, GoldenSet set, boolean fresh) {}

  /// @return the second version
  public Kept keep(GoldenSet set) {
    var second = version(set, 2);
    if (second.isPresent()) {
      return kept(second.get(), set, false);
    }
    var first = version(set, 1).orElseGet(() -> create(set)).get("id").textValue();
    var head = JSON.objectNode().put("changeNote", set.changeNote()).put("base", first);
    var made = upload(PATH + "/" + first + "/versions", head, set.added());
    activate(made);
    return kept(made, set, true);
  }

  private JsonNode create(GoldenSet set) {
    var made = upload(PATH, set.about(), set.first());
    activate(made);
    return made;
  }

  private Optional<JsonNode> version(GoldenSet set, int number) {
    return engineer
        .get(PATH + "?limit=200&name=" + Client.encoded(set.name()))
        .get("items")
        .valueStream()
        .filter(version -> version.get("dataVersion").intValue() == number)
        .findFirst();
  }

  private JsonNode upload(String path, JsonNode head, List<GoldenCase> cases) {
    var lines = new StringBuilder(head.toString());
    for (var one : cases) {
      var item = JSON.objectNode().put("key", one.key());
      item.set("input", one.input());
      item.set("expected", one.expected());
      var tags = item.putArray("tags");
      one.tags().forEach(tags::add);
      lines.append('\n').append(item);
    }
    return engineer.post(path, "application/x-ndjson", lines.toString());
  }

  private void activate(JsonNode version) {
    engineer.patch(
        PATH + "/" + version.get("id").textValue() + "/status",
        JSON.objectNode().put("status", "active"));
  }

  private static Kept kept(JsonNode version, GoldenSet set, boolean fresh) {
    return new Kept(
        version.get("id").textValue(), version.get("contentSha256").textValue(), set, fresh);
  }
}
