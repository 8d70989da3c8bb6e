package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Caller;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Decides about items, with the review's row held: two who decide the same item, or one who
/// completes the review meanwhile, come one after the other.
@ApplicationScoped
public class AccessDecisions {

  private static final String OWN = "own_access: nobody decides about their own access";
  private static final String UNKNOWN =
      "own_access: your token does not say enough to tell whether this is your own access";
  private static final String UNRESOLVED =
      "identity_unresolved: what nobody can be named for can only be revoked";
  private static final String DECIDED =
      "already_decided: to decide anew, read the item and name its version in If-Match";

  /// Decides about one item.
  ///
  /// @param ifMatch the item's version, by which a decision may also be made anew
  @Transactional
  AccessReviewItem decide(UUID reviewId, UUID itemId, String ifMatch, ItemDecision decision) {
    var review = inProgress(reviewId);
    var item = item(reviewId, itemId);
    IfMatch.check(item, ifMatch);
    check(decision);
    var refused = refusal(item, decision, Callers.current());
    if (OWN.equals(refused) || UNKNOWN.equals(refused)) {
      throw Refusal.of(Problem.Kind.FORBIDDEN, refused);
    }
    if (refused != null) {
      throw new Conflict(refused);
    }
    if (item.decision() != null && ifMatch == null) {
      throw new Conflict(DECIDED);
    }
    decide(review, item, decision);
    AccessReviewItem.flush();
    return item;
  }

  /// Decides about many items, all of them or none.
  ///
  /// @throws Conflict naming each that cannot be decided like this
  @Transactional
  AccessReview decideAll(UUID reviewId, String ifMatch, ItemDecisions decisions) {
    var byItem = decisions.byItem();
    var review = inProgress(reviewId);
    IfMatch.check(review, ifMatch);
    var items =
        AccessReviewItem.<AccessReviewItem>list(
                "reviewId = ?1 and id in ?2", reviewId, byItem.keySet())
            .stream()
            .collect(Collectors.toMap(item -> item.id, Function.identity()));
    var unknown = new ArrayList<Invalid.Field>();
    var refused = new ArrayList<Invalid.Field>();
    var caller = Callers.current();
    var pointer = 0;
    for (var decision : byItem.entrySet()) {
      var at = "/decisions/" + pointer++;
      var item = items.get(decision.getKey());
      var why = item == null ? null : refusal(item, decision.getValue(), caller);
      if (item == null) {
        unknown.add(new Invalid.Field(at + "/itemId", "is no item of this review"));
      } else if (why != null || item.decision() != null) {
        refused.add(new Invalid.Field(at, why == null ? DECIDED : why));
      }
    }
    if (!unknown.isEmpty()) {
      throw new Invalid(unknown);
    }
    if (!refused.isEmpty()) {
      throw new Conflict("Some of these cannot be decided like this; none was.", refused);
    }
    byItem.forEach((id, decision) -> decide(review, items.get(id), decision));
    AccessReview.flush();
    return review;
  }

  private static void decide(AccessReview review, AccessReviewItem item, ItemDecision decision) {
    review.decided(item.decision(), decision.decision());
    item.decide(decision, Callers.current().author());
  }

  private static void check(ItemDecision decision) {
    var errors = new ArrayList<Invalid.Field>();
    decision.check("", errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// Why this caller cannot decide so about an item; null when they can.
  private static String refusal(AccessReviewItem item, ItemDecision decision, Caller caller) {
    return switch (OwnAccess.of(item, caller)) {
      case OWN -> OWN;
      case UNKNOWN -> UNKNOWN;
      case OTHERS ->
          item.isIdentityUnresolved() && decision.decision() != AccessDecision.REVOKE
              ? UNRESOLVED
              : null;
    };
  }

  private static AccessReview inProgress(UUID reviewId) {
    var review = AccessReviews.held(reviewId, null);
    if (review.status() != ReviewStatus.IN_PROGRESS) {
      throw new Conflict("Items are decided while their review is in progress.");
    }
    return review;
  }

  /// @throws Refusal 404 when the review has no such item
  static AccessReviewItem item(UUID reviewId, UUID itemId) {
    return AccessReviewItem.<AccessReviewItem>findByIdOptional(itemId)
        .filter(item -> item.reviewId.equals(reviewId))
        .orElseThrow(() -> Refusal.notFound("item of this access review", itemId));
  }
}
