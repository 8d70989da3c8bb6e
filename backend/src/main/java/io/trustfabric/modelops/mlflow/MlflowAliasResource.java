package io.trustfabric.modelops.mlflow;

import static io.trustfabric.modelops.mlflow.MlflowAnswers.done;
import static io.trustfabric.modelops.mlflow.MlflowAnswers.ok;
import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowDone;
import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowVersionAnswer;
import io.trustfabric.modelops.mlflow.MlflowError.Code;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowDeleteAlias;
import io.trustfabric.modelops.mlflow.ModelRequests.MlflowSetAlias;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Aliases of versions, as MLflow's clients read and change them.
@Path(MlflowModelResource.PATH + "/alias")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class MlflowAliasResource {

  private final MlflowRegistry registry;
  private final StageMoves moves;

  MlflowAliasResource(MlflowRegistry registry, StageMoves moves) {
    this.registry = registry;
    this.moves = moves;
  }

  @GET
  @Operation(operationId = "mlflowGetByAlias", summary = "MLflow: the version an alias means")
  public RestResponse<MlflowVersionAnswer> get(
      @QueryParam("name") String name, @QueryParam("alias") String alias) {
    var model = registry.model(name);
    var version = model.aliases().get(MlflowRegistry.text("alias", alias));
    if (version == null) {
      throw new MlflowError(
          Code.RESOURCE_DOES_NOT_EXIST, "Model %s has no alias %s.".formatted(name, alias));
    }
    return ok(new MlflowVersionAnswer(registry.view(registry.version(model, version.toString()))));
  }

  @POST
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional(dontRollbackOn = AwaitsSecondPerson.class)
  @Operation(
      operationId = "mlflowSetAlias",
      summary = "MLflow: let an alias mean a version; an alias of production promotes it")
  public RestResponse<MlflowDone> set(MlflowSetAlias asked) {
    var model = registry.held(asked.name());
    moves.setAlias(model, registry.version(model, asked.version()), asked.alias());
    return done();
  }

  @DELETE
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "mlflowDeleteAlias", summary = "MLflow: take an alias away")
  public RestResponse<MlflowDone> delete(MlflowDeleteAlias asked) {
    registry.held(asked.name()).removeAlias(asked.alias());
    return done();
  }
}
