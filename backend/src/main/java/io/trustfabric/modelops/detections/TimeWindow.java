package io.trustfabric.modelops.detections;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// When the rows of a sample were seen.
///
/// @param to the end of it, itself not included
@Embeddable
@RegisterForReflection
public record TimeWindow(
    @Schema(nullable = true) Instant from, @Schema(nullable = true) Instant to) {

  /// Whether it ends no earlier than it begins.
  boolean runsForward() {
    return from == null || to == null || !to.isBefore(from);
  }
}
