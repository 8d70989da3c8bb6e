package io.trustfabric.compliance.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.ChangeCapture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All that a piece of evidence says at one time: its fields, its files by their digests, its links
/// by the digests of the records' states.
///
/// @param json RFC 8785 canonical JSON
/// @param sha256 of it; hex
record EvidenceContent(String json, String sha256) {

  /// @param files those that belong to it
  static EvidenceContent of(ComplianceEvidence evidence, List<EvidenceFile> files) {
    var content = JsonNodeFactory.instance.objectNode();
    content.put("framework", evidence.framework.stored());
    content.put("controlId", evidence.controlId);
    evidence.controls.forEach(content.putArray("controls")::add);
    content.put("title", evidence.title);
    put(content, "description", evidence.description);
    content.put("evidenceType", evidence.evidenceType.name().toLowerCase(Locale.ROOT));
    put(content, "owner", evidence.owner);
    put(content, "rationale", evidence.rationale);
    put(content, "effectiveFrom", evidence.effectiveFrom);
    put(content, "effectiveTo", evidence.effectiveTo);
    put(content, "nextReviewDueAt", evidence.nextReviewDueAt);
    content.set("links", ChangeCapture.json(Map.of("links", evidence.links)).get("links"));
    content.set("metadata", ChangeCapture.json(evidence.metadata));
    var list = content.putArray("files");
    for (var file : files) {
      list.addObject()
          .put("id", file.id.toString())
          .put("name", file.name)
          .put("mediaType", file.mediaType)
          .put("sizeBytes", file.sizeBytes)
          .put("sha256", file.sha256);
    }
    var bytes = Canonical.bytes(content);
    return new EvidenceContent(
        new String(bytes, StandardCharsets.UTF_8), Canonical.sha256Hex(bytes));
  }

  private static void put(ObjectNode content, String name, String text) {
    if (text != null) {
      content.put(name, text);
    }
  }

  private static void put(ObjectNode content, String name, Instant at) {
    if (at != null) {
      content.put(name, at.toString());
    }
  }
}
