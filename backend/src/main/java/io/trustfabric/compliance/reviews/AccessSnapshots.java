package io.trustfabric.compliance.reviews;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/// Holds completed reviews against later snapshots: what was revoked and is no longer held is done.
@ApplicationScoped
public class AccessSnapshots {

  private final KeycloakDirectory directory;
  private final KeycloakRevocations revocations;

  AccessSnapshots(KeycloakDirectory directory, KeycloakRevocations revocations) {
    this.directory = directory;
    this.revocations = revocations;
  }

  /// A snapshot on its way.
  ///
  /// @param outcome of carrying out before; null where nobody asked for that
  private record Taken(
      Instant at, List<HeldAccess> accounts, KeycloakRevocations.Outcome outcome) {}

  /// Compares a snapshot, read or given.
  ///
  /// @throws Conflict unless the review is completed
  @Transactional
  AccessSnapshot compare(UUID reviewId, AccessSnapshotReport report) {
    report.check();
    var taken = taken(reviewId, report);
    var review = AccessReviews.held(reviewId, null);
    if (review.status() != ReviewStatus.COMPLETED) {
      throw notCompleted();
    }
    if (!taken.at().isAfter(review.completedAt())) {
      throw Invalid.field("/takenAt", "must be later than the review's completion");
    }
    var snapshot = new AccessSnapshot(reviewId);
    snapshot.source = report.sourceOrGiven();
    snapshot.takenAt = taken.at();
    snapshot.itemCount = taken.accounts().size();
    snapshot.populationSha256 = HeldAccess.Population.of(taken.accounts()).sha256();
    if (taken.outcome() != null) {
      snapshot.appliedItems = taken.outcome().applied();
      snapshot.notAppliedItems = taken.outcome().notApplied();
    }
    if (report.metadata() != null) {
      snapshot.metadata = report.metadata();
    }
    prove(review, snapshot, new HeldLater(taken.accounts()));
    AccessReview.flush();
    return snapshot;
  }

  private static void prove(AccessReview review, AccessSnapshot snapshot, HeldLater later) {
    var pending = pending(review.id);
    var proved = pending.stream().filter(item -> !later.holds(item)).toList();
    snapshot.provedItems = proved.size();
    snapshot.stillHeldItems = pending.size() - proved.size();
    snapshot.persistAndFlush();
    proved.forEach(item -> item.proved(snapshot.id));
    review.proved(proved.size());
  }

  /// Keycloak is asked before this transaction has done anything, so that it holds no connection
  /// meanwhile.
  private Taken taken(UUID reviewId, AccessSnapshotReport report) {
    var given = HeldAccessReport.given(report.sourceOrGiven(), report.items());
    if (given != null) {
      var at = report.takenAt() == null ? Clock.now() : report.takenAt();
      return new Taken(at, given, null);
    }
    var type =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  var review = AccessReviews.find(reviewId);
                  if (review.status() != ReviewStatus.COMPLETED) {
                    throw notCompleted();
                  }
                  return review.reviewType;
                });
    var outcome = report.isToApply() ? apply(reviewId, type) : null;
    var at = Clock.now();
    return new Taken(at, AccessReviews.checked(directory.read(type)), outcome);
  }

  private KeycloakRevocations.Outcome apply(UUID reviewId, ReviewType type) {
    revocations.check(type);
    return revocations.carryOut(
        QuarkusTransaction.requiringNew()
            .call(() -> Collections.unmodifiableList(pending(reviewId))));
  }

  private static List<AccessReviewItem> pending(UUID reviewId) {
    return AccessReviewItem.list(
        "reviewId = ?1 and actionStatus = ?2 order by position", reviewId, ActionStatus.PENDING);
  }

  private static Conflict notCompleted() {
    return new Conflict("A snapshot is compared once the review is completed.");
  }
}
