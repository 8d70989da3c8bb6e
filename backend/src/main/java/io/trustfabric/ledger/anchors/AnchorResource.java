package io.trustfabric.ledger.anchors;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.ledger.seal.LedgerProofs;
import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Where checkpoints are kept off this machine, and what to do when one knows more than the ledger.
@Path("/api/audit")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class AnchorResource {

  /// The places; there are a few.
  ///
  /// @param sealedSize lines under the newest checkpoint
  /// @param epoch the ledger's present epoch, from 1
  public record AnchorList(Long sealedSize, Integer epoch, List<AnchorView> items) {}

  /// Why a new epoch is asked for; the second person reads it.
  public record EpochProposal(@NotBlank @Size(max = 2_000) String reason) {}

  private final Anchors anchors;
  private final AnchorStates states;
  private final LedgerProofs ledger;
  private final EpochOpening opening;

  AnchorResource(Anchors anchors, AnchorStates states, LedgerProofs ledger, EpochOpening opening) {
    this.anchors = anchors;
    this.states = states;
    this.ledger = ledger;
    this.opening = opening;
  }

  @GET
  @Path("/anchors")
  @Operation(
      operationId = "listAnchors",
      summary = "Where checkpoints are kept off this machine, and how far each place has come")
  public AnchorList list() {
    var head = ledger.head();
    var known = states.all();
    var items =
        anchors.all().stream()
            .map(
                anchor ->
                    AnchorView.of(
                        anchor,
                        known.getOrDefault(anchor.name(), AnchorState.unknown(anchor.name())),
                        head.size(),
                        head.epoch()))
            .toList();
    return new AnchorList(head.size(), head.epoch(), items);
  }

  @POST
  @Path("/epochs")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "proposeLedgerEpoch",
      summary = "Ask to go on with a ledger that lost lines; a second person decides")
  public RestResponse<ApprovalView> propose(EpochProposal proposal) {
    var approval = opening.propose(proposal.reason());
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }
}
