package io.trustfabric.quality.regression;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.quality.regression.TestSuites.TestSuite;
import io.trustfabric.web.Page;
import io.trustfabric.web.Period;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Test suites, and what their results come to.
@Path(RegressionResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SuiteResource {

  private final TestSuites suites;
  private final SuiteRuns runs;

  SuiteResource(TestSuites suites, SuiteRuns runs) {
    this.suites = suites;
    this.runs = runs;
  }

  @GET
  @Path("/suites")
  @Operation(
      operationId = "listTestSuites",
      summary = "List test suites in order of name, each with its newest run")
  public Page<TestSuite> list(
      @QueryParam("cursor")
          @Parameter(description = "nextCursor of the page before: the name to go on after")
          String cursor,
      @QueryParam("limit")
          @Parameter(
              description = "How many, 1 to 200",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          String limit) {
    return suites.page(cursor, limit);
  }

  @GET
  @Path("/suites/standings")
  @Operation(
      operationId = "listSuiteStandings",
      summary =
          "List test suites with how their newest run ended, what changed and what is flaky; the last 30 days by default")
  public Page<SuiteStanding> standings(
      @QueryParam("cursor")
          @Parameter(description = "nextCursor of the page before: the name to go on after")
          String cursor,
      @QueryParam("limit")
          @Parameter(
              description = "How many, 1 to 200",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          String limit,
      @BeanParam Period period) {
    return runs.standings(cursor, limit, period);
  }

  /// The name of a suite may have slashes: often it is a file's path.
  @GET
  @Path("/suite/{testSuite: .+}/summary")
  @Operation(
      operationId = "summariseTestSuite",
      summary = "Pass rate, times, flaky and changed tests of a suite; the last 30 days by default")
  public SuiteSummary summary(
      @PathParam("testSuite") String suite,
      @QueryParam("runId")
          @Parameter(description = "Counts of this run alone; from and to then play no part")
          String runId,
      @BeanParam Period period) {
    return runs.summary(suite, runId, period);
  }
}
