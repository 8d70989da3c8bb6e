package io.trustfabric.trust.score;

import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.trust.facts.Picture;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Controls are covered by evidence, evidence is looked at again in time, and so is access.
final class ComplianceClaims {

  private static final Duration REVIEW = Duration.ofDays(365);

  private static final String UNCOVERED_LINK = "/api/compliance/controls?state=uncovered";
  private static final String REVIEWS = "/api/compliance/access-reviews";
  private static final String APPROVED = "/api/compliance/evidence?status=approved";

  private static final Cause NO_CONTROL =
      Cause.unknown("no_control", "No control applies", "/api/compliance/controls");
  private static final Cause UNCOVERED =
      Cause.unknown(
          "control_uncovered",
          "Controls that apply have no evidence that is approved and in date",
          UNCOVERED_LINK);
  private static final Cause NO_REVIEW =
      Cause.unknown("no_access_review", "No access review was completed", REVIEWS);
  private static final Cause REVIEW_OVERDUE =
      Cause.bad("access_review_overdue", "Access reviews are overdue", REVIEWS + "?overdue=true");
  private static final Cause ACTIONS_PENDING =
      Cause.unknown(
          "access_actions_pending",
          "What an access review decided is not shown to be done",
          REVIEWS + "?actionsPending=true");
  private static final Cause REVIEW_OLD =
      Cause.unknown(
          "access_review_old",
          "An access review was completed more than 365 days ago",
          REVIEWS + "?status=completed");
  private static final Cause NO_EVIDENCE =
      Cause.unknown("no_evidence", "No evidence is approved", APPROVED);
  private static final Cause EVIDENCE_DUE =
      Cause.bad(
          "evidence_review_overdue", "Approved evidence is due to be looked at again", APPROVED);
  private static final Cause EVIDENCE_EXPIRED =
      Cause.bad("evidence_expired", "Approved evidence is no longer in date", APPROVED);

  private ComplianceClaims() {}

  static List<Claim> of(Picture picture, Catalogs catalogs) {
    return List.of(coverage(picture, catalogs), reviews(picture), evidence(picture));
  }

  private static Claim coverage(Picture picture, Catalogs catalogs) {
    var claim = new Claim("controls_covered", 800, NO_CONTROL);
    var covered = covered(picture);
    for (var framework : Framework.values()) {
      applicable(picture, catalogs, framework)
          .map(CatalogControl::key)
          .forEach(
              key -> {
                if (covered.contains(key)) {
                  claim.good(1);
                } else {
                  claim.not(UNCOVERED, key);
                }
              });
    }
    return claim;
  }

  /// Controls that evidence can serve, in scope, and not said not to apply.
  private static Stream<CatalogControl> applicable(
      Picture picture, Catalogs catalogs, Framework framework) {
    var scope = picture.fact("scope", framework.stored());
    var categories = new HashSet<String>();
    scope.path("categories").forEach(category -> categories.add(category.asText()));
    var excepted = picture.of("not_applicable");
    return catalogs.of(framework).controls().stream()
        .filter(CatalogControl::isServed)
        .filter(c -> scope.isMissingNode() || categories.contains(c.category()))
        .filter(c -> !excepted.containsKey(c.key()));
  }

  /// What is named by evidence that is approved and in date.
  private static Set<String> covered(Picture picture) {
    var covered = new HashSet<String>();
    for (var revision : picture.of("covering").values()) {
      var from = Picture.time(revision, "from");
      var to = Picture.time(revision, "to");
      if (!from.isAfter(picture.at()) && (to == null || to.isAfter(picture.at()))) {
        revision.path("controls").forEach(key -> covered.add(key.asText()));
      }
    }
    return covered;
  }

  private static Claim reviews(Picture picture) {
    var claim = new Claim("access_reviewed", 300, NO_REVIEW);
    picture
        .of("access_review")
        .forEach(
            (id, review) -> {
              if (!review.path("status").asText().equals("completed")) {
                if (picture.isPast(review, "dueAt")) {
                  claim.not(REVIEW_OVERDUE, id);
                }
              } else if (review.path("actionsPending").asLong() > 0) {
                claim.not(ACTIONS_PENDING, id);
              } else if (picture.isOlder(review, "completedAt", REVIEW)) {
                claim.not(REVIEW_OLD, id);
              } else {
                claim.good(1);
              }
            });
    return claim;
  }

  private static Claim evidence(Picture picture) {
    var claim = new Claim("evidence_looked_after", 300, NO_EVIDENCE);
    picture
        .of("evidence")
        .forEach(
            (id, evidence) -> {
              if (picture.isPast(evidence, "effectiveTo")) {
                claim.not(EVIDENCE_EXPIRED, id);
              } else if (picture.isPast(evidence, "dueAt")) {
                claim.not(EVIDENCE_DUE, id);
              } else {
                claim.good(1);
              }
            });
    return claim;
  }
}
