package io.trustfabric.backup.watch;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// How backups stand.
@Path("/api/backup/summary")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class BackupSummaryResource {

  private final BackupStanding standing;

  BackupSummaryResource(BackupStanding standing) {
    this.standing = standing;
  }

  @GET
  @Operation(
      operationId = "summarizeBackups",
      summary =
          "The last good backup of each target and type, the last verified restore, and how"
              + " many targets have what their policy wants")
  public BackupSummary summary(
      @QueryParam("drillWithin")
          @Parameter(
              description = "How old a verified restore may be to count, an ISO 8601 duration",
              schema = @Schema(type = SchemaType.STRING, defaultValue = "P90D"))
          String drillWithin,
      @QueryParam("target") @Parameter(description = "All when not said") List<String> target) {
    return standing.now(drillWithin, target);
  }
}
