package io.trustfabric.demo.compliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.local.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Files of this checkout as evidence for the controls they speak of (`evidence.json`), with the
/// digests of their bytes. Some are submitted, which is as far as a machine client gets.
final class OwnEvidence {

  private static final String PATH = "/api/compliance/evidence";

  private final Client client;
  private final Path root;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  OwnEvidence(Client client, Path root) {
    this.client = client;
    this.root = root;
  }

  /// Makes what has no evidence of its title yet.
  List<String> run() {
    var known =
        client
            .get(PATH + "?limit=200")
            .get("items")
            .valueStream()
            .map(evidence -> evidence.get("title").textValue())
            .collect(Collectors.toSet());
    var missing = new ArrayList<JsonNode>();
    for (var sample : samples()) {
      if (!known.contains(sample.at("/report/title").textValue())) {
        missing.add(sample);
      }
    }
    if (missing.isEmpty()) {
      return List.of("the evidence of this checkout is there already");
    }
    missing.forEach(this::make);
    var submitted = missing.stream().filter(OwnEvidence::isSubmitted).count();
    return List.of(
        "%d pieces of evidence: %d submitted, %d drafts"
            .formatted(missing.size(), submitted, missing.size() - submitted),
        "none is approved: that takes a second person, and no machine client is one (cora, ada)");
  }

  static JsonNode samples() {
    return Samples.read("evidence.json");
  }

  private void make(JsonNode sample) {
    var report = (ObjectNode) sample.get("report").deepCopy();
    report.put("effectiveFrom", now.toString());
    report.put("nextReviewDueAt", now.plus(Duration.ofDays(180)).toString());
    if (sample.has("links")) {
      report.set("links", links(sample.get("links")));
    }
    var id = client.post(PATH, report).get("id").textValue();
    for (var file : sample.path("files")) {
      upload(id, root.resolve(file.textValue()));
    }
    if (isSubmitted(sample)) {
      client.patch(
          PATH + "/" + id + "/status",
          JsonNodeFactory.instance.objectNode().put("status", "submitted"));
    }
  }

  private static boolean isSubmitted(JsonNode sample) {
    return sample.get("submit").booleanValue();
  }

  /// All records of a list, as links.
  private ArrayNode links(JsonNode sample) {
    var links = JsonNodeFactory.instance.arrayNode();
    for (var record : client.get(sample.get("list").textValue() + "?limit=50").get("items")) {
      links
          .addObject()
          .put("recordType", sample.get("recordType").textValue())
          .put("recordId", record.get("id").textValue());
    }
    return links;
  }

  private void upload(String id, Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      client.upload(
          "%s/%s/files?name=%s&sha256=%s"
              .formatted(PATH, id, Client.encoded(name(file)), sha256(bytes)),
          bytes);
    } catch (IOException e) {
      throw new LaunchFailure(file + " cannot be read.", e);
    }
  }

  /// A file's name with an ending that the API takes: what is text says so.
  static String name(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".md") || name.endsWith(".json") ? name : name + ".txt";
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
