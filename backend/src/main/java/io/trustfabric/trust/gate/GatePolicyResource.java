package io.trustfabric.trust.gate;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/// What model versions must show before they go into production: now, before, and proposed.
@Path("/api/modelops/gate-policy")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class GatePolicyResource {

  private static final Sorts<GatePolicy> SORTS =
      Sorts.<GatePolicy>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", p -> p.createdAt, Times::parse));

  private final GatePolicies policies;
  private final Lists lists;

  GatePolicyResource(GatePolicies policies, Lists lists) {
    this.policies = policies;
    this.lists = lists;
  }

  @GET
  @Operation(operationId = "getGatePolicy", summary = "The release gate's policy in force")
  public RestResponse<GatePolicyView> inForce() {
    var policy =
        GatePolicy.inForce()
            .orElseThrow(() -> Refusal.notFound("gate policy", "in force; nothing is released"));
    return Answers.one(policy, GatePolicyView.of(policy));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "proposeGatePolicy",
      summary = "Propose another policy, whole; it is in force once a second person agrees")
  public RestResponse<ApprovalView> propose(
      @HeaderParam("If-Match") String ifMatch, GatePolicyReport report) {
    GatePolicy.inForce().ifPresent(policy -> IfMatch.check(policy, ifMatch));
    var approval = policies.propose(report);
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }

  @GET
  @Path("/versions")
  @Operation(
      operationId = "listGatePolicies",
      summary = "List the policy's versions: in force, superseded, proposed, refused")
  public Page<GatePolicyView> versions(
      @QueryParam("status")
          @Parameter(
              schema = @Schema(type = SchemaType.ARRAY, implementation = GatePolicyStatus.class))
          List<String> status,
      @BeanParam Paging paging) {
    var where = new Where().anyOf("status", GatePolicyStatus.class, status);
    return lists.page(GatePolicy.class, where, SORTS, paging).map(GatePolicyView::of);
  }

  @GET
  @Path("/versions/{id}")
  @Operation(operationId = "getGatePolicyVersion", summary = "One version of the policy")
  @PointInTime(GatePolicy.class)
  public RestResponse<GatePolicyView> version(@PathParam("id") UUID id) {
    var policy =
        GatePolicy.<GatePolicy>findByIdOptional(id)
            .orElseThrow(() -> Refusal.notFound("gate policy", id));
    return Answers.one(policy, GatePolicyView.of(policy));
  }
}
