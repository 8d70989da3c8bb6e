package io.trustfabric.quality.datasets;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.quarkus.security.identity.SecurityIdentity;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.HeadedBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/// What a version holds, and what it holds other than another. Right answers go only to those who
/// may see them, and whoever reads them is remembered.
@Path(GoldenDatasetResource.PATH + "/{id}")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class GoldenItemResource {

  private static final int MOST_DIFFERENCES = 200;
  private static final int USUAL_DIFFERENCES = 50;

  private final GoldenItems items;
  private final KnownAnswers known;
  private final SecurityIdentity identity;
  private final EntityManager entityManager;

  GoldenItemResource(
      GoldenItems items,
      KnownAnswers known,
      SecurityIdentity identity,
      EntityManager entityManager) {
    this.items = items;
    this.known = known;
    this.identity = identity;
    this.entityManager = entityManager;
  }

  @GET
  @Path("/items")
  @Produces(HeadedBody.NDJSON)
  @Operation(
      operationId = "streamGoldenItems",
      summary =
          "The items as lines of canonical JSON, in byte order of key; the right answers only for auditor, compliance and admin")
  @APIResponse(
      responseCode = "200",
      description = "One item a line",
      content =
          @Content(
              mediaType = HeadedBody.NDJSON,
              schema = @Schema(implementation = GoldenItemReport.class)))
  public RestResponse<StreamingOutput> items(
      @PathParam("id") UUID id, @BeanParam ItemPaging paging) {
    var dataset = GoldenDatasets.find(id);
    paging.check(GoldenItems.MOST, GoldenItems.MOST);
    var withExpected = GoldenDatasetResource.maySeeExpected(identity);
    if (withExpected) {
      known.read(dataset, "items", paging.after);
    }
    var stream = new ItemStream(items, id, paging.after(), paging.limit(), withExpected);
    return RestResponse.ResponseBuilder.<StreamingOutput>ok(stream)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Path("/diff")
  @Transactional
  @Operation(
      operationId = "diffGoldenDatasets",
      summary =
          "What is added, removed and changed against another version; at most 200 differences and about 1 MiB at once")
  public DatasetDiff diff(
      @PathParam("id") UUID id,
      @QueryParam("against")
          @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          String against,
      @BeanParam ItemPaging paging) {
    var dataset = GoldenDatasets.find(id);
    var other = other(against);
    paging.check(MOST_DIFFERENCES, USUAL_DIFFERENCES);
    var withExpected = GoldenDatasetResource.maySeeExpected(identity);
    if (withExpected) {
      known.read(dataset, "diff", paging.after);
      known.read(other, "diff", paging.after);
    }
    return DatasetDiff.of(entityManager, id, other.id, paging, withExpected);
  }

  private static GoldenDataset other(String against) {
    try {
      GoldenDataset other =
          against == null ? null : GoldenDataset.findById(UUID.fromString(against));
      if (other != null) {
        return other;
      }
    } catch (IllegalArgumentException e) {
      // refused below like an id of nothing
    }
    throw Invalid.field("?against", "must be the id of another version");
  }
}
