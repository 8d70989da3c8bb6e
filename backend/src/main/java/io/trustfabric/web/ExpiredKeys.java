package io.trustfabric.web;

import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/// Forgets idempotency keys after 72 hours.
@ApplicationScoped
public class ExpiredKeys {

  private final EntityManager entityManager;
  private final Leadership leadership;

  ExpiredKeys(EntityManager entityManager, Leadership leadership) {
    this.entityManager = entityManager;
    this.leadership = leadership;
  }

  @Scheduled(every = "1h", identity = "forget-idempotency-keys")
  void hourly() {
    if (leadership.isLeading()) {
      forget();
    }
  }

  /// @return how many were forgotten
  @Transactional
  public int forget() {
    return entityManager
        .createNativeQuery(
            "DELETE FROM idempotency_keys WHERE created_at < now() - interval '72 hours'")
        .executeUpdate();
  }
}
