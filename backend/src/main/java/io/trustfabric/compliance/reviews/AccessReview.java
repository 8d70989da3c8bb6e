package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.OffLedger;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;

/// One look at who may do what. Its items lie apart ({@link AccessReviewItem}); whoever decides one
/// or completes the review holds this row until the transaction ends, so that the counts here are
/// always those of the items.
@Entity
@Table(name = "access_reviews")
public class AccessReview extends TrustRecord {

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public ReviewType reviewType;

  /// What is looked at: a system, a team, a realm.
  public String scope;

  @Enumerated(EnumType.STRING)
  private ReviewStatus status;

  /// Who is to do it.
  @Personal public String reviewer;

  public Instant dueAt;

  @Enumerated(EnumType.STRING)
  private PopulationSource populationSource;

  /// Over names and addresses of people, so that it goes with them.
  @Personal private String populationSha256;

  private Integer itemCount;
  private Integer decidedItems;
  private Integer revokedItems;
  private Integer modifiedItems;
  private Integer actionsPending;
  private Integer actionsDone;
  private Instant startedAt;
  private Instant completedAt;
  private Instant cancelledAt;
  private Instant lastActivityAt;

  /// Whether there is something left to do, as lists filter it.
  @OffLedger
  @Formula("is_open")
  Boolean isOpen;

  protected AccessReview() {}

  AccessReview(ReviewType reviewType) {
    identify();
    this.reviewType = reviewType;
    this.status = ReviewStatus.PENDING;
    this.itemCount = 0;
    this.decidedItems = 0;
    this.revokedItems = 0;
    this.modifiedItems = 0;
    this.actionsPending = 0;
    this.actionsDone = 0;
    this.lastActivityAt = Clock.now();
  }

  public ReviewStatus status() {
    return status;
  }

  public PopulationSource populationSource() {
    return populationSource;
  }

  /// SHA-256 over the frozen items in canonical JSON; hex. Null before the start.
  public String populationSha256() {
    return populationSha256;
  }

  public int itemCount() {
    return itemCount;
  }

  public int decidedItems() {
    return decidedItems;
  }

  public int openItems() {
    return itemCount - decidedItems;
  }

  public int revokedItems() {
    return revokedItems;
  }

  public int modifiedItems() {
    return modifiedItems;
  }

  public int actionsPending() {
    return actionsPending;
  }

  public int actionsDone() {
    return actionsDone;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Instant completedAt() {
    return completedAt;
  }

  public Instant cancelledAt() {
    return cancelledAt;
  }

  /// When it was last moved, decided in or compared.
  public Instant lastActivityAt() {
    return lastActivityAt;
  }

  private void touch(String action) {
    lastActivityAt = Clock.now();
    does(action);
  }

  /// Whether it should have ended by now.
  public boolean isOverdue() {
    return status.isOpen() && dueAt.isBefore(Clock.now());
  }

  /// Freezes what is reviewed.
  void start(PopulationSource source, HeldAccess.Population population, String reason) {
    Lifecycle.check(status, ReviewStatus.IN_PROGRESS, reason);
    status = ReviewStatus.IN_PROGRESS;
    startedAt = Clock.now();
    lastActivityAt = startedAt;
    populationSource = source;
    populationSha256 = population.sha256();
    itemCount = population.accounts().size();
    because(reason);
  }

  /// Ends the review.
  ///
  /// @throws Conflict while an item is undecided
  void complete(String reason) {
    Lifecycle.check(status, ReviewStatus.COMPLETED, reason);
    if (openItems() > 0) {
      throw new Conflict("%d of %d items are not decided.".formatted(openItems(), itemCount));
    }
    status = ReviewStatus.COMPLETED;
    completedAt = Clock.now();
    lastActivityAt = completedAt;
    because(reason);
  }

  void cancel(String reason) {
    Lifecycle.check(status, ReviewStatus.CANCELLED, reason);
    status = ReviewStatus.CANCELLED;
    cancelledAt = Clock.now();
    lastActivityAt = cancelledAt;
    because(reason);
  }

  /// Counts a decision in the place of a former one.
  ///
  /// @param former null where there was none
  void decided(AccessDecision former, AccessDecision decision) {
    count(former, -1);
    count(decision, 1);
    touch("items_decided");
  }

  private void count(AccessDecision decision, int by) {
    if (decision == null) {
      return;
    }
    decidedItems += by;
    revokedItems += decision == AccessDecision.REVOKE ? by : 0;
    modifiedItems += decision == AccessDecision.MODIFY ? by : 0;
    actionsPending += decision == AccessDecision.KEEP ? 0 : by;
  }

  /// Counts what a later snapshot has proved.
  void proved(int items) {
    actionsPending -= items;
    actionsDone += items;
    touch("snapshot_compared");
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }

  /// The review, held until the transaction ends; null when there is none.
  static AccessReview locked(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }
}
