package io.trustfabric.trust.score;

import io.trustfabric.trust.facts.Picture;
import java.time.Duration;
import java.util.List;

/// Test suites pass, and answers to golden datasets are right.
final class QualityClaims {

  /// A lower bound of the accuracy, Wilson 95 %, that is enough.
  static final double FLOOR = 0.90;

  private static final Duration SUITE = Duration.ofDays(7);
  private static final Duration EVALUATION = Duration.ofDays(90);

  private static final String SUITES = "/api/quality/regression-tests/suites";
  private static final String FAILED = "/api/quality/regression-tests?status=failed&status=error";
  private static final String DATASETS = "/api/quality/golden-datasets?status=active";
  private static final String EVALUATIONS = "/api/quality/evaluations?contaminated=false";

  private static final Cause NO_SUITE =
      Cause.unknown("no_suite", "No test suite has ever reported a result", SUITES);
  private static final Cause SUITE_FAILS =
      Cause.bad("suite_fails", "Tests fail in the newest run of a suite", FAILED);
  private static final Cause SUITE_RAN_NOTHING =
      Cause.unknown(
          "suite_ran_nothing", "Nothing passed or failed in a suite's newest run", SUITES);
  private static final Cause SUITE_OLD =
      Cause.unknown("suite_old", "A suite has not run for more than 7 days", SUITES);
  private static final Cause NO_DATASET =
      Cause.unknown("no_dataset", "No golden dataset is active", DATASETS);
  private static final Cause NOT_EVALUATED =
      Cause.unknown(
          "dataset_not_evaluated",
          "No answers to an active golden dataset were evaluated by one who did not know the right ones",
          DATASETS);
  private static final Cause EVALUATION_OLD =
      Cause.unknown(
          "evaluation_old",
          "The newest evaluation of a dataset is older than 90 days",
          EVALUATIONS);
  private static final Cause INACCURATE =
      Cause.bad(
          "inaccurate", "The lower bound of the accuracy on a dataset is below 0.90", EVALUATIONS);

  private QualityClaims() {}

  static List<Claim> of(Picture picture) {
    return List.of(suites(picture), accuracy(picture));
  }

  private static Claim suites(Picture picture) {
    var claim = new Claim("suites_pass", 700, NO_SUITE);
    picture
        .of("suite")
        .forEach(
            (suite, run) -> {
              if (run.path("failed").asLong() + run.path("error").asLong() > 0) {
                claim.not(SUITE_FAILS, suite);
              } else if (run.path("passed").asLong() == 0) {
                claim.not(SUITE_RAN_NOTHING, suite);
              } else if (picture.isOlder(run, "at", SUITE)) {
                claim.not(SUITE_OLD, suite);
              } else {
                claim.good(1);
              }
            });
    return claim;
  }

  private static Claim accuracy(Picture picture) {
    var claim = new Claim("golden_answers_right", 700, NO_DATASET);
    for (var dataset : picture.of("dataset").keySet()) {
      var evaluation = picture.fact("dataset_evaluation", dataset);
      if (evaluation.isMissingNode()) {
        claim.not(NOT_EVALUATED, dataset);
      } else if (evaluation.path("low").asDouble() < FLOOR) {
        claim.not(INACCURATE, dataset);
      } else if (picture.isOlder(evaluation, "at", EVALUATION)) {
        claim.not(EVALUATION_OLD, dataset);
      } else {
        claim.good(1);
      }
    }
    return claim;
  }
}
