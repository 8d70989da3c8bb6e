package io.trustfabric.trust.overview;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Whether everything is well, and what waits for the caller.
@Path("/api/trust/overview")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class TrustOverviewResource {

  private final Overviews overviews;

  TrustOverviewResource(Overviews overviews) {
    this.overviews = overviews;
  }

  @GET
  @Operation(
      operationId = "getTrustOverview",
      summary =
          "How every domain stands, with figures that lead to their records, and what waits for the caller")
  public RestResponse<TrustOverview> get() {
    return RestResponse.ResponseBuilder.ok(overviews.now())
        .header("Cache-Control", "no-store")
        .build();
  }
}
