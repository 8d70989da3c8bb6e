package io.trustfabric.modelops.registry;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// What stands between a version and production.
@Path("/api/modelops/models/{id}/gate")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class GateResource {

  private final PromotionGate gate;
  private final Rollout rollout;

  GateResource(PromotionGate gate, Rollout rollout) {
    this.gate = gate;
    this.rollout = rollout;
  }

  @GET
  @Transactional
  @Operation(
      operationId = "getReleaseGate",
      summary = "Whether a version may go into production now: each rule with its figures")
  public RestResponse<GateAnswer> look(@PathParam("id") UUID id) {
    if (ModelVersion.findById(id) == null) {
      throw Refusal.notFound("model version", id);
    }
    return ResponseBuilder.ok(gate.look(id)).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  @POST
  @Path("/override")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "overrideReleaseGate",
      summary =
          "Ask another admin to let a version into production although the gate does not; a security event once it does")
  public RestResponse<ApprovalView> override(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      GateOverrideReport report) {
    var approval = rollout.askOverride(ModelRegistry.locked(id, ifMatch), report.move());
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }
}
