package io.trustfabric.security.incidents;

import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.security.events.SecurityEvent;
import io.trustfabric.security.incidents.TimelineEntry.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which security events belong to which incident: each to one at most.
@ApplicationScoped
public class IncidentEvents {

  /// The ids of each incident's events, in the order they occurred.
  Map<UUID, List<UUID>> of(List<Incident> incidents) {
    var ids = new HashMap<UUID, List<UUID>>();
    incidents.forEach(incident -> ids.put(incident.id, new ArrayList<>()));
    if (!incidents.isEmpty()) {
      SecurityEvent.<SecurityEvent>list(
              "incidentId in ?1 order by occurredAt, id", List.copyOf(ids.keySet()))
          .forEach(event -> ids.get(event.incidentId).add(event.id));
    }
    return ids;
  }

  List<UUID> of(Incident incident) {
    return of(List.of(incident)).get(incident.id);
  }

  /// Makes exactly these events the incident's own.
  ///
  /// @throws Invalid naming each that is not there
  /// @throws Conflict when one belongs to another incident
  void keep(Incident incident, List<UUID> wanted) {
    var present = of(incident);
    var added = new LinkedHashSet<>(wanted);
    present.forEach(added::remove);
    var errors = new ArrayList<Invalid.Field>();
    for (var id : added) {
      var event = locked(id);
      if (event == null) {
        errors.add(
            new Invalid.Field(
                "/securityEventIds/" + wanted.indexOf(id), "there is no such security event"));
      } else {
        link(incident, event);
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    for (var id : present) {
      if (!wanted.contains(id)) {
        locked(id).leaveIncident();
        incident.logEvent(Kind.EVENT_UNLINKED, id);
      }
    }
  }

  /// Makes an event the incident's own.
  void link(Incident incident, SecurityEvent event) {
    event.joinIncident(incident.id);
    incident.logEvent(Kind.EVENT_LINKED, event.id);
  }

  /// The event, held until the transaction ends: two incidents must not both take it.
  static SecurityEvent locked(UUID id) {
    return SecurityEvent.findById(id, LockModeType.PESSIMISTIC_WRITE);
  }
}
