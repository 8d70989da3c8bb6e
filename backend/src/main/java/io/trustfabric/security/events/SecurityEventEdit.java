package io.trustfabric.security.events;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of an event that those who work on it may change.
///
/// @param reason why; required when awareAt changes
@RegisterForReflection
public record SecurityEventEdit(
    @NotNull Severity severity,
    @Schema(nullable = true) @Size(max = 10_000) String description,
    @Schema(nullable = true) @Size(max = 500) String resource,
    @NotNull @PastOrPresent Instant awareAt,
    @Schema(nullable = true) @Size(max = 300) String assignee,
    @Schema(nullable = true) @Size(max = 10_000) String resolution,
    @NotNull Boolean personalData,
    @NotNull @Size(max = 100) List<@NotBlank @Size(max = 200) String> dataAssets,
    @Schema(nullable = true) @PositiveOrZero Long subjectsAffected,
    @Schema(nullable = true) @Size(max = 10_000) String riskAssessment,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static SecurityEventEdit of(SecurityEvent event) {
    return new SecurityEventEdit(
        event.severity,
        event.description,
        event.resource,
        event.awareAt(),
        event.assignee,
        event.resolution,
        event.personalData,
        event.dataAssets,
        event.subjectsAffected,
        event.riskAssessment,
        event.metadata,
        null);
  }

  void applyTo(SecurityEvent event) {
    event.correctAwareAt(awareAt, reason);
    event.editedBecause(reason);
    event.severity = severity;
    event.description = description;
    event.resource = resource;
    event.assignee = assignee;
    event.resolution = resolution;
    event.personalData = personalData;
    event.dataAssets = dataAssets;
    event.subjectsAffected = subjectsAffected;
    event.riskAssessment = riskAssessment;
    event.metadata = metadata;
  }
}
