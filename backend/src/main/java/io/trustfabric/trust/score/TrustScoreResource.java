package io.trustfabric.trust.score;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Period;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// How much of what is promised is proved: now, at any moment before, and at the end of each day.
@Path("/api/trust/score")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class TrustScoreResource {

  private final Scores scores;

  TrustScoreResource(Scores scores) {
    this.scores = scores;
  }

  @GET
  @Operation(
      operationId = "getTrustScore",
      summary =
          "The score from 0 to 100 with every point explained by records: now, or recomputed from the"
              + " ledger as of a moment or a position")
  public RestResponse<TrustScore> get(@BeanParam ScoreQuery query) {
    query.check();
    return RestResponse.ResponseBuilder.ok(scores.of(query))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Path("/history")
  @Operation(
      operationId = "getTrustScoreHistory",
      summary =
          "The score at the end of each day (UTC): of the last 90 days, or of up to 3 years; or"
              + " recomputed at moments within days")
  public ScoreHistory history(@BeanParam Period period, @BeanParam ScoreSteps steps) {
    period.check(Duration.ofDays(90), Duration.ofDays(3 * 366));
    steps.check(period);
    return steps.areGiven()
        ? scores.moments(period.from(), period.to(), steps)
        : scores.history(period.from(), period.to());
  }
}
