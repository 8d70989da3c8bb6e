package io.trustfabric.monitoring.slos;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
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
import jakarta.ws.rs.PATCH;
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

/// Maintenance that an SLO's figures leave out.
@Path(SloDefinitionResource.PATH + "/{id}/exclusions")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SloExclusionResource {

  private static final Sorts<SloExclusion> SORTS =
      Sorts.<SloExclusion>byDefault("-startsAt")
          .offer("startsAt", new Sorts.Field<>("startsAt", e -> e.startsAt, Times::parse));

  private final SloExclusions exclusions;
  private final Lists lists;

  SloExclusionResource(SloExclusions exclusions, Lists lists) {
    this.exclusions = exclusions;
    this.lists = lists;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "askForSloExclusion",
      summary = "Ask to leave maintenance out of an SLO; a second person decides")
  public RestResponse<ApprovalView> ask(@PathParam("id") UUID id, SloExclusionReport report) {
    var approval = exclusions.ask(SloDefinitionResource.locked(id), report);
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }

  @GET
  @Operation(operationId = "listSloExclusions", summary = "List the exclusions of an SLO")
  public Page<SloExclusionView> list(
      @PathParam("id") UUID id,
      @QueryParam("status")
          @Parameter(
              schema = @Schema(type = SchemaType.ARRAY, implementation = ExclusionStatus.class))
          List<String> status,
      @BeanParam Paging paging) {
    var slo = SloDefinitionResource.found(id);
    var where =
        new Where().id("sloId", slo.id.toString()).anyOf("status", ExclusionStatus.class, status);
    return lists.page(SloExclusion.class, where, SORTS, paging).map(SloExclusionView::of);
  }

  @PATCH
  @Path("/{exclusionId}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "revokeSloExclusion",
      summary = "Revoke an approved exclusion: what was left out counts again")
  public RestResponse<SloExclusionView> move(
      @PathParam("id") UUID id,
      @PathParam("exclusionId") UUID exclusionId,
      @HeaderParam("If-Match") String ifMatch,
      SloExclusionMove move) {
    var exclusion = SloExclusion.locked(exclusionId);
    if (exclusion == null || !exclusion.sloId.equals(id)) {
      throw Refusal.notFound("exclusion", exclusionId);
    }
    IfMatch.check(exclusion, ifMatch);
    exclusions.move(exclusion, move);
    return Answers.one(exclusion, SloExclusionView.of(exclusion));
  }
}
