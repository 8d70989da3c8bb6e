package io.trustfabric.ledger;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.SECURITY;

import io.trustfabric.record.Approval;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import io.trustfabric.web.Where;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/// Erasures of personal values, by two people.
@Path("/api/audit/erasures")
public class ErasureResource {

  private static final Sorts<Approval> SORTS =
      Sorts.<Approval>byDefault("-requestedAt")
          .offer("requestedAt", new Sorts.Field<>("createdAt", a -> a.createdAt, Times::parse));

  /// What erasures can be narrowed to.
  public static class Filter {
    @QueryParam("status")
    @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ApprovalStatus.class))
    List<String> status;

    @QueryParam("recordType")
    List<String> recordType;

    @QueryParam("recordId")
    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    String recordId;

    Where where() {
      var where =
          new Where()
              .also("action = :action", Map.of("action", Erasures.ACTION))
              .anyOf("status", ApprovalStatus.class, status)
              .anyOf("recordType", recordType);
      return recordId == null ? where : where.id("recordId", recordId);
    }
  }

  private final Erasures erasures;
  private final Lists lists;

  ErasureResource(Erasures erasures, Lists lists) {
    this.erasures = erasures;
    this.lists = lists;
  }

  @GET
  @RolesAllowed({AUDITOR, SECURITY, COMPLIANCE, ADMIN})
  @Operation(operationId = "listErasures", summary = "List erasures, asked for and done")
  public Page<ErasureView> list(@BeanParam Filter filter, @BeanParam Paging paging) {
    var page = lists.page(Approval.class, filter.where(), SORTS, paging);
    var erased = erasures.erasedValues(page.items());
    return page.map(approval -> ErasureView.of(approval, erased.get(approval.id)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "requestErasure",
      summary =
          "Ask a second person to erase a record's personal values for good, from its lines and its row")
  public RestResponse<ApprovalView> request(ErasureRequest request) {
    var approval = erasures.request(request);
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }
}
