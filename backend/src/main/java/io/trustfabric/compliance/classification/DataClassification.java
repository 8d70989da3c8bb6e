package io.trustfabric.compliance.classification;

import io.trustfabric.record.Clock;
import io.trustfabric.record.OffLedger;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// How the data of one asset has to be kept, and who may use it for what and where.
@Entity
@Table(name = "data_classification")
public class DataClassification extends TrustRecord {

  /// The asset's name, of which there is one.
  @Column(updatable = false)
  public String dataAsset;

  /// What holds it.
  public String system;

  @Enumerated(EnumType.STRING)
  public DataType dataType;

  @Enumerated(EnumType.STRING)
  public Sensitivity sensitivity;

  @Enumerated(EnumType.STRING)
  public Residency residency;

  /// Where it may be used; none means all of the residency.
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> allowedRegions;

  public Boolean encryptionAtRest;
  public Boolean encryptionInTransit;

  /// After how many days data has to be gone; null when it may stay.
  public Integer retentionDays;

  /// Whether the system deletes by itself.
  public Boolean autoDelete;

  @Personal public String legalBasis;

  /// What it may be used for; none means anything.
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> purposes;

  /// Who answers for it.
  @Personal public String owner;

  /// Which roles may use it; none means nobody, unless it is public.
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> accessRoles;

  /// How old the oldest data can be as long as none was deleted.
  public Instant holdsDataSince;

  /// The sensitivity as lists sort it.
  @OffLedger
  @Formula("sensitivity_rank")
  Integer sensitivityRank;

  private Instant lastReviewedAt;
  private Instant deletedUpTo;
  private Integer deletions;
  private Instant retentionDueAt;

  protected DataClassification() {}

  DataClassification(String dataAsset) {
    identify();
    this.dataAsset = dataAsset;
    this.deletions = 0;
  }

  /// When a person last looked whether all this is so; null when nobody did.
  public Instant lastReviewedAt() {
    return lastReviewedAt;
  }

  /// Data from before this time is gone; null while none was deleted.
  public Instant deletedUpTo() {
    return deletedUpTo;
  }

  /// How many deletions were recorded.
  public int deletions() {
    return deletions;
  }

  /// When the oldest data it can hold reaches its age; null when data may stay.
  public Instant retentionDueAt() {
    return retentionDueAt;
  }

  /// A person has looked and found it so.
  void review(String note) {
    lastReviewedAt = Clock.now();
    does("reviewed");
    because(note);
  }

  /// The system has deleted what is from before a time.
  void deleted(Instant upTo) {
    if (deletedUpTo == null || upTo.isAfter(deletedUpTo)) {
      deletedUpTo = upTo;
    }
    deletions++;
    settle();
    does("deletion_recorded");
  }

  /// Keeps the reason of an edit, and works out anew when data has to be gone.
  void editedBecause(String reason) {
    settle();
    because(reason);
  }

  private void settle() {
    var oldest =
        deletedUpTo == null || deletedUpTo.isBefore(holdsDataSince) ? holdsDataSince : deletedUpTo;
    retentionDueAt = retentionDays == null ? null : oldest.plus(Duration.ofDays(retentionDays));
  }

  /// The record, held until the transaction ends; null when there is none.
  static DataClassification locked(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  static Optional<DataClassification> of(String dataAsset) {
    return find("dataAsset", dataAsset).firstResultOptional();
  }
}
