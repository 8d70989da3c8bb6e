package io.trustfabric.chaos.experiments;

import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;

/// Incidents that experiments caused: when each was noticed, as its own clock says now.
@ApplicationScoped
public class CausedIncidents {

  private static final String DETECTED = "SELECT id, detected_at FROM incidents WHERE id IN (:ids)";

  private final EntityManager entityManager;

  CausedIncidents(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// @param faultInjectedAt null when nothing was broken yet
  /// @throws Invalid when there is no such incident, or the experiment cannot have caused it
  void check(UUID incidentId, Instant faultInjectedAt) {
    if (incidentId == null) {
      return;
    }
    var detectedAt = detectedAt(List.of(incidentId)).get(incidentId);
    if (detectedAt == null) {
      throw Invalid.field("/incidentId", "there is no such incident");
    }
    if (faultInjectedAt == null) {
      throw Invalid.field("/incidentId", "cannot be caused while no fault was injected");
    }
    if (detectedAt.isBefore(faultInjectedAt)) {
      throw Invalid.field("/incidentId", "was detected before the fault was injected");
    }
  }

  /// When each incident was noticed.
  Map<UUID, Instant> detectedAt(Collection<UUID> incidents) {
    if (incidents.isEmpty()) {
      return Map.of();
    }
    var times = new HashMap<UUID, Instant>();
    entityManager
        .unwrap(Session.class)
        .createNativeQuery(DETECTED, Object[].class)
        .setParameterList("ids", incidents)
        .getResultList()
        .forEach(row -> times.put((UUID) row[0], (Instant) row[1]));
    return times;
  }
}
