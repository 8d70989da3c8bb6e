package io.trustfabric.compliance.reviews;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MaxBody;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import io.trustfabric.web.Where;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Later snapshots that a completed review is held against.
@Path(AccessReviewResource.PATH + "/{id}/snapshots")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class AccessSnapshotResource {

  private static final Sorts<AccessSnapshot> SORTS =
      Sorts.<AccessSnapshot>byDefault("-takenAt")
          .offer("takenAt", new Sorts.Field<>("takenAt", s -> s.takenAt, Times::parse));

  private final AccessSnapshots snapshots;
  private final Lists lists;

  AccessSnapshotResource(AccessSnapshots snapshots, Lists lists) {
    this.snapshots = snapshots;
    this.lists = lists;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "compareAccessSnapshot",
      summary =
          "Hold a completed review against a later snapshot: what it no longer holds is done. With apply, revoke in Keycloak first")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = AccessSnapshotReport.class),
              example = "{\"source\": \"keycloak\", \"apply\": true}"))
  public RestResponse<AccessSnapshotView> compare(
      @PathParam("id") UUID id, @MaxBody(mib = 8) AccessSnapshotReport report) {
    var snapshot = snapshots.compare(id, report);
    return Answers.created(
        snapshot,
        "%s/%s/snapshots".formatted(AccessReviewResource.PATH, id),
        AccessSnapshotView.of(snapshot));
  }

  @GET
  @Operation(operationId = "listAccessSnapshots", summary = "A review's later snapshots")
  public Page<AccessSnapshotView> list(@PathParam("id") UUID id, @BeanParam Paging paging) {
    AccessReviews.find(id);
    var of = new Where().also("reviewId = :reviewId", Map.of("reviewId", id));
    return lists.page(AccessSnapshot.class, of, SORTS, paging).map(AccessSnapshotView::of);
  }

  @GET
  @Path("/{snapshotId}")
  @Operation(operationId = "getAccessSnapshot", summary = "One of them")
  @PointInTime(AccessSnapshot.class)
  public RestResponse<AccessSnapshotView> get(
      @PathParam("id") UUID id, @PathParam("snapshotId") UUID snapshotId) {
    var snapshot =
        AccessSnapshot.<AccessSnapshot>findByIdOptional(snapshotId)
            .filter(found -> found.reviewId.equals(id))
            .orElseThrow(() -> Refusal.notFound("snapshot of this access review", snapshotId));
    return Answers.one(snapshot, AccessSnapshotView.of(snapshot));
  }
}
