package io.trustfabric.compliance.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// What a revision said, as a tree.
public final class RevisionContent {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// What is left of a revision whose content two people erased.
  private static final String ERASED =
      """
      {"title": "Erased", "evidenceType": "erased", "rationale": "Erased", "files": [], "links": []}
      """;

  private RevisionContent() {}

  /// All it said; of an erased one nothing, with no files and no links.
  public static JsonNode of(EvidenceRevision revision) {
    try {
      return MAPPER.readTree(revision.content.equals("erased") ? ERASED : revision.content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence revision " + revision.id + " is no JSON", e);
    }
  }
}
