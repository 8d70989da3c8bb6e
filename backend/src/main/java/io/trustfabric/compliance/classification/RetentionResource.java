package io.trustfabric.compliance.classification;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// What has to be deleted, and what was.
@Path(DataClassificationResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class RetentionResource {

  private static final Sorts<DataDeletion> SORTS =
      Sorts.<DataDeletion>byDefault("-deletedUpTo")
          .offer("deletedUpTo", new Sorts.Field<>("deletedUpTo", d -> d.deletedUpTo, Times::parse));

  private final Lists lists;

  RetentionResource(Lists lists) {
    this.lists = lists;
  }

  @GET
  @Path("/retention-due")
  @Operation(
      operationId = "listRetentionDue",
      summary = "Data that has to be deleted, the longest overdue first")
  public RetentionDue due(
      @QueryParam("within")
          @Parameter(
              description = "How far ahead to look, an ISO 8601 duration",
              schema = @Schema(type = SchemaType.STRING, defaultValue = "PT0S"))
          String within) {
    return RetentionDue.of(within);
  }

  @POST
  @Path("/{id}/deletions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "recordDataDeletion",
      summary = "Record that the system which holds the data has deleted some of it")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = DataDeletionReport.class),
              example =
                  """
                  {"deletedUpTo": "2016-01-31T00:00:00Z", "recordsDeleted": 1312, "proofReference": "job purge/2026-01-31"}
                  """))
  public RestResponse<DataDeletionView> delete(
      @PathParam("id") UUID id, DataDeletionReport report) {
    var data = DataClassificationResource.held(id, null);
    var deletion = report.toDeletion(id, data.system);
    data.deleted(deletion.deletedUpTo);
    deletion.persistAndFlush();
    return Answers.created(
        deletion,
        "%s/%s/deletions".formatted(DataClassificationResource.PATH, id),
        DataDeletionView.of(deletion));
  }

  @GET
  @Path("/{id}/deletions")
  @Operation(operationId = "listDataDeletions", summary = "What was deleted of an asset's data")
  public Page<DataDeletionView> deletions(@PathParam("id") UUID id, @BeanParam Paging paging) {
    if (DataClassification.findById(id) == null) {
      throw DataClassificationResource.notFound(id);
    }
    var of =
        new Where().also("classificationId = :classificationId", Map.of("classificationId", id));
    return lists.page(DataDeletion.class, of, SORTS, paging).map(DataDeletionView::of);
  }

  @GET
  @Path("/{id}/deletions/{deletionId}")
  @Operation(operationId = "getDataDeletion", summary = "One deletion")
  @PointInTime(DataDeletion.class)
  public RestResponse<DataDeletionView> deletion(
      @PathParam("id") UUID id, @PathParam("deletionId") UUID deletionId) {
    var deletion =
        DataDeletion.<DataDeletion>findByIdOptional(deletionId)
            .filter(found -> found.classificationId.equals(id))
            .orElseThrow(() -> Refusal.notFound("deletion", deletionId));
    return Answers.one(deletion, DataDeletionView.of(deletion));
  }
}
