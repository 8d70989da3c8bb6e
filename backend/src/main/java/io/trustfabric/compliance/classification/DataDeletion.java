package io.trustfabric.compliance.classification;

import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// That the system which holds data has deleted some of it, as that system says. It never changes.
@Entity
@Table(name = "data_deletions")
public class DataDeletion extends TrustRecord {

  @Column(updatable = false)
  public UUID classificationId;

  /// What is from before this time is gone.
  @Column(updatable = false)
  public Instant deletedUpTo;

  @Column(updatable = false)
  public Instant performedAt;

  @Column(updatable = false)
  public Long recordsDeleted;

  /// Where the proof lies: a job's log, a certificate, a ticket.
  @Column(updatable = false)
  public String proofReference;

  @Column(updatable = false)
  public String proofSha256;

  /// Who or what deleted.
  @Personal
  @Column(updatable = false)
  public String performedBy;

  protected DataDeletion() {}

  DataDeletion(UUID classificationId) {
    identify();
    this.classificationId = classificationId;
  }
}
