package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A later look at what a completed review is about, and what it proved. It never changes.
@Entity
@Table(name = "access_review_snapshots")
public class AccessSnapshot extends TrustRecord {

  @Column(updatable = false)
  public UUID reviewId;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public PopulationSource source;

  @Column(updatable = false)
  public Instant takenAt;

  @Column(updatable = false)
  public Integer itemCount;

  /// SHA-256 over its accounts in canonical JSON; hex.
  @Personal
  @Column(updatable = false)
  public String populationSha256;

  /// Items whose action this snapshot proved.
  @Column(updatable = false)
  public Integer provedItems;

  /// Items that it still holds as they were.
  @Column(updatable = false)
  public Integer stillHeldItems;

  /// Items that Keycloak was told to change before; null where nobody asked for that.
  @Column(updatable = false)
  public Integer appliedItems;

  @Column(updatable = false)
  public Integer notAppliedItems;

  protected AccessSnapshot() {}

  AccessSnapshot(UUID reviewId) {
    identify();
    this.reviewId = reviewId;
  }
}
