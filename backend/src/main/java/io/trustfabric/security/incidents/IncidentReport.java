package io.trustfabric.security.incidents;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// What is said of an incident when it is opened. Times may run at most five minutes ahead of our
/// clock.
///
/// @param startedAt when the harm began, where that is known
/// @param detectedAt when it was noticed; now when not said
/// @param securityEventIds events it began with; each may belong to one incident only
public record IncidentReport(
    @NotNull IncidentType incidentType,
    @NotNull IncidentSeverity severity,
    @NotBlank @Size(max = 300) String title,
    @Size(max = 10_000) String summary,
    @NotBlank @Size(max = 200) String service,
    @Size(max = 100) List<@NotBlank @Size(max = 200) String> affectedServices,
    @Size(max = 300) String commander,
    @PastOrPresent Instant startedAt,
    @PastOrPresent Instant detectedAt,
    @Size(max = 200) List<@NotNull UUID> securityEventIds,
    Map<String, Object> metadata) {

  Incident toIncident(Instant now) {
    var detected = Objects.requireNonNullElse(detectedAt, now);
    var incident = new Incident(severity, IncidentClock.startingAt(startedAt, detected));
    incident.incidentType = incidentType;
    incident.title = title;
    incident.summary = summary;
    incident.service = service;
    incident.affectedServices =
        affectedServices == null ? List.of() : List.copyOf(affectedServices);
    incident.commander = commander;
    if (metadata != null) {
      incident.metadata = metadata;
    }
    return incident;
  }
}
