package io.trustfabric.ledger.verify;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.SECURITY;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Verifications of the whole ledger and of the records against it.
@Path("/api/audit")
@RolesAllowed({AUDITOR, SECURITY, COMPLIANCE, ADMIN})
public class VerificationResource {

  private static final String PATH = "/api/audit/verifications";

  private static final Sorts<LedgerVerification> SORTS =
      Sorts.<LedgerVerification>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", v -> v.createdAt, Times::parse));

  private final Verifications verifications;
  private final VerificationProgress progress;
  private final Lists lists;

  VerificationResource(Verifications verifications, VerificationProgress progress, Lists lists) {
    this.verifications = verifications;
    this.progress = progress;
    this.lists = lists;
  }

  @POST
  @Path("/verify")
  @RolesAllowed({AUDITOR, SECURITY, COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "verifyLedger",
      summary =
          "Read everything again: lines, tree, signatures, and every record against its last line")
  public RestResponse<LedgerVerificationView> verify() {
    var verification = verifications.begin(VerificationCause.REQUESTED);
    return Answers.created(verification, PATH, view(verification));
  }

  @GET
  @Path("/verifications")
  @Operation(operationId = "listLedgerVerifications", summary = "List verifications")
  public Page<LedgerVerificationView> list(
      @BeanParam VerificationFilter filter, @BeanParam Paging paging) {
    return lists.page(LedgerVerification.class, filter.where(), SORTS, paging).map(this::view);
  }

  @GET
  @Path("/verifications/{id}")
  @Operation(
      operationId = "getLedgerVerification",
      summary = "One verification: how far it is, or the first bad place and what differs")
  public RestResponse<LedgerVerificationView> get(@PathParam("id") UUID id) {
    var verification =
        LedgerVerification.<LedgerVerification>findByIdOptional(id)
            .orElseThrow(() -> Refusal.notFound("verification", id));
    return Answers.one(verification, view(verification));
  }

  private LedgerVerificationView view(LedgerVerification verification) {
    var step =
        verification.status() == VerificationStatus.RUNNING
            ? progress.of(verification.id).orElse(null)
            : null;
    return LedgerVerificationView.of(verification, step);
  }
}
