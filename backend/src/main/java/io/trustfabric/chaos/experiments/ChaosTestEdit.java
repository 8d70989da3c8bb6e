package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of an experiment that people may change at any time: what they learnt from it. What was
/// seen and what it came to stays.
///
/// @param incidentId the incident that it caused
/// @param reason why, where there is something to say
@RegisterForReflection
public record ChaosTestEdit(
    @NotNull @Size(max = 200) List<@NotBlank @Size(max = 1_000) String> failurePoints,
    @NotNull @Size(max = 200) List<@NotBlank @Size(max = 1_000) String> recoveryActions,
    @Schema(nullable = true) @Size(max = 10_000) String lessonsLearned,
    @Schema(nullable = true) UUID incidentId,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static ChaosTestEdit of(ChaosTestResult test) {
    return new ChaosTestEdit(
        test.failurePoints,
        test.recoveryActions,
        test.lessonsLearned,
        test.incidentId,
        test.metadata,
        null);
  }

  void applyTo(ChaosTestResult test) {
    test.editedBecause(reason);
    test.failurePoints = failurePoints;
    test.recoveryActions = recoveryActions;
    test.lessonsLearned = lessonsLearned;
    test.incidentId = incidentId;
    test.metadata = metadata;
  }
}
