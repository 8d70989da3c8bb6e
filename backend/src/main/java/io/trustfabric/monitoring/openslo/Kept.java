package io.trustfabric.monitoring.openslo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Canonical;
import java.util.Arrays;
import java.util.Map;

/// What an OpenSLO file says that a definition has no field for, so that it can be written out
/// again. Null where it says nothing.
///
/// @param displayName the SLO's
/// @param annotations those that are not ours
/// @param indicator name and the like of its indicator
/// @param objective the display name of its objective
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Kept(
    String displayName,
    Map<String, String> annotations,
    KeptIndicator indicator,
    String objective) {

  /// @param name where it differs from the SLO's
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record KeptIndicator(
      String name,
      String displayName,
      String description,
      Map<String, Object> labels,
      Map<String, String> annotations) {

    boolean isNothing() {
      return name == null
          && displayName == null
          && description == null
          && labels == null
          && annotations == null;
    }
  }

  static final Kept NOTHING = new Kept(null, null, null, null);

  boolean isNothing() {
    return equals(NOTHING);
  }

  /// What a definition's free JSON holds of it; null where that is nothing, or something else of
  /// that name.
  static Kept in(Map<String, Object> metadata, ObjectMapper mapper) {
    var found = metadata.get(Annotations.KEPT);
    if (found == null) {
      return null;
    }
    try {
      JsonNode tree = mapper.valueToTree(found);
      var kept = mapper.treeToValue(tree, Kept.class);
      var same =
          kept != null
              && Arrays.equals(Canonical.bytes(tree), Canonical.bytes(mapper.valueToTree(kept)));
      return same ? kept : null;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return null;
    }
  }
}
