package io.trustfabric.modelops.mlflow;

import static io.trustfabric.modelops.mlflow.MlflowAnswers.done;
import static io.trustfabric.modelops.mlflow.MlflowAnswers.ok;
import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_MODELS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowDone;
import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowUriAnswer;
import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowVersionAnswer;
import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowVersionsAnswer;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowCreateVersion;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowDeleteVersion;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowDeleteVersionTag;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowSetVersionTag;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowTransition;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowUpdateVersion;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.web.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Model versions, as MLflow's clients read and change them.
@Path(MlflowProtocol.PATH + "/model-versions")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class MlflowVersionResource {

  private static final int MOST = 200_000;

  private static final SearchFilter.Fields FIELDS =
      new SearchFilter.Fields(
          Map.of("name", "name", "run_id", "runId", "source_path", "artifactUri"),
          Map.of("version_number", "versionNumber"),
          ProductTags.FIELDS);

  private static final Map<String, SearchOrder.Field<ModelVersion>> ORDERS =
      Map.of(
          "name",
          new SearchOrder.Field<>("name", ModelVersion::name, name -> name),
          "version_number",
          new SearchOrder.Field<>("versionNumber", ModelVersion::versionNumber, Long::valueOf),
          "creation_timestamp",
          new SearchOrder.Field<>("createdAt", version -> version.createdAt, Instant::parse),
          "last_updated_timestamp",
          new SearchOrder.Field<>("updatedAt", version -> version.updatedAt, Instant::parse));

  private static final List<String> USUAL =
      List.of("last_updated_timestamp DESC", "name", "version_number DESC");

  private final MlflowRegistry registry;
  private final StageMoves moves;
  private final MlflowSearch search;

  MlflowVersionResource(MlflowRegistry registry, StageMoves moves, MlflowSearch search) {
    this.registry = registry;
    this.moves = moves;
    this.search = search;
  }

  @POST
  @Path("/create")
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "mlflowCreateVersion",
      summary = "MLflow: register the next version of a model")
  public RestResponse<MlflowVersionAnswer> create(MlflowCreateVersion asked) {
    return answer(registry.create(asked));
  }

  @GET
  @Path("/get")
  @RolesAllowed({REPORT_MODELS, VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @Operation(operationId = "mlflowGetVersion", summary = "MLflow: one version")
  public RestResponse<MlflowVersionAnswer> get(
      @QueryParam("name") String name, @QueryParam("version") String version) {
    return ok(
        new MlflowVersionAnswer(registry.view(registry.version(registry.model(name), version))));
  }

  @GET
  @Path("/get-download-uri")
  @Operation(operationId = "mlflowDownloadUri", summary = "MLflow: where a version's artifacts lie")
  public RestResponse<MlflowUriAnswer> downloadUri(
      @QueryParam("name") String name, @QueryParam("version") String version) {
    return ok(new MlflowUriAnswer(registry.version(registry.model(name), version).artifactUri));
  }

  @GET
  @Path("/search")
  @Operation(
      operationId = "mlflowSearchVersions",
      summary =
          "MLflow: search versions by name, run_id, source_path, version_number and tags; at most 1000 a page")
  public RestResponse<MlflowVersionsAnswer> search(@BeanParam SearchParameters asked) {
    var filter = SearchFilter.parse(asked.filter, FIELDS);
    var order = SearchOrder.parse(asked.orderBy, ORDERS, USUAL);
    var found = search.page(ModelVersion.class, filter, order, asked, MOST);
    return ok(new MlflowVersionsAnswer(registry.versionViews(found.rows()), found.nextToken()));
  }

  @PATCH
  @Path("/update")
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "mlflowUpdateVersion", summary = "MLflow: describe a version")
  public RestResponse<MlflowVersionAnswer> update(MlflowUpdateVersion asked) {
    var version = held(asked.name(), asked.version());
    version.description = MlflowRegistry.given(asked.description());
    return answer(version);
  }

  @POST
  @Path("/transition-stage")
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional(dontRollbackOn = AwaitsSecondPerson.class)
  @Operation(
      operationId = "mlflowTransitionStage",
      summary =
          "MLflow: move a version; into Production by a second person, whose approval is named")
  public RestResponse<MlflowVersionAnswer> transition(MlflowTransition asked) {
    var version = held(asked.name(), asked.version());
    moves.move(version, asked);
    return answer(version);
  }

  @DELETE
  @Path("/delete")
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "mlflowDeleteVersion",
      summary = "MLflow: archive a version; nothing is deleted")
  public RestResponse<MlflowDone> delete(MlflowDeleteVersion asked) {
    var model = registry.held(asked.name());
    moves.archive(model, registry.version(model, asked.version()));
    return done();
  }

  @POST
  @Path("/set-tag")
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "mlflowSetVersionTag", summary = "MLflow: tag a version")
  public RestResponse<MlflowDone> setTag(MlflowSetVersionTag asked) {
    ProductTags.check(asked.key());
    registry.tag(held(asked.name(), asked.version()), tags -> tags.put(asked.key(), asked.value()));
    return done();
  }

  @DELETE
  @Path("/delete-tag")
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "mlflowDeleteVersionTag", summary = "MLflow: take a version's tag away")
  public RestResponse<MlflowDone> deleteTag(MlflowDeleteVersionTag asked) {
    ProductTags.check(asked.key());
    registry.tag(held(asked.name(), asked.version()), tags -> tags.remove(asked.key()));
    return done();
  }

  private ModelVersion held(String name, String version) {
    return registry.version(registry.held(name), version);
  }

  private RestResponse<MlflowVersionAnswer> answer(ModelVersion version) {
    return ok(new MlflowVersionAnswer(registry.flushed(version)));
  }
}
