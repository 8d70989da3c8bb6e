package io.trustfabric.quality.datasets;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.quarkus.security.identity.SecurityIdentity;
import io.trustfabric.web.Answers;
import io.trustfabric.web.HeadedBody;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MaxBody;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Golden datasets: made, versioned, activated, listed.
@Path(GoldenDatasetResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class GoldenDatasetResource {

  static final String PATH = "/api/quality/golden-datasets";

  private static final Sorts<GoldenDataset> SORTS =
      Sorts.<GoldenDataset>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", d -> d.createdAt, Times::parse))
          .offer(
              "name",
              new Sorts.Field<>("name", d -> d.name, text -> text),
              new Sorts.Field<>("dataVersion", d -> d.dataVersion, Long::valueOf));

  private final GoldenDatasets datasets;
  private final Lists lists;

  GoldenDatasetResource(GoldenDatasets datasets, Lists lists) {
    this.datasets = datasets;
    this.lists = lists;
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, HeadedBody.NDJSON})
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "createGoldenDataset",
      summary = "Make a golden dataset: its first version, with up to 100,000 items")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = DatasetReport.class)),
        @Content(mediaType = HeadedBody.NDJSON, schema = @Schema(implementation = String.class))
      })
  public RestResponse<GoldenDatasetView> create(
      @Context HttpHeaders headers, @MaxBody(mib = 64) InputStream body) {
    var dataset = datasets.create(body, headers.getMediaType());
    return Answers.created(dataset, PATH, GoldenDatasetView.of(dataset));
  }

  @POST
  @Path("/{id}/versions")
  @Consumes({MediaType.APPLICATION_JSON, HeadedBody.NDJSON})
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "addGoldenDatasetVersion",
      summary = "Make the next version: its items whole, or a delta against a base")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = VersionReport.class)),
        @Content(mediaType = HeadedBody.NDJSON, schema = @Schema(implementation = String.class))
      })
  public RestResponse<GoldenDatasetView> addVersion(
      @PathParam("id") UUID id, @Context HttpHeaders headers, @MaxBody(mib = 64) InputStream body) {
    var dataset = datasets.addVersion(id, body, headers.getMediaType());
    return Answers.created(dataset, PATH, GoldenDatasetView.of(dataset));
  }

  @GET
  @Operation(operationId = "listGoldenDatasets", summary = "List versions of golden datasets")
  public Page<GoldenDatasetView> list(
      @BeanParam GoldenDatasetFilter filter, @BeanParam Paging paging) {
    return lists
        .page(GoldenDataset.class, filter.where(), SORTS, paging)
        .map(GoldenDatasetView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getGoldenDataset", summary = "One version of a golden dataset")
  @PointInTime(GoldenDataset.class)
  public RestResponse<GoldenDatasetView> get(@PathParam("id") UUID id) {
    var dataset = GoldenDatasets.find(id);
    return Answers.one(dataset, GoldenDatasetView.of(dataset));
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "moveGoldenDataset",
      summary = "Make a version the active one of its name, or inactive")
  public RestResponse<GoldenDatasetView> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, DatasetMove move) {
    var dataset = datasets.move(id, ifMatch, move);
    return Answers.one(dataset, GoldenDatasetView.of(dataset));
  }

  /// Whether somebody may see right answers: not those whose work is measured by them.
  static boolean maySeeExpected(SecurityIdentity identity) {
    return Stream.of(AUDITOR, COMPLIANCE, ADMIN).anyMatch(identity::hasRole);
  }
}
