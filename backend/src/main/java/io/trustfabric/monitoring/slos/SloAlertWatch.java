package io.trustfabric.monitoring.slos;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Looks on a schedule which alerts start or end although nothing was measured: because time has
/// passed, a target was changed, or maintenance was excluded.
@ApplicationScoped
public class SloAlertWatch {

  private static final int AT_ONCE = 200;

  /// The longest window of any pair, and as much again for data that comes late, is what an SLO
  /// must have been measured in to be looked at; and whatever fires.
  private static final String WATCHED =
      """
      SELECT d.id FROM slo_definitions d
      WHERE d.lifecycle = 'active' AND d.id > :after
        AND (EXISTS (SELECT FROM slo_tracking t WHERE t.slo_id = d.id AND t.window_start >= now() - interval '6 days')
          OR EXISTS (SELECT FROM slo_alerts a WHERE a.slo_id = d.id AND a.ended_at IS NULL))
      ORDER BY d.id LIMIT %d
      """
          .formatted(AT_ONCE);

  private final SloFigures figures;
  private final SloAlerts alerts;
  private final EntityManager entityManager;
  private final Leadership leadership;

  SloAlertWatch(
      SloFigures figures, SloAlerts alerts, EntityManager entityManager, Leadership leadership) {
    this.figures = figures;
    this.alerts = alerts;
    this.entityManager = entityManager;
    this.leadership = leadership;
  }

  @Scheduled(every = "${trust-fabric.deadlines.every}", identity = "slo-alerts")
  void onSchedule() {
    if (leadership.isLeading()) {
      look();
    }
  }

  /// Looks at every SLO that something could have become of.
  ///
  /// @return how many alerts started or ended
  public int look() {
    var changed = 0;
    var ids = watched(new UUID(0, 0));
    while (!ids.isEmpty()) {
      for (var id : changed(ids)) {
        changed += QuarkusTransaction.requiringNew().call(() -> follow(id));
      }
      ids = ids.size() < AT_ONCE ? List.of() : watched(ids.getLast());
    }
    return changed;
  }

  @SuppressWarnings("unchecked")
  private List<UUID> watched(UUID after) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                (List<UUID>)
                    entityManager
                        .createNativeQuery(WATCHED, UUID.class)
                        .setParameter("after", after)
                        .getResultList());
  }

  /// Those of which it is not known yet what fires, without holding any.
  private List<UUID> changed(List<UUID> ids) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<SloDefinition> definitions = SloDefinition.list("id in ?1", ids);
              var known = SloAlerts.known(ids);
              return figures.read(definitions, Clock.now(), Map.of()).values().stream()
                  .filter(
                      r -> !SloAlerts.isKnown(r, known.getOrDefault(r.definition().id, List.of())))
                  .map(r -> r.definition().id)
                  .toList();
            });
  }

  /// Two processes may have seen the same: the SLO is held, and looked at again.
  private int follow(UUID id) {
    var definition = SloDefinition.locked(id);
    return definition.isRetired()
        ? 0
        : alerts.follow(List.of(figures.read(definition, Clock.now())));
  }
}
