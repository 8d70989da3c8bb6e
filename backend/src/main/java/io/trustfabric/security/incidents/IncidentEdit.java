package io.trustfabric.security.incidents;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of an incident that those who work on it may change; its times have a place of their
/// own.
///
/// @param postmortem Markdown
/// @param securityEventIds all events that belong to it: one left out is let go
/// @param reason why, where there is something to say
@RegisterForReflection
public record IncidentEdit(
    @NotNull IncidentType incidentType,
    @NotNull IncidentSeverity severity,
    @NotBlank @Size(max = 300) String title,
    @Schema(nullable = true) @Size(max = 10_000) String summary,
    @NotBlank @Size(max = 200) String service,
    @NotNull @Size(max = 100) List<@NotBlank @Size(max = 200) String> affectedServices,
    @Schema(nullable = true) @Size(max = 300) String commander,
    @Schema(nullable = true) @Size(max = 10_000) String rootCause,
    @Schema(nullable = true) @Size(max = 100_000) String postmortem,
    @NotNull @Size(max = 200) List<@NotNull UUID> securityEventIds,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static IncidentEdit of(Incident incident, List<UUID> securityEventIds) {
    return new IncidentEdit(
        incident.incidentType,
        incident.severity(),
        incident.title,
        incident.summary,
        incident.service,
        incident.affectedServices,
        incident.commander,
        incident.rootCause,
        incident.postmortem(),
        securityEventIds,
        incident.metadata,
        null);
  }

  /// Changes the incident; its events are linked by {@link IncidentEvents}.
  void applyTo(Incident incident) {
    incident.editedBecause(reason);
    incident.learn(postmortem);
    incident.rate(severity, reason);
    incident.incidentType = incidentType;
    incident.title = title;
    incident.summary = summary;
    incident.service = service;
    incident.affectedServices = affectedServices;
    incident.commander = commander;
    incident.rootCause = rootCause;
    incident.metadata = metadata;
  }
}
