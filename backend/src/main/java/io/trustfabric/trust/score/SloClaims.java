package io.trustfabric.trust.score;

import io.trustfabric.trust.facts.Picture;
import java.time.Duration;

/// Promises of services are kept, as last measured.
final class SloClaims {

  /// A day, and an hour for the measuring.
  private static final Duration MEASURED = Duration.ofHours(25);

  private static final String ACTIVE = "/api/monitoring/slo-definitions?lifecycle=active";

  private static final Cause NO_SLO = Cause.unknown("no_slo", "No SLO is defined", ACTIVE);
  private static final Cause BREACHED =
      Cause.bad("slo_breached", "The error budget of an SLO is used up", ACTIVE);
  private static final Cause AT_RISK =
      Cause.bad(
          "slo_at_risk",
          "An alert pair of an SLO fires, or less than a quarter of its budget is left",
          ACTIVE);
  private static final Cause NOT_MEASURED =
      Cause.unknown("slo_not_measured", "An SLO was not measured within the last 25 hours", ACTIVE);

  private SloClaims() {}

  static Claim of(Picture picture) {
    var claim = new Claim("slos_on_track", 1_200, NO_SLO);
    for (var id : picture.of("slo").keySet()) {
      var standing = picture.fact("slo_standing", id);
      switch (standing.path("status").asText()) {
        case "breached", "exhausted" -> claim.not(BREACHED, id);
        case "at_risk" -> claim.not(AT_RISK, id);
        case "on_track" -> {
          if (picture.isOlder(standing, "until", MEASURED)) {
            claim.not(NOT_MEASURED, id);
          } else {
            claim.good(1);
          }
        }
        default -> claim.not(NOT_MEASURED, id);
      }
    }
    return claim;
  }
}
