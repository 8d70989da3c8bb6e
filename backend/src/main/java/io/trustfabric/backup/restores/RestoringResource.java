package io.trustfabric.backup.restores;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_BACKUPS;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// The restore of a backup, by the backup.
@Path("/api/backup/backups/{id}/restore")
public class RestoringResource {

  private final Restores restores;

  RestoringResource(Restores restores) {
    this.restores = restores;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "requestRestore", summary = "Ask for a backup to be restored")
  public RestResponse<RestoreView> request(@PathParam("id") UUID id, RestoreRequest request) {
    var restore = restores.request(id, request);
    return Answers.created(restore, RestoreResource.PATH, restores.view(restore));
  }

  @PATCH
  @Path("/complete")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "completeRestoreOfBackup",
      summary = "Report that the restore of a backup that is under way ended with a usable system")
  public RestResponse<RestoreView> complete(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      RestoreCompletion completion) {
    var restore = restores.complete(restores.underWay(id), ifMatch, completion);
    return Answers.one(restore, restores.view(restore));
  }
}
