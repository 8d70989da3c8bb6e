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
import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowLatestAnswer;
import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowModelAnswer;
import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowModelsAnswer;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowCreateModel;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowDeleteModel;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowDeleteModelTag;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowLatestVersions;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowRenameModel;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowSetModelTag;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowUpdateModel;
import io.trustfabric.modelops.registry.RegisteredModel;
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

/// Registered models, as MLflow's clients read and change them.
@Path(MlflowModelResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class MlflowModelResource {

  static final String PATH = MlflowProtocol.PATH + "/registered-models";

  private static final int MOST = 1_000;

  private static final SearchFilter.Fields FIELDS =
      new SearchFilter.Fields(Map.of("name", "name"), Map.of(), Map.of());

  private static final Map<String, SearchOrder.Field<RegisteredModel>> ORDERS =
      Map.of(
          "name",
          new SearchOrder.Field<>("name", RegisteredModel::name, name -> name),
          "creation_timestamp",
          new SearchOrder.Field<>("createdAt", model -> model.createdAt, Instant::parse),
          "last_updated_timestamp",
          new SearchOrder.Field<>("updatedAt", model -> model.updatedAt, Instant::parse));

  private final MlflowRegistry registry;
  private final StageMoves moves;
  private final MlflowSearch search;

  MlflowModelResource(MlflowRegistry registry, StageMoves moves, MlflowSearch search) {
    this.registry = registry;
    this.moves = moves;
    this.search = search;
  }

  @POST
  @Path("/create")
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "mlflowCreateModel", summary = "MLflow: make a model without a version")
  public RestResponse<MlflowModelAnswer> create(MlflowCreateModel asked) {
    return answer(registry.create(asked.name(), asked.description(), asked.tags()));
  }

  @GET
  @Path("/get")
  @RolesAllowed({REPORT_MODELS, VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @Operation(operationId = "mlflowGetModel", summary = "MLflow: one model")
  public RestResponse<MlflowModelAnswer> get(@QueryParam("name") String name) {
    return ok(new MlflowModelAnswer(registry.view(registry.model(name))));
  }

  @GET
  @Path("/search")
  @Operation(
      operationId = "mlflowSearchModels",
      summary = "MLflow: search models by name and tags; at most 1000 a page")
  public RestResponse<MlflowModelsAnswer> search(@BeanParam SearchParameters asked) {
    var filter = SearchFilter.parse(asked.filter, FIELDS);
    var order = SearchOrder.parse(asked.orderBy, ORDERS, List.of("name"));
    var found = search.page(RegisteredModel.class, filter, order, asked, MOST);
    return ok(new MlflowModelsAnswer(registry.views(found.rows()), found.nextToken()));
  }

  @POST
  @Path("/rename")
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "mlflowRenameModel",
      summary = "MLflow: rename a model together with its versions")
  public RestResponse<MlflowModelAnswer> rename(MlflowRenameModel asked) {
    return answer(registry.rename(asked.name(), asked.newName()));
  }

  @PATCH
  @Path("/update")
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "mlflowUpdateModel", summary = "MLflow: describe a model")
  public RestResponse<MlflowModelAnswer> update(MlflowUpdateModel asked) {
    var model = registry.held(asked.name());
    model.description = MlflowRegistry.given(asked.description());
    return answer(model);
  }

  @DELETE
  @Path("/delete")
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "mlflowDeleteModel",
      summary = "MLflow: archive all versions of a model; nothing is deleted")
  public RestResponse<MlflowDone> delete(MlflowDeleteModel asked) {
    moves.archiveAll(registry.held(asked.name()));
    return done();
  }

  @GET
  @Path("/get-latest-versions")
  @Operation(
      operationId = "mlflowLatestVersions",
      summary = "MLflow: of each stage the version of the highest number")
  public RestResponse<MlflowLatestAnswer> latest(
      @QueryParam("name") String name, @QueryParam("stages") List<String> stages) {
    return ok(registry.latest(name, stages));
  }

  /// The same as a POST, as some clients send it.
  @POST
  @Path("/get-latest-versions")
  @RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "mlflowPostLatestVersions",
      summary = "MLflow: of each stage the version of the highest number")
  public RestResponse<MlflowLatestAnswer> latest(MlflowLatestVersions asked) {
    return ok(registry.latest(asked.name(), asked.stages()));
  }

  @POST
  @Path("/set-tag")
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "mlflowSetModelTag", summary = "MLflow: tag a model")
  public RestResponse<MlflowDone> setTag(MlflowSetModelTag asked) {
    registry.tag(registry.held(asked.name()), tags -> tags.put(asked.key(), asked.value()));
    return done();
  }

  @DELETE
  @Path("/delete-tag")
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "mlflowDeleteModelTag", summary = "MLflow: take a model's tag away")
  public RestResponse<MlflowDone> deleteTag(MlflowDeleteModelTag asked) {
    registry.tag(registry.held(asked.name()), tags -> tags.remove(asked.key()));
    return done();
  }

  private RestResponse<MlflowModelAnswer> answer(RegisteredModel model) {
    RegisteredModel.flush();
    return ok(new MlflowModelAnswer(registry.view(model)));
  }
}
