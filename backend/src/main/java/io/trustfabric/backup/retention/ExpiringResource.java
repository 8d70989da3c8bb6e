package io.trustfabric.backup.retention;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_BACKUPS;

import io.trustfabric.backup.backups.BackupView;
import io.trustfabric.web.Answers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// A backup's end.
@Path("/api/backup/backups/{id}/expire")
public class ExpiringResource {

  private final Expiries expiries;

  ExpiringResource(Expiries expiries) {
    this.expiries = expiries;
  }

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_BACKUPS, ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "expireBackup",
      summary = "Let a backup go that nothing needs and no rule keeps")
  public RestResponse<BackupView> expire(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, BackupExpiry expiry) {
    var backup = expiries.expire(id, ifMatch, expiry);
    return Answers.one(backup, BackupView.of(backup));
  }
}
