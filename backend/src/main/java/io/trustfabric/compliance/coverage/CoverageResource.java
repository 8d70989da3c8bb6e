package io.trustfabric.compliance.coverage;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.compliance.coverage.CoverageReport.PeriodCoverage;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Period;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// How much of the frameworks approved evidence covers.
@Path("/api/compliance/coverage")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class CoverageResource {

  private final Coverage coverage;
  private final CoveredPeriod periods;

  CoverageResource(Coverage coverage, CoveredPeriod periods) {
    this.coverage = coverage;
    this.periods = periods;
  }

  @GET
  @Operation(
      operationId = "measureCoverage",
      summary =
          "Controls with evidence approved and in date, of those that apply: now, at a moment, or"
              + " (from and to) day by day over a period of up to 3 years, with a sample to look at")
  public CoverageReport measure(@BeanParam CoverageQuery query, @BeanParam Period period) {
    query.check(period.isGiven());
    var asked = period.isGiven() ? period(query, period) : null;
    var at = query.at();
    return new CoverageReport(at, coverage.at(at, query.frameworks()), asked);
  }

  private PeriodCoverage period(CoverageQuery query, Period period) {
    period.check(Duration.ofDays(365), Duration.ofDays(3 * 366));
    if (period.to().isAfter(Clock.now())) {
      throw Invalid.field("?to", "must not be in the future: ask for a moment ahead with at");
    }
    return periods.of(
        query.frameworks().getFirst(), period.from(), period.to(), query.seed(), query.sample());
  }
}
