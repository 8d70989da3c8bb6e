package io.trustfabric.quality.regression;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_TESTS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.quality.regression.RegressionResults.RecordedResults;
import io.trustfabric.web.Answers;
import io.trustfabric.web.BatchBody;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MaxBody;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Regression results: reported and listed.
@Path(RegressionResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class RegressionResource {

  static final String PATH = "/api/quality/regression-tests";

  private static final Sorts<RegressionTestResult> SORTS =
      Sorts.<RegressionTestResult>byDefault("-executedAt")
          .offer("executedAt", new Sorts.Field<>("executedAt", r -> r.executedAt, Times::parse));

  private final RegressionResults results;
  private final BatchBody batches;
  private final Lists lists;

  RegressionResource(RegressionResults results, BatchBody batches, Lists lists) {
    this.results = results;
    this.batches = batches;
    this.lists = lists;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_TESTS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "recordRegressionResult", summary = "Record how one test ended")
  public RestResponse<RegressionResultView> record(RegressionReport report) {
    var result = results.record(report);
    return Answers.created(result, PATH, RegressionResultView.of(result));
  }

  @POST
  @Path("/batch")
  @Consumes({MediaType.APPLICATION_JSON, BatchBody.NDJSON})
  @RolesAllowed({REPORT_TESTS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "recordRegressionResults",
      summary = "Record how up to 10,000 tests ended, all or none")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = RegressionReport[].class)),
        @Content(mediaType = BatchBody.NDJSON, schema = @Schema(implementation = String.class))
      })
  public RestResponse<RecordedResults> recordBatch(
      @Context HttpHeaders headers, @MaxBody(mib = 32) InputStream body) {
    var reports =
        batches.read(
            body, headers.getMediaType(), RegressionReport.class, "results", results::check);
    return RestResponse.status(RestResponse.Status.CREATED, results.recordAll(reports));
  }

  @POST
  @Path("/import")
  @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
  @RolesAllowed({REPORT_TESTS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "importJUnitReport",
      summary = "Record the test cases of a JUnit XML report, all or none; 50 MiB, 100,000 cases")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_XML,
            schema = @Schema(implementation = String.class)),
        @Content(mediaType = MediaType.TEXT_XML, schema = @Schema(implementation = String.class))
      })
  public RestResponse<JUnitImport.Imported> importReport(
      @BeanParam JUnitRun run, @MaxBody(mib = 50) InputStream body) {
    return RestResponse.status(
        RestResponse.Status.CREATED, new JUnitImport(run, results).read(body));
  }

  @GET
  @Operation(operationId = "listRegressionResults", summary = "List regression results")
  public Page<RegressionResultView> list(
      @BeanParam RegressionFilter filter, @BeanParam Paging paging) {
    return lists
        .page(RegressionTestResult.class, filter.where(), SORTS, paging)
        .map(RegressionResultView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getRegressionResult", summary = "One regression result")
  @PointInTime(RegressionTestResult.class)
  public RestResponse<RegressionResultView> get(@PathParam("id") UUID id) {
    var result =
        RegressionTestResult.<RegressionTestResult>findByIdOptional(id)
            .orElseThrow(() -> Refusal.notFound("regression result", id));
    return Answers.one(result, RegressionResultView.of(result));
  }
}
