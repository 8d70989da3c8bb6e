package io.trustfabric.modelops.registry;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MergePatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Models by name: what they are, which version an alias means, how production is shared.
@Path("/api/modelops/registered-models")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class RegisteredModelResource {

  private static final Sorts<RegisteredModel> SORTS =
      Sorts.<RegisteredModel>byDefault("name")
          .offer("name", new Sorts.Field<>("name", RegisteredModel::name, name -> name))
          .offer("createdAt", new Sorts.Field<>("createdAt", m -> m.createdAt, Times::parse))
          .offer(
              "lastActivityAt",
              new Sorts.Field<>("lastActivityAt", RegisteredModel::lastActivityAt, Times::parse));

  private final ModelRegistry registry;
  private final ModelsConfig config;
  private final Lists lists;
  private final ObjectMapper mapper;

  RegisteredModelResource(
      ModelRegistry registry, ModelsConfig config, Lists lists, ObjectMapper mapper) {
    this.registry = registry;
    this.config = config;
    this.lists = lists;
    this.mapper = mapper;
  }

  @GET
  @Operation(operationId = "listRegisteredModels", summary = "List models by name")
  public Page<RegisteredModelView> list(
      @BeanParam RegisteredModelFilter filter, @BeanParam Paging paging) {
    return registry.modelViews(lists.page(RegisteredModel.class, filter.where(), SORTS, paging));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getRegisteredModel", summary = "One model")
  @PointInTime(RegisteredModel.class)
  public RestResponse<RegisteredModelView> get(@PathParam("id") UUID id) {
    var model =
        RegisteredModel.<RegisteredModel>findByIdOptional(id)
            .orElseThrow(() -> Refusal.notFound("model", id));
    return Answers.one(model, registry.view(model));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "editRegisteredModel",
      summary = "Change a model's description, tags and aliases")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = RegisteredModelEdit.class)))
  public RestResponse<RegisteredModelView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var model = RegisteredModel.locked(id);
    if (model == null) {
      throw Refusal.notFound("model", id);
    }
    IfMatch.check(model, ifMatch);
    patch.applyTo(RegisteredModelEdit.of(model), mapper).applyTo(model, config.productionAliases());
    RegisteredModel.flush();
    return Answers.one(model, registry.view(model));
  }
}
