package io.trustfabric.security.incidents;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.security.events.SecurityEvent;
import io.trustfabric.security.events.SecurityEventStatus;
import io.trustfabric.web.Page;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Opens incidents, from a report or from an event, and shows them with what belongs to them.
@ApplicationScoped
public class Incidents {

  private final IncidentEvents events;

  Incidents(IncidentEvents events) {
    this.events = events;
  }

  @Transactional
  Incident open(IncidentReport report) {
    var incident = report.toIncident(Clock.now());
    incident.logOpened(null);
    if (report.securityEventIds() != null) {
      events.keep(incident, report.securityEventIds());
    }
    incident.persistAndFlush();
    return incident;
  }

  /// Makes an event an incident, or a part of one; work on the event begins where it has not.
  ///
  /// @throws Conflict when nobody works on the event any more, or it is part of another incident
  @Transactional
  Incident escalate(SecurityEvent event, Escalation escalation) {
    escalation.check();
    if (event.status().isDone()) {
      throw new Conflict("The event is done; take it up again to escalate it.");
    }
    if (event.incidentId != null) {
      throw new Conflict("The event belongs to incident %s already.".formatted(event.incidentId));
    }
    var incident =
        escalation.opensNew() ? opened(event, escalation) : locked(escalation.incidentId());
    if (event.status() == SecurityEventStatus.OPEN) {
      event.moveTo(SecurityEventStatus.INVESTIGATING, null, null);
    }
    events.link(incident, event);
    incident.persistAndFlush();
    return incident;
  }

  private static Incident opened(SecurityEvent event, Escalation escalation) {
    var incident = escalation.toIncident(event);
    incident.logOpened("Escalated from a security event");
    return incident;
  }

  /// The incident, held until the transaction ends: what is added to it queues up instead of
  /// failing.
  ///
  /// @throws Refusal 404 when there is none
  static Incident locked(UUID id) {
    Incident incident = Incident.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (incident == null) {
      throw Refusal.notFound("incident", id);
    }
    return incident;
  }

  @Transactional
  void edit(Incident incident, IncidentEdit edit) {
    edit.applyTo(incident);
    events.keep(incident, edit.securityEventIds());
  }

  IncidentEdit editable(Incident incident) {
    return IncidentEdit.of(incident, events.of(incident));
  }

  IncidentView view(Incident incident) {
    return IncidentView.of(incident, actionItems(incident), events.of(incident));
  }

  Page<IncidentView> views(Page<Incident> page) {
    var ids = page.items().stream().map(incident -> incident.id).toList();
    var items =
        ActionItem.<ActionItem>list("incidentId in ?1 order by dueAt, id", ids).stream()
            .collect(Collectors.groupingBy(item -> item.incidentId));
    var eventIds = events.of(page.items());
    return page.map(
        incident ->
            IncidentView.of(
                incident, items.getOrDefault(incident.id, List.of()), eventIds.get(incident.id)));
  }

  PostmortemTemplate template(Incident incident) {
    List<TimelineEntry> timeline =
        TimelineEntry.list("incidentId = ?1 order by at, id", incident.id);
    return PostmortemTemplate.of(incident, timeline, actionItems(incident));
  }

  private static List<ActionItem> actionItems(Incident incident) {
    return ActionItem.list("incidentId = ?1 order by dueAt, id", incident.id);
  }
}
