package io.trustfabric.chaos.experiments;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Period;
import io.trustfabric.web.Where;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What experiments of a stretch of time prove together.
@Path("/api/chaos/summary")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ChaosSummaryResource {

  private final EntityManager entityManager;

  ChaosSummaryResource(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @GET
  @Operation(
      operationId = "summariseChaosTests",
      summary =
          "By type: newest outcome, pass rate, recovery times; which types are covered; the last 91"
              + " days by default")
  public ChaosSummary summary(
      @BeanParam Period period, @QueryParam("environment") List<String> environment) {
    period.check(Duration.ofDays(91), Duration.ofDays(3 * 366));
    new Where().anyOf("environment", environment).check();
    return ChaosSummary.of(
        entityManager,
        period.from(),
        period.to(),
        Objects.requireNonNullElse(environment, List.of()));
  }
}
