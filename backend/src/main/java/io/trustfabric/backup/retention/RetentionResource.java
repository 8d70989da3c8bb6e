package io.trustfabric.backup.retention;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_BACKUPS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.record.Invalid;
import io.trustfabric.web.Where;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What may go. The runner that deletes reads it too.
@Path("/api/backup/retention")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN, REPORT_BACKUPS})
public class RetentionResource {

  private final Expiries expiries;

  RetentionResource(Expiries expiries) {
    this.expiries = expiries;
  }

  @GET
  @Operation(
      operationId = "planRetention",
      summary = "Which backups of a target may expire now, and why the others are kept")
  public RetentionPlan plan(
      @QueryParam("target") @Parameter(required = true, description = "What is backed up")
          String target) {
    if (target == null) {
      throw Invalid.field("?target", "is required");
    }
    new Where().anyOf("target", List.of(target)).check();
    return expiries.plan(target);
  }
}
