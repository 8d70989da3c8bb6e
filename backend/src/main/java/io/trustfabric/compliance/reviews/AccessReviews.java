package io.trustfabric.compliance.reviews;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/// Takes reviews from one status to the next.
@ApplicationScoped
public class AccessReviews {

  private final KeycloakDirectory directory;
  private final Populations populations;

  AccessReviews(KeycloakDirectory directory, Populations populations) {
    this.directory = directory;
    this.populations = populations;
  }

  @Transactional
  AccessReview move(UUID id, String ifMatch, AccessReviewMove move) {
    move.check();
    var accounts = move.status() == ReviewStatus.IN_PROGRESS ? accounts(id, move) : null;
    var review = held(id, ifMatch);
    switch (move.status()) {
      case IN_PROGRESS -> start(review, move, accounts);
      case COMPLETED -> review.complete(move.reason());
      case CANCELLED -> review.cancel(move.reason());
      case PENDING -> Lifecycle.check(review.status(), ReviewStatus.PENDING, move.reason());
    }
    AccessReview.flush();
    return review;
  }

  private void start(AccessReview review, AccessReviewMove move, List<HeldAccess> accounts) {
    var population = HeldAccess.Population.of(accounts);
    review.start(move.sourceOrGiven(), population, move.reason());
    // The row first: whoever else starts it waits for it, and then finds it started.
    AccessReview.flush();
    populations.freeze(review.id, population);
  }

  /// What is to be reviewed. Keycloak is asked before this transaction has done anything, so that
  /// it holds no connection meanwhile.
  private List<HeldAccess> accounts(UUID id, AccessReviewMove move) {
    var given = HeldAccessReport.given(move.sourceOrGiven(), move.items());
    if (given != null) {
      return given;
    }
    var type =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  var review = find(id);
                  Lifecycle.check(review.status(), ReviewStatus.IN_PROGRESS, move.reason());
                  return review.reviewType;
                });
    return checked(directory.read(type));
  }

  /// @throws Conflict when it is more than a review can hold
  static List<HeldAccess> checked(List<HeldAccess> accounts) {
    if (accounts.size() > Populations.MOST) {
      throw new Conflict(
          "There are %,d of these; a review holds at most %,d."
              .formatted(accounts.size(), Populations.MOST));
    }
    return accounts;
  }

  /// @throws Refusal 404 when there is none
  static AccessReview find(UUID id) {
    return AccessReview.<AccessReview>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("access review", id));
  }

  /// The review, held until the transaction ends and of the version expected.
  static AccessReview held(UUID id, String ifMatch) {
    var review = AccessReview.locked(id);
    if (review == null) {
      throw Refusal.notFound("access review", id);
    }
    IfMatch.check(review, ifMatch);
    return review;
  }
}
