package io.trustfabric.quality.datasets;

import io.trustfabric.record.Conflict;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One version of a set of cases with known right answers. It never changes; what may change is
/// whether it is the active one of its name. Its items lie apart ({@link GoldenItems}); their
/// number and digest are part of it.
@Entity
@Table(name = "golden_datasets")
public class GoldenDataset extends TrustRecord {

  @Column(updatable = false)
  public String name;

  /// Counts the versions of a name from 1.
  @Column(updatable = false)
  public Long dataVersion;

  @Personal
  @Column(updatable = false)
  public String description;

  /// ISO 3166-1 country or 3166-2 subdivision.
  @Column(updatable = false)
  public String jurisdiction;

  @Column(updatable = false)
  public String filingType;

  @Column(updatable = false)
  public String documentType;

  @Enumerated(EnumType.STRING)
  private DatasetStatus status;

  /// What is other than in the version before.
  @Personal
  @Column(updatable = false)
  public String changeNote;

  /// Where the cases and their answers come from.
  @Column(updatable = false)
  public String source;

  /// By field: `{"total": {"comparator": "money"}}`.
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  public Map<String, Object> comparators = new LinkedHashMap<>();

  /// The version this one was made from by a delta; null when it was given whole.
  @Column(updatable = false)
  public UUID baseId;

  @Column(updatable = false)
  private Long itemCount;

  @Column(updatable = false)
  private Long sizeBytes;

  @Column(updatable = false)
  private String contentSha256;

  /// All tags of the items.
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  private List<String> tags;

  /// A version that is to be; it has an id, by which its items are kept.
  GoldenDataset() {
    identify();
    this.status = DatasetStatus.INACTIVE;
  }

  public DatasetStatus status() {
    return status;
  }

  public long itemCount() {
    return itemCount;
  }

  /// Bytes of all items in canonical JSON.
  public long sizeBytes() {
    return sizeBytes;
  }

  /// SHA-256 over the items in byte order of key, each in canonical JSON with a line feed; hex.
  public String contentSha256() {
    return contentSha256;
  }

  public List<String> tags() {
    return tags;
  }

  /// What its items are.
  void holds(GoldenItems.Contents contents) {
    itemCount = contents.count();
    sizeBytes = contents.bytes();
    contentSha256 = contents.sha256();
    tags = contents.tags();
  }

  /// Takes the step to another status.
  ///
  /// @throws Conflict when there is nothing in it to be active
  void moveTo(DatasetStatus to, String reason) {
    Lifecycle.check(status, to, reason);
    if (to == DatasetStatus.ACTIVE && itemCount == 0) {
      throw new Conflict("A version without items cannot be the active one.");
    }
    status = to;
    because(reason);
  }

  /// The active version of a name.
  public static Optional<GoldenDataset> active(String name) {
    return find("name = ?1 and status = ?2", name, DatasetStatus.ACTIVE).firstResultOptional();
  }

  /// The newest version of a name.
  static GoldenDataset newest(String name) {
    return find("name = ?1 order by dataVersion desc", name).firstResult();
  }
}
