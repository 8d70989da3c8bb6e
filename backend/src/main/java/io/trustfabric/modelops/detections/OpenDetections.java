package io.trustfabric.modelops.detections;

import io.trustfabric.modelops.drift.DriftSeverity;
import io.trustfabric.modelops.registry.ModelStanding.DriftOfVersion;
import io.trustfabric.modelops.registry.OpenDrift;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// Counts what drift of models is open, by version.
@ApplicationScoped
public class OpenDetections implements OpenDrift {

  /// Open drift is little beside all that was ever looked at: it is read by its status, and of the
  /// looks of a version only the newest.
  private static final String BY_VERSION =
      """
      SELECT v.registered_model_id, v.id, v.model_version, looked.at, coalesce(open.found, 0), coalesce(open.alerts, 0),
        open.worst
      FROM model_registry v
      CROSS JOIN LATERAL (SELECT max(d.created_at) AS at FROM model_drift_detections d WHERE d.model_id = v.id) looked
      LEFT JOIN (
        SELECT d.model_id, count(*) AS found, count(*) FILTER (WHERE d.alert) AS alerts,
          max(array_position(CAST(:severities AS text[]), d.severity)) AS worst
        FROM model_drift_detections d WHERE d.status IN ('open', 'acknowledged') GROUP BY d.model_id) open
        ON open.model_id = v.id
      WHERE v.registered_model_id IN (:models) AND v.status NOT IN ('archived', 'rejected') AND looked.at IS NOT NULL
      ORDER BY open.worst DESC NULLS LAST, open.found DESC NULLS LAST, v.created_at DESC, v.id DESC
      """;

  /// As an array of PostgreSQL, the least grave first.
  private static final String SEVERITIES = "{low,medium,high,critical}";

  private final EntityManager entityManager;

  OpenDetections(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Map<UUID, List<DriftOfVersion>> of(Collection<UUID> registeredModelIds) {
    if (registeredModelIds.isEmpty()) {
      return Map.of();
    }
    return entityManager
        .unwrap(Session.class)
        .createNativeQuery(BY_VERSION, Object[].class)
        .setParameter("severities", SEVERITIES)
        .setParameterList("models", registeredModelIds)
        .getResultStream()
        .collect(
            Collectors.groupingBy(
                row -> (UUID) row[0],
                Collectors.mapping(OpenDetections::ofVersion, Collectors.toList())));
  }

  private static DriftOfVersion ofVersion(Object[] row) {
    return new DriftOfVersion(
        (UUID) row[1],
        (String) row[2],
        (Instant) row[3],
        (Long) row[4],
        (Long) row[5],
        row[6] == null ? null : DriftSeverity.values()[(Integer) row[6] - 1]);
  }
}
