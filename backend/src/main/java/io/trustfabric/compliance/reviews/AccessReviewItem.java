package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Author;
import io.trustfabric.record.Clock;
import io.trustfabric.record.OffLedger;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One account of a review: what it may do is frozen, what is decided about it is not.
@Entity
@Table(name = "access_review_items")
public class AccessReviewItem extends TrustRecord {

  @Column(updatable = false)
  public UUID reviewId;

  /// Its place in the population, from 0.
  @Column(updatable = false)
  public Integer position;

  @Column(updatable = false)
  public String issuer;

  @Personal
  @Column(updatable = false)
  public String subject;

  @Personal
  @Column(updatable = false)
  public String email;

  @Personal
  @Column(updatable = false)
  public String username;

  @Personal
  @Column(updatable = false)
  public String owner;

  @Personal
  @Column(updatable = false)
  public String name;

  @Column(updatable = false)
  public String peerGroup;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  public List<String> currentPermissions;

  @Column(updatable = false)
  public Instant lastUsedAt;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public AccessDecision recommendation;

  /// By rule: `{"unused": {"explanation": "…", "permissions": []}}`.
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  public Map<String, Object> recommendationReasons;

  @Enumerated(EnumType.STRING)
  private AccessDecision decision;

  @Personal private String decisionReason;

  /// What it is to hold after a `modify`, where that was said.
  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<String> newPermissions;

  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "decided_by_issuer"))
  @AttributeOverride(name = "subject", column = @Column(name = "decided_by_subject"))
  @AttributeOverride(name = "name", column = @Column(name = "decided_by_name"))
  private Author decidedBy;

  private Instant decidedAt;

  @Enumerated(EnumType.STRING)
  private ActionStatus actionStatus;

  private String actionReference;

  /// The snapshot that no longer held it.
  private UUID provedBySnapshotId;

  /// Whether nobody can be named who stands behind it, as lists filter it.
  @OffLedger
  @Formula("identity_unresolved")
  Boolean identityUnresolved;

  protected AccessReviewItem() {}

  /// Nobody can decide about an account that nobody can name.
  @Override
  public String keptBecause() {
    AccessReview review = AccessReview.findById(reviewId);
    return review.status().isOpen() ? "Its review is not over." : null;
  }

  AccessReviewItem(UUID reviewId, int position, HeldAccess access) {
    identify();
    this.reviewId = reviewId;
    this.position = position;
    this.issuer = access.issuer();
    this.subject = access.subject();
    this.email = access.email();
    this.username = access.username();
    this.owner = access.owner();
    this.name = access.name();
    this.peerGroup = access.peerGroup();
    this.currentPermissions = access.permissions();
    this.lastUsedAt = access.lastUsedAt();
    this.actionStatus = ActionStatus.NONE;
  }

  /// Null while undecided.
  public AccessDecision decision() {
    return decision;
  }

  public String decisionReason() {
    return decisionReason;
  }

  public List<String> newPermissions() {
    return newPermissions;
  }

  public Author decidedBy() {
    return decidedBy;
  }

  public Instant decidedAt() {
    return decidedAt;
  }

  public ActionStatus actionStatus() {
    return actionStatus;
  }

  public String actionReference() {
    return actionReference;
  }

  public UUID provedBySnapshotId() {
    return provedBySnapshotId;
  }

  /// Whether nobody can be named who stands behind it.
  public boolean isIdentityUnresolved() {
    return subject == null && email == null && username == null && owner == null;
  }

  /// By what the same account is found in a later snapshot.
  Set<String> keys() {
    return HeldAccess.keys(issuer, subject, email, username, owner, name);
  }

  /// What has to be taken away from it.
  Set<String> toRemove() {
    if (decision != AccessDecision.REVOKE && newPermissions == null) {
      return Set.of();
    }
    var gone = new TreeSet<>(currentPermissions);
    if (decision == AccessDecision.MODIFY) {
      gone.removeAll(newPermissions);
    }
    return gone;
  }

  void decide(ItemDecision said, Author by) {
    decision = said.decision();
    decisionReason = said.reason();
    newPermissions =
        said.newPermissions() == null ? null : List.copyOf(new TreeSet<>(said.newPermissions()));
    actionReference = said.actionReference();
    decidedBy = by;
    decidedAt = Clock.now();
    actionStatus = decision == AccessDecision.KEEP ? ActionStatus.NONE : ActionStatus.PENDING;
    does("decided");
    because(said.reason());
  }

  /// A later snapshot no longer holds what was taken away.
  void proved(UUID snapshotId) {
    actionStatus = ActionStatus.DONE;
    provedBySnapshotId = snapshotId;
    does("action_proved");
  }
}
