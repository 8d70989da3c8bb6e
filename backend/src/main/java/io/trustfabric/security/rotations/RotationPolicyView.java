package io.trustfabric.security.rotations;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The policy as clients see it.
///
/// @param id null while the usual limits hold, which nobody has changed yet
public record RotationPolicyView(
    @Schema(nullable = true) UUID id,
    @Schema(nullable = true) Long version,
    @Schema(nullable = true) Instant updatedAt,
    @Schema(nullable = true) Author updatedBy,
    List<Limit> limits) {

  /// @param maxIntervalDays the longest interval that is taken
  /// @param usualDays the limit that holds where nobody has set another
  public record Limit(SecretType secretType, Integer maxIntervalDays, Integer usualDays) {}

  static RotationPolicyView of(RotationPolicy policy) {
    var stored = policy.version != null;
    return new RotationPolicyView(
        stored ? policy.id : null,
        policy.version,
        policy.updatedAt,
        policy.updatedBy,
        Arrays.stream(SecretType.values())
            .map(type -> new Limit(type, policy.maxDays(type), type.usualDays()))
            .toList());
  }
}
