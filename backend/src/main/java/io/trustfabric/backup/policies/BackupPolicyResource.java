package io.trustfabric.backup.policies;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Approvals;
import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MergePatch;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Backup policies: proposed, agreed on, changed.
@Path("/api/backup/policies")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class BackupPolicyResource {

  private static final Sorts<BackupPolicy> SORTS =
      Sorts.<BackupPolicy>byDefault("target")
          .offer("target", new Sorts.Field<>("target", p -> p.target, target -> target))
          .offer("createdAt", new Sorts.Field<>("createdAt", p -> p.createdAt, Times::parse));

  private final BackupPolicyChange change;
  private final Approvals approvals;
  private final Lists lists;
  private final ObjectMapper mapper;

  BackupPolicyResource(
      BackupPolicyChange change, Approvals approvals, Lists lists, ObjectMapper mapper) {
    this.change = change;
    this.approvals = approvals;
    this.lists = lists;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "proposeBackupPolicy",
      summary = "Propose a policy for a target; it holds once a second person agrees")
  public RestResponse<ApprovalView> propose(BackupPolicyReport report) {
    var terms = report.terms();
    terms.check();
    var policy = new BackupPolicy(report.target(), terms);
    policy.metadata = report.metadata() == null ? policy.metadata : report.metadata();
    policy.persistAndFlush();
    var approval = change.ask(approvals, policy, terms, report.reason());
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }

  @GET
  @Operation(operationId = "listBackupPolicies", summary = "List backup policies")
  public Page<BackupPolicyView> list(
      @BeanParam BackupPolicyFilter filter, @BeanParam Paging paging) {
    return lists.page(BackupPolicy.class, filter.where(), SORTS, paging).map(BackupPolicyView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getBackupPolicy", summary = "One backup policy")
  @PointInTime(BackupPolicy.class)
  public RestResponse<BackupPolicyView> get(@PathParam("id") UUID id) {
    var policy = find(id);
    return Answers.one(policy, BackupPolicyView.of(policy));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "changeBackupPolicy",
      summary = "Ask for another policy; a second person decides")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = BackupPolicyEdit.class)))
  public RestResponse<ApprovalView> change(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var policy = find(id);
    IfMatch.check(policy, ifMatch);
    var edit = patch.applyTo(BackupPolicyEdit.of(policy), mapper);
    var approval = change.ask(approvals, policy, edit.terms(), edit.reason());
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }

  private static BackupPolicy find(UUID id) {
    return BackupPolicy.<BackupPolicy>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("backup policy", id));
  }
}
