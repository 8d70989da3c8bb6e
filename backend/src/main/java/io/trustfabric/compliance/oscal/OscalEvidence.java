package io.trustfabric.compliance.oscal;

import static io.trustfabric.compliance.oscal.OscalParts.lies;
import static io.trustfabric.compliance.oscal.OscalParts.line;
import static io.trustfabric.compliance.oscal.OscalParts.prop;
import static io.trustfabric.compliance.oscal.OscalParts.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Approved evidence as observations: what it says, who submitted and approved it, and by `#id` of
/// a resource each file and record that bears it out, with its digest.
final class OscalEvidence {

  /// How what evidence is of was looked at, in OSCAL's words.
  private static final Map<String, String> METHODS = Map.of("test_result", "TEST");

  /// OSCAL has no later years; whatever ends so late counts as open.
  private static final Instant NO_END = Instant.parse("2999-01-01T00:00:00Z");

  private final ObjectNode results;
  private final ObjectNode result;
  private final OscalPlaces places;
  private final Set<String> resources = new HashSet<>();
  private final Set<String> parties = new HashSet<>();

  /// @param results the document, which takes resources and parties
  /// @param result of it, which takes observations
  /// @param places where what it refers to lies
  OscalEvidence(ObjectNode results, ObjectNode result, OscalPlaces places) {
    this.results = results;
    this.result = result;
    this.places = places;
  }

  static String id(EvidenceRevision revision) {
    return OscalIds.of("evidence-revision", revision.id);
  }

  /// @param content all that the revision says
  void add(EvidenceRevision revision, JsonNode content) {
    var observation = result.withArray("observations").addObject();
    observation
        .put("uuid", id(revision))
        .put("title", line(content.get("title").textValue()))
        .put("description", content.path("description").asText(content.get("title").textValue()));
    prop(observation, "evidence-id", revision.evidenceId);
    prop(observation, "revision", revision.number);
    prop(observation, "content-sha256", revision.contentSha256);
    prop(observation, "evidence-type", content.get("evidenceType").textValue());
    observation
        .putArray("methods")
        .add(METHODS.getOrDefault(content.get("evidenceType").textValue(), "EXAMINE"));
    observation.putArray("types").add("control-objective");
    actor(observation, revision.submittedBy(), "submitter");
    actor(observation, revision.approvedBy(), "approver");
    said(observation, revision);
    content.get("files").forEach(file -> file(observation, revision, file));
    content.get("links").forEach(link -> record(observation, link));
    observation.put("collected", revision.countsFrom().toString());
    if (revision.countsTo() != null && revision.countsTo().isBefore(NO_END)) {
      observation.put("expires", revision.countsTo().toString());
    }
    if (revision.byRationale) {
      observation.put("remarks", content.get("rationale").textValue());
    }
  }

  private void said(ObjectNode observation, EvidenceRevision revision) {
    var id = OscalIds.of("content", revision.id);
    var href = places.revision(revision.evidenceId, revision.number);
    prop(evidence(observation, id, "All that was approved."), "sha256", revision.contentSha256);
    if (resources.add(id)) {
      var resource =
          resource(
              results,
              id,
              "Evidence %s, revision %d".formatted(revision.evidenceId, revision.number));
      prop(resource, "content-sha256", revision.contentSha256);
      lies(resource, href, "application/json");
    }
  }

  private void file(ObjectNode observation, EvidenceRevision revision, JsonNode file) {
    var fileId = UUID.fromString(file.get("id").textValue());
    var id = OscalIds.of("file", fileId);
    var sha256 = file.get("sha256").textValue();
    prop(evidence(observation, id, line(file.get("name").textValue())), "sha256", sha256);
    if (resources.add(id)) {
      lies(
              resource(results, id, file.get("name").textValue()),
              places.file(revision.evidenceId, fileId, file.get("name").textValue()),
              file.get("mediaType").textValue())
          .putArray("hashes")
          .addObject()
          .put("algorithm", "SHA-256")
          .put("value", sha256);
    }
  }

  private void record(ObjectNode observation, JsonNode link) {
    var type = link.get("recordType").textValue();
    var recordId = UUID.fromString(link.get("recordId").textValue());
    var id = OscalIds.of("record", type + "/" + recordId);
    var item =
        evidence(
            observation,
            id,
            "%s %s in version %d".formatted(type, recordId, link.get("recordVersion").longValue()));
    prop(item, "state-sha256", link.get("stateSha256").textValue());
    if (resources.add(id)) {
      lies(
          resource(results, id, "History of %s %s".formatted(type, recordId)),
          places.history(type, recordId),
          "application/json");
    }
  }

  private static ObjectNode evidence(ObjectNode observation, String resource, String description) {
    return observation
        .withArray("relevant-evidence")
        .addObject()
        .put("href", "#" + resource)
        .put("description", description);
  }

  private void actor(ObjectNode observation, Author person, String role) {
    var id = OscalIds.of(person);
    observation
        .withArray("origins")
        .addObject()
        .putArray("actors")
        .addObject()
        .put("type", "party")
        .put("actor-uuid", id)
        .put("role-id", role);
    if (parties.add(id)) {
      results
          .withObject("/metadata")
          .withArray("parties")
          .addObject()
          .put("uuid", id)
          .put("type", "person")
          .put("name", line(person.name() == null ? person.subject() : person.name()));
    }
  }
}
