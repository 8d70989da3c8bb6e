package io.trustfabric.trust.score;

import io.trustfabric.trust.facts.Picture;
import java.time.Duration;
import java.util.List;

/// Versions in production are what was tested, and do not drift.
final class ModelClaims {

  private static final Duration DRIFT = Duration.ofDays(7);

  private static final String PRODUCTION = "/api/modelops/models?status=production";
  private static final String OPEN_DRIFT =
      "/api/modelops/drift-detections?alert=true&status=open&status=acknowledged";

  private static final Cause NO_MODEL =
      Cause.unknown("no_model", "No model version is in production", PRODUCTION);
  private static final Cause NO_CHECKSUM =
      Cause.unknown(
          "no_artifact_checksum",
          "A version in production has no checksum of its artifact",
          PRODUCTION);
  private static final Cause NOT_EVALUATED =
      Cause.unknown(
          "model_not_evaluated",
          "A version in production was never evaluated by one who did not know the right answers",
          PRODUCTION);
  private static final Cause INACCURATE =
      Cause.bad(
          "model_inaccurate",
          "The lower bound of a version's accuracy in its newest evaluation is below 0.90",
          PRODUCTION);
  private static final Cause DRIFTS =
      Cause.bad("model_drifts", "Drift of a version in production is open", OPEN_DRIFT);
  private static final Cause NOT_CHECKED =
      Cause.unknown(
          "drift_not_checked",
          "A version in production was not checked for drift for 7 days",
          PRODUCTION);

  private ModelClaims() {}

  static List<Claim> of(Picture picture) {
    return List.of(evaluated(picture), steady(picture));
  }

  private static Claim evaluated(Picture picture) {
    var claim = new Claim("production_evaluated", 700, NO_MODEL);
    picture
        .of("production_model")
        .forEach(
            (id, model) -> {
              var evaluation = picture.fact("model_evaluation", id);
              if (evaluation.isMissingNode()) {
                claim.not(NOT_EVALUATED, id);
              } else if (evaluation.path("low").asDouble() < QualityClaims.FLOOR) {
                claim.not(INACCURATE, id);
              } else if (!model.path("artifact").asBoolean()) {
                claim.not(NO_CHECKSUM, id);
              } else {
                claim.good(1);
              }
            });
    return claim;
  }

  private static Claim steady(Picture picture) {
    var claim = new Claim("production_steady", 700, NO_MODEL);
    for (var id : picture.of("production_model").keySet()) {
      var drift = picture.fact("drift", id);
      if (drift.path("open").asLong() > 0) {
        claim.not(DRIFTS, id);
      } else if (drift.isMissingNode() || picture.isOlder(drift, "checkedAt", DRIFT)) {
        claim.not(NOT_CHECKED, id);
      } else {
        claim.good(1);
      }
    }
    return claim;
  }
}
