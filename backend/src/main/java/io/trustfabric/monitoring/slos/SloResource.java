package io.trustfabric.monitoring.slos;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_SLOS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.monitoring.slos.SloMeasurements.RecordedMeasurements;
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

/// Measurements of SLOs: recorded and listed.
@Path(SloResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SloResource {

  static final String PATH = "/api/monitoring/slos";

  private static final Sorts<SloMeasurement> SORTS =
      Sorts.<SloMeasurement>byDefault("-windowStart")
          .offer("windowStart", new Sorts.Field<>("windowStart", m -> m.windowStart, Times::parse))
          .offer("createdAt", new Sorts.Field<>("createdAt", m -> m.createdAt, Times::parse));

  private final SloMeasurements measurements;
  private final BatchBody batches;
  private final Lists lists;

  SloResource(SloMeasurements measurements, BatchBody batches, Lists lists) {
    this.measurements = measurements;
    this.batches = batches;
    this.lists = lists;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_SLOS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "recordSloMeasurement",
      summary = "Record what was measured of an SLO over one window; defines the SLO if need be")
  public RestResponse<SloMeasurementView> record(MeasurementReport report) {
    var measurement = measurements.record(report);
    return Answers.created(measurement, PATH, SloMeasurementView.of(measurement));
  }

  @POST
  @Path("/batch")
  @Consumes({MediaType.APPLICATION_JSON, BatchBody.NDJSON})
  @RolesAllowed({REPORT_SLOS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "recordSloMeasurements",
      summary = "Record up to 10,000 measurements of up to 1,000 SLOs, all or none")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = MeasurementReport[].class)),
        @Content(mediaType = BatchBody.NDJSON, schema = @Schema(implementation = String.class))
      })
  public RestResponse<RecordedMeasurements> recordBatch(
      @Context HttpHeaders headers, @MaxBody(mib = 32) InputStream body) {
    var reports =
        batches.read(body, headers.getMediaType(), MeasurementReport.class, "measurements");
    return RestResponse.status(RestResponse.Status.CREATED, measurements.recordAll(reports));
  }

  @GET
  @Operation(operationId = "listSloMeasurements", summary = "List measurements of SLOs")
  public Page<SloMeasurementView> list(
      @BeanParam MeasurementFilter filter, @BeanParam Paging paging) {
    return lists
        .page(SloMeasurement.class, filter.where(), SORTS, paging)
        .map(SloMeasurementView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSloMeasurement", summary = "One measurement of an SLO")
  @PointInTime(SloMeasurement.class)
  public RestResponse<SloMeasurementView> get(@PathParam("id") UUID id) {
    var measurement =
        SloMeasurement.<SloMeasurement>findByIdOptional(id)
            .orElseThrow(() -> Refusal.notFound("measurement", id));
    return Answers.one(measurement, SloMeasurementView.of(measurement));
  }
}
