package io.trustfabric.quality.datasets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/// The model versions that results and evaluations are of: ids into another service's registry.
@ApplicationScoped
public class TestedModels {

  private final EntityManager entityManager;

  TestedModels(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// Those of the versions that are registered.
  public Set<UUID> registered(Set<UUID> ids) {
    return ids.isEmpty()
        ? Set.of()
        : new HashSet<>(
            entityManager
                .unwrap(Session.class)
                .createNativeQuery("SELECT id FROM model_registry WHERE id IN (:ids)", UUID.class)
                .setParameter("ids", ids)
                .getResultList());
  }

  /// Whether it is registered.
  public boolean isRegistered(UUID id) {
    return !registered(Set.of(id)).isEmpty();
  }
}
