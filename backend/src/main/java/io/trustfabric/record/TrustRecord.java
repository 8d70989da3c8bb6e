package io.trustfabric.record;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.type.SqlTypes;

/// One record of trust. A change to it becomes one line in the ledger, in the same transaction,
/// without being asked to (see {@link ChangeCapture}).
@MappedSuperclass
@EntityListeners(AuditFields.class)
public abstract class TrustRecord extends PanacheEntityBase {

  private static final SecureRandom RANDOM = new SecureRandom();

  /// UUID version 7: carries the time it was made, in milliseconds.
  @Id public UUID id;

  /// Counts changes from 0; guards against lost updates.
  @Version
  @Column(nullable = false)
  public Long version;

  @Column(updatable = false)
  public Instant createdAt;

  @Embedded
  @AttributeOverride(
      name = "issuer",
      column = @Column(name = "created_by_issuer", updatable = false))
  @AttributeOverride(
      name = "subject",
      column = @Column(name = "created_by_subject", updatable = false))
  @AttributeOverride(name = "name", column = @Column(name = "created_by_name", updatable = false))
  public Author createdBy;

  public Instant updatedAt;

  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "updated_by_issuer"))
  @AttributeOverride(name = "subject", column = @Column(name = "updated_by_subject"))
  @AttributeOverride(name = "name", column = @Column(name = "updated_by_name"))
  public Author updatedBy;

  /// Free JSON of the reporter, at most 16 KiB. Nobody knows what is in it, so it counts as
  /// personal.
  @Personal
  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> metadata = new LinkedHashMap<>();

  /// 16 random bytes from which the salts of this record's personal values are derived.
  @OffLedger
  @Column(updatable = false)
  byte[] personalSalt;

  @Transient private Deed deed = Deed.NONE;

  /// What is done to a record and why, for its ledger line.
  record Deed(String action, String reason) {
    static final Deed NONE = new Deed(null, null);
  }

  /// Gives the record its id and salt; the audit fields follow when it is stored.
  protected void identify() {
    id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
    personalSalt = new byte[16];
    RANDOM.nextBytes(personalSalt);
  }

  /// Makes a new record what it will be once a bulk path has stored it.
  public void asStored(Author author, Instant at) {
    version = 0L;
    createdBy(author, at);
  }

  void createdBy(Author author, Instant at) {
    createdAt = at;
    createdBy = author;
    updatedAt = at;
    updatedBy = author;
  }

  /// Why nothing of it may be erased at present; null when it may.
  public String keptBecause() {
    return null;
  }

  /// The salt from which those of this record's personal values are derived; for bulk paths.
  public byte[] personalSalt() {
    return personalSalt.clone();
  }

  /// Names what is being done, where "created", "updated" and "status_changed" say too little.
  protected void does(String action) {
    deed = new Deed(action, deed.reason());
  }

  /// Keeps why the change is made; blank counts as no reason.
  protected void because(String reason) {
    deed = new Deed(deed.action(), reason == null || reason.isBlank() ? null : reason);
  }

  Deed takeDeed() {
    var taken = deed;
    deed = Deed.NONE;
    return taken;
  }
}
