package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// Makes definitions, each name of a service once.
@ApplicationScoped
public class SloDefinitions {

  private final EntityManager entityManager;

  SloDefinitions(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// @throws Conflict when the service has one of that name
  @Transactional
  public SloDefinition create(SloDefinitionReport report) {
    if (held(report.service(), report.name()).isPresent()) {
      throw new Conflict(
          "The service %s has an SLO %s already.".formatted(report.service(), report.name()));
    }
    var definition = report.toDefinition();
    definition.persistAndFlush();
    return definition;
  }

  /// The definition of that name, if there is one. The name is held until the transaction ends: of
  /// two who would make it at once the second waits here, and finds it made.
  Optional<SloDefinition> held(String service, String name) {
    entityManager
        .createNativeQuery(
            "SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)", String.class)
        .setParameter(1, "slo_definitions %s\n%s".formatted(service, name))
        .getSingleResult();
    return SloDefinition.named(service, name);
  }
}
