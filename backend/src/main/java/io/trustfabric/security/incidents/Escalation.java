package io.trustfabric.security.incidents;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.security.events.SecurityEvent;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// How an event becomes an incident: a new one, or one that is already worked on.
///
/// @param incidentId the incident it belongs to; a new one is opened when none is named
/// @param service the service that fails; required for a new incident
/// @param severity as grave as the event when not said
/// @param title the event's when not said
public record Escalation(
    UUID incidentId,
    IncidentType incidentType,
    IncidentSeverity severity,
    @Size(max = 300) String title,
    @Size(max = 10_000) String summary,
    @Size(max = 200) String service,
    @Size(max = 300) String commander) {

  boolean opensNew() {
    return incidentId == null;
  }

  /// @throws Invalid where it says both or too little
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    if (opensNew() && (service == null || service.isBlank())) {
      errors.add(new Invalid.Field("/service", "is required for a new incident"));
    }
    if (title != null && title.isBlank()) {
      errors.add(new Invalid.Field("/title", "must not be blank"));
    }
    if (!opensNew()) {
      said().stream()
          .map(field -> new Invalid.Field("/" + field, "is the incident's own already"))
          .forEach(errors::add);
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private List<String> said() {
    var fields = new ArrayList<String>();
    add(fields, "incidentType", incidentType);
    add(fields, "severity", severity);
    add(fields, "title", title);
    add(fields, "summary", summary);
    add(fields, "service", service);
    add(fields, "commander", commander);
    return fields;
  }

  private static void add(List<String> fields, String name, Object value) {
    if (value != null) {
      fields.add(name);
    }
  }

  /// The incident the event becomes: noticed when the event was, begun when it occurred.
  Incident toIncident(SecurityEvent event) {
    return new IncidentReport(
            Objects.requireNonNullElse(incidentType, IncidentType.SECURITY),
            Objects.requireNonNullElseGet(severity, () -> IncidentSeverity.of(event.severity)),
            Objects.requireNonNullElse(title, event.title),
            summary == null ? event.description : summary,
            service,
            List.of(),
            commander,
            event.occurredAt.isAfter(event.detectedAt) ? null : event.occurredAt,
            event.detectedAt,
            List.of(),
            Map.of())
        .toIncident(Clock.now());
  }
}
