package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/// Makes definitions, each name of a service once.
@ApplicationScoped
public class SloDefinitions {

  private final SloAlerts alerts;
  private final EntityManager entityManager;

  SloDefinitions(SloAlerts alerts, EntityManager entityManager) {
    this.alerts = alerts;
    this.entityManager = entityManager;
  }

  /// @throws Conflict when the service has one of that name
  @Transactional
  public SloDefinition create(SloDefinitionReport report) {
    hold();
    if (SloDefinition.idOf(report.service(), report.name()).isPresent()) {
      throw new Conflict(
          "The service %s has an SLO %s already.".formatted(report.service(), report.name()));
    }
    var definition = report.toDefinition();
    definition.persistAndFlush();
    return definition;
  }

  /// Retires an SLO, with which its alerts end, or takes it up again.
  ///
  /// @param definition held until the transaction ends
  @Transactional
  void move(SloDefinition definition, SloMove move) {
    definition.moveTo(move.lifecycle(), move.reason());
    SloDefinition.flush();
    if (definition.isRetired()) {
      alerts.end(definition.id, definition.retiredAt(), move.reason());
    }
  }

  /// Lets one transaction at a time define: of two who would make the same name at once the second
  /// waits here, and finds it made. Taken before any SLO is held.
  void hold() {
    entityManager
        .createNativeQuery(
            "SELECT CAST(pg_advisory_xact_lock(hashtextextended('slo_definitions', 0)) AS text)",
            String.class)
        .getSingleResult();
  }
}
