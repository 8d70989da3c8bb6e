package io.trustfabric.modelops.registry;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_MODELS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MaxBody;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Model versions: registered, measured, moved, rolled out.
@Path("/api/modelops/models")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ModelResource {

  private static final String PATH = "/api/modelops/models";

  private static final Sorts<ModelVersion> SORTS =
      Sorts.<ModelVersion>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", v -> v.createdAt, Times::parse))
          .offer(
              "name",
              new Sorts.Field<>("name", ModelVersion::name, name -> name),
              new Sorts.Field<>("createdAt", v -> v.createdAt, Times::parse));

  private final ModelRegistry registry;
  private final Rollout rollout;
  private final Lists lists;
  private final ObjectMapper mapper;

  ModelResource(ModelRegistry registry, Rollout rollout, Lists lists, ObjectMapper mapper) {
    this.registry = registry;
    this.rollout = rollout;
    this.lists = lists;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_MODELS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "registerModel", summary = "Register a model version; at most 8 MiB")
  public RestResponse<ModelView> register(@MaxBody(mib = 8) ModelReport report) {
    var version = registry.register(report);
    return Answers.created(version, PATH, registry.view(version));
  }

  @GET
  @Operation(operationId = "listModels", summary = "List model versions")
  public Page<ModelView> list(@BeanParam ModelFilter filter, @BeanParam Paging paging) {
    return registry.views(lists.page(ModelVersion.class, filter.where(), SORTS, paging));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getModel", summary = "One model version")
  @PointInTime(ModelVersion.class)
  public RestResponse<ModelView> get(@PathParam("id") UUID id) {
    var version = find(id);
    return Answers.one(version, registry.view(version));
  }

  @GET
  @Path("/{id}/baseline")
  @Operation(operationId = "getModelBaseline", summary = "What drift of a version is measured from")
  @PointInTime(ModelBaseline.class)
  public RestResponse<BaselineView> baseline(@PathParam("id") UUID id) {
    var baseline = ModelBaseline.of(id).orElseThrow(() -> Refusal.notFound("baseline of", id));
    return Answers.one(baseline, BaselineView.of(baseline));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "editModel",
      summary = "Change who answers for a version and what was measured of it")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ModelEdit.class)))
  public RestResponse<ModelView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var version = find(id);
    IfMatch.check(version, ifMatch);
    registry.edit(version, patch.applyTo(ModelEdit.of(version), mapper));
    return Answers.one(version, registry.view(version));
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "moveModel",
      summary =
          "Change a version's status or its share of production; a promotion waits for a second person")
  public RestResponse<?> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, ModelMove move) {
    var version = ModelRegistry.locked(id, ifMatch);
    if (rollout.needsSecondPerson(version, move)) {
      var approval = rollout.ask(version, move);
      return Answers.awaiting(approval, ApprovalView.of(approval));
    }
    rollout.move(version, move);
    return Answers.one(version, registry.view(version));
  }

  private static ModelVersion find(UUID id) {
    return ModelVersion.<ModelVersion>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("model version", id));
  }
}
