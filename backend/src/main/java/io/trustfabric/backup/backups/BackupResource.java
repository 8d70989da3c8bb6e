package io.trustfabric.backup.backups;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_BACKUPS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
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

/// Backups: begun, ended, looked up.
@Path("/api/backup/backups")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class BackupResource {

  private static final String PATH = "/api/backup/backups";

  private static final Sorts.Field<Backup> STARTED =
      new Sorts.Field<>("startedAt", b -> b.startedAt, Times::parse);

  private static final Sorts<Backup> SORTS =
      Sorts.<Backup>byDefault("-startedAt")
          .offer("startedAt", STARTED)
          .offer("createdAt", new Sorts.Field<>("createdAt", b -> b.createdAt, Times::parse))
          .offer("target", new Sorts.Field<>("target", b -> b.target, target -> target), STARTED);

  private final Backups backups;
  private final Lists lists;

  BackupResource(Backups backups, Lists lists) {
    this.backups = backups;
    this.lists = lists;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "startBackup", summary = "Report that a backup begins")
  public RestResponse<BackupView> start(BackupReport report) {
    var backup = backups.start(report);
    return Answers.created(backup, PATH, BackupView.of(backup));
  }

  @GET
  @Operation(operationId = "listBackups", summary = "List backups")
  public Page<BackupView> list(@BeanParam BackupFilter filter, @BeanParam Paging paging) {
    return lists.page(Backup.class, filter.where(), SORTS, paging).map(BackupView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getBackup", summary = "One backup")
  @PointInTime(Backup.class)
  public RestResponse<BackupView> get(@PathParam("id") UUID id) {
    var backup = find(id);
    return Answers.one(backup, BackupView.of(backup));
  }

  @GET
  @Path("/{id}/chain")
  @Operation(
      operationId = "getBackupChain",
      summary = "What a backup needs to be restored, and what needs it")
  public RestResponse<BackupChainView> chain(@PathParam("id") UUID id) {
    var backup = find(id);
    return Answers.one(backup, BackupChainView.of(backup));
  }

  @PATCH
  @Path("/{id}/complete")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "completeBackup", summary = "Report that a backup ended well")
  public RestResponse<BackupView> complete(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      BackupCompletion completion) {
    var backup = backups.complete(id, ifMatch, completion);
    return Answers.one(backup, BackupView.of(backup));
  }

  @PATCH
  @Path("/{id}/fail")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "failBackup", summary = "Report that a backup ended badly")
  public RestResponse<BackupView> fail(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, BackupFailure failure) {
    var backup = backups.fail(id, ifMatch, failure);
    return Answers.one(backup, BackupView.of(backup));
  }

  private static Backup find(UUID id) {
    return Backup.<Backup>findByIdOptional(id).orElseThrow(() -> Refusal.notFound("backup", id));
  }
}
