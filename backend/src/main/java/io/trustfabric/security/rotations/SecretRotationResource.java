package io.trustfabric.security.rotations;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.record.Approvals;
import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/// Secret rotations: logged, ended, due.
@Path("/api/security/secret-rotations")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SecretRotationResource {

  private static final String PATH = "/api/security/secret-rotations";

  private static final Sorts<SecretRotation> SORTS =
      Sorts.<SecretRotation>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", r -> r.createdAt, Times::parse));

  private final SecretRotations rotations;
  private final Approvals approvals;
  private final Lists lists;
  private final EntityManager entityManager;

  SecretRotationResource(
      SecretRotations rotations, Approvals approvals, Lists lists, EntityManager entityManager) {
    this.rotations = rotations;
    this.approvals = approvals;
    this.lists = lists;
    this.entityManager = entityManager;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "logSecretRotation", summary = "Log a rotation, begun or ended")
  public RestResponse<SecretRotationView> log(RotationReport report) {
    var rotation = rotations.log(report);
    return Answers.created(rotation, PATH, SecretRotationView.of(rotation));
  }

  @GET
  @Operation(operationId = "listSecretRotations", summary = "List rotations")
  public Page<SecretRotationView> list(
      @BeanParam SecretRotationFilter filter, @BeanParam Paging paging) {
    return lists
        .page(SecretRotation.class, filter.where(), SORTS, paging)
        .map(SecretRotationView::of);
  }

  @GET
  @Path("/due")
  @Operation(
      operationId = "listDueRotations",
      summary = "Secrets that are overdue or soon due, the worst first, and how many are on time")
  public DueRotations due(
      @QueryParam("within")
          @Parameter(
              description = "How far ahead to look, an ISO 8601 duration",
              schema = @Schema(type = SchemaType.STRING, defaultValue = "P14D"))
          String within) {
    return DueRotations.of(entityManager, within);
  }

  @GET
  @Path("/policy")
  @Operation(operationId = "getRotationPolicy", summary = "How long secrets may live")
  public RotationPolicyView policy() {
    return RotationPolicyView.of(RotationPolicy.current());
  }

  @PATCH
  @Path("/policy")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ADMIN})
  @Transactional
  @Operation(
      operationId = "changeRotationPolicy",
      summary = "Ask for other limits; a second person decides")
  public RestResponse<ApprovalView> change(RotationPolicyEdit edit) {
    var days = edit.days();
    var policy = RotationPolicy.current();
    policy.persistAndFlush();
    var approval =
        approvals.request(PolicyChange.ACTION, policy, PolicyChange.payload(days), edit.reason());
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSecretRotation", summary = "One rotation")
  @PointInTime(SecretRotation.class)
  public RestResponse<SecretRotationView> get(@PathParam("id") UUID id) {
    var rotation = find(id);
    return Answers.one(rotation, SecretRotationView.of(rotation));
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({SECURITY, ADMIN})
  @Transactional
  @Operation(operationId = "endSecretRotation", summary = "Say how a rotation ended")
  public RestResponse<SecretRotationView> end(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, RotationMove move) {
    var rotation = find(id);
    IfMatch.check(rotation, ifMatch);
    rotations.end(rotation, move);
    return Answers.one(rotation, SecretRotationView.of(rotation));
  }

  private static SecretRotation find(UUID id) {
    return SecretRotation.<SecretRotation>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("secret rotation", id));
  }
}
