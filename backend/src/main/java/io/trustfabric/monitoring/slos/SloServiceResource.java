package io.trustfabric.monitoring.slos;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Services, and how their SLOs stand.
@Path("/api/monitoring/services")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SloServiceResource {

  private final ServiceStandings services;

  SloServiceResource(ServiceStandings services) {
    this.services = services;
  }

  @GET
  @Operation(
      operationId = "listSloServices",
      summary = "List services in order of name, each with its SLOs' worst status and budgets")
  public Page<SloServiceView> list(
      @QueryParam("cursor")
          @Parameter(description = "nextCursor of the page before: the name to go on after")
          String cursor,
      @QueryParam("limit")
          @Parameter(
              description = "How many, 1 to 50",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "50",
                      defaultValue = "50"))
          String limit) {
    return services.page(cursor, limit);
  }
}
