package io.trustfabric.record;

import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;

/// Keeps who and when on every record.
public class AuditFields {

  @PrePersist
  void created(TrustRecord record) {
    record.createdBy(Callers.current().author(), Clock.now());
  }

  @PreUpdate
  void updated(TrustRecord record) {
    record.updatedAt = Clock.now();
    record.updatedBy = Callers.current().author();
  }
}
