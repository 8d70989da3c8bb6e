package io.trustfabric.web;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.record.Approval;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Approvals;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/// What waits for a second person, and the second person's word.
@Path("/api/approvals")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ApprovalResource {

  private static final Sorts<Approval> SORTS =
      Sorts.<Approval>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", a -> a.createdAt, Times::parse));

  /// The second person's word.
  public record Decision(@NotNull Verdict decision, @NotBlank @Size(max = 2_000) String reason) {

    /// Yes or no.
    public enum Verdict {
      APPROVED,
      REJECTED
    }
  }

  /// What approvals can be narrowed to.
  public static class Filter {
    @QueryParam("status")
    @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ApprovalStatus.class))
    List<String> status;

    @QueryParam("action")
    List<String> action;

    @QueryParam("recordType")
    List<String> recordType;

    @QueryParam("recordId")
    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    String recordId;

    Where where() {
      var where =
          new Where()
              .anyOf("status", ApprovalStatus.class, status)
              .anyOf("action", action)
              .anyOf("recordType", recordType);
      return recordId == null ? where : where.id("recordId", recordId);
    }
  }

  private final Lists lists;
  private final Approvals approvals;

  ApprovalResource(Lists lists, Approvals approvals) {
    this.lists = lists;
    this.approvals = approvals;
  }

  @GET
  @Operation(
      operationId = "listApprovals",
      summary = "List what waits for a second person or was decided by one")
  public Page<ApprovalView> list(@BeanParam Filter filter, @BeanParam Paging paging) {
    return lists.page(Approval.class, filter.where(), SORTS, paging).map(ApprovalView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getApproval", summary = "One request for a second person")
  public RestResponse<ApprovalView> get(@PathParam("id") UUID id) {
    var approval =
        Approval.<Approval>findByIdOptional(id).orElseThrow(() -> Refusal.notFound("approval", id));
    return Answers.one(approval, ApprovalView.of(approval));
  }

  @POST
  @Path("/{id}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "decideApproval",
      summary = "Decide as the second person; a yes carries the act out")
  public RestResponse<ApprovalView> decide(@PathParam("id") UUID id, Decision decision) {
    var yes = decision.decision() == Decision.Verdict.APPROVED;
    var approval = approvals.decide(id, yes, decision.reason());
    if (approval == null) {
      throw Refusal.notFound("approval", id);
    }
    return Answers.one(approval, ApprovalView.of(approval));
  }
}
