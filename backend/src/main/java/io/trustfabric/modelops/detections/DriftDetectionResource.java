package io.trustfabric.modelops.detections;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_MODELS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Drift of models: looked for, recorded, dealt with.
@Path("/api/modelops/drift-detections")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class DriftDetectionResource {

  private static final Sorts<ModelDriftDetection> SORTS =
      Sorts.<ModelDriftDetection>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", d -> d.createdAt, Times::parse));

  private final DriftDetections detections;
  private final Lists lists;

  DriftDetectionResource(DriftDetections detections, Lists lists) {
    this.detections = detections;
    this.lists = lists;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "detectDrift",
      summary = "Compute drift, or record what was found elsewhere; at most 8 MiB")
  public RestResponse<DriftAnswer> detect(@MaxBody(mib = 8) DriftReport report) {
    var answer = detections.record(report);
    return RestResponse.status(
        answer.items().isEmpty() ? RestResponse.Status.OK : RestResponse.Status.CREATED, answer);
  }

  @GET
  @Operation(operationId = "listDriftDetections", summary = "List looks for drift")
  public Page<DriftDetectionView> list(@BeanParam DriftFilter filter, @BeanParam Paging paging) {
    return lists
        .page(ModelDriftDetection.class, filter.where(), SORTS, paging)
        .map(DriftDetectionView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getDriftDetection", summary = "One look for drift")
  @PointInTime(ModelDriftDetection.class)
  public RestResponse<DriftDetectionView> get(@PathParam("id") UUID id) {
    var detection = find(id);
    return Answers.one(detection, DriftDetectionView.of(detection));
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "moveDriftDetection", summary = "Say what became of a drift")
  public RestResponse<DriftDetectionView> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, DriftMove move) {
    var detection = find(id);
    IfMatch.check(detection, ifMatch);
    detection.moveTo(move.status(), move.reason());
    ModelDriftDetection.flush();
    return Answers.one(detection, DriftDetectionView.of(detection));
  }

  private static ModelDriftDetection find(UUID id) {
    return ModelDriftDetection.<ModelDriftDetection>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("drift detection", id));
  }
}
