package io.trustfabric.backup.restores;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_BACKUPS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.Period;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Restores: begun, ended, looked up, drawn over time.
@Path("/api/backup/restores")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class RestoreResource {

  static final String PATH = "/api/backup/restores";

  private static final Sorts.Field<Restore> REQUESTED =
      new Sorts.Field<>("requestedAt", Restore::requestedAt, Times::parse);

  private static final Sorts<Restore> SORTS =
      Sorts.<Restore>byDefault("-requestedAt")
          .offer("requestedAt", REQUESTED)
          .offer("target", new Sorts.Field<>("target", r -> r.target, target -> target), REQUESTED);

  private final Restores restores;
  private final Lists lists;

  RestoreResource(Restores restores, Lists lists) {
    this.restores = restores;
    this.lists = lists;
  }

  @GET
  @Operation(operationId = "listRestores", summary = "List restores")
  public Page<RestoreView> list(@BeanParam RestoreFilter filter, @BeanParam Paging paging) {
    return lists.page(Restore.class, filter.where(), SORTS, paging).map(restores::view);
  }

  @GET
  @Path("/trend")
  @Operation(
      operationId = "getRestoreTrend",
      summary =
          "RPO and RTO that verified restores reached, over time and against the policy; the last 90"
              + " days when not said, at most five years")
  public RestoreTrend trend(@BeanParam Period period, @QueryParam("target") List<String> target) {
    return RestoreTrend.of(period, target);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getRestore", summary = "One restore")
  @PointInTime(Restore.class)
  public RestResponse<RestoreView> get(@PathParam("id") UUID id) {
    var restore =
        Restore.<Restore>findByIdOptional(id).orElseThrow(() -> Refusal.notFound("restore", id));
    return Answers.one(restore, restores.view(restore));
  }

  @PATCH
  @Path("/{id}/start")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "startRestore", summary = "Report that a restore begins")
  public RestResponse<RestoreView> start(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, RestoreStart start) {
    var restore = restores.start(id, ifMatch, start);
    return Answers.one(restore, restores.view(restore));
  }

  @PATCH
  @Path("/{id}/complete")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "completeRestore",
      summary = "Report that a restore ended with a usable system, and what was seen of it")
  public RestResponse<RestoreView> complete(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      RestoreCompletion completion) {
    var restore = restores.complete(id, ifMatch, completion);
    return Answers.one(restore, restores.view(restore));
  }

  @PATCH
  @Path("/{id}/fail")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "failRestore", summary = "Report that a restore came to nothing")
  public RestResponse<RestoreView> fail(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, RestoreFailure failure) {
    var restore = restores.fail(id, ifMatch, failure);
    return Answers.one(restore, restores.view(restore));
  }
}
