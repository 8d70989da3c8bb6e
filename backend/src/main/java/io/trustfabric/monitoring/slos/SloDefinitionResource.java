package io.trustfabric.monitoring.slos;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Clock;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// SLOs: promised, changed, retired.
@Path(SloDefinitionResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SloDefinitionResource {

  static final String PATH = "/api/monitoring/slo-definitions";

  private static final Sorts<SloDefinition> SORTS =
      Sorts.<SloDefinition>byDefault("service")
          .offer(
              "service",
              new Sorts.Field<>("service", d -> d.service, text -> text),
              new Sorts.Field<>("name", d -> d.name, text -> text))
          .offer(
              "name",
              new Sorts.Field<>("name", d -> d.name, text -> text),
              new Sorts.Field<>("createdAt", d -> d.createdAt, Times::parse))
          .offer("createdAt", new Sorts.Field<>("createdAt", d -> d.createdAt, Times::parse));

  private final SloDefinitions definitions;
  private final SloFigures figures;
  private final Lists lists;
  private final ObjectMapper mapper;

  SloDefinitionResource(
      SloDefinitions definitions, SloFigures figures, Lists lists, ObjectMapper mapper) {
    this.definitions = definitions;
    this.figures = figures;
    this.lists = lists;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "defineSlo", summary = "Define an SLO")
  public RestResponse<SloDefinitionView> define(SloDefinitionReport report) {
    var definition = definitions.create(report);
    return Answers.created(definition, PATH, view(definition));
  }

  @GET
  @Operation(operationId = "listSloDefinitions", summary = "List SLOs, each with how it stands")
  public Page<SloDefinitionView> list(
      @BeanParam SloDefinitionFilter filter, @BeanParam Paging paging) {
    var page = lists.page(SloDefinition.class, filter.where(), SORTS, paging);
    var readings = figures.read(page.items(), Clock.now(), Map.of());
    return page.map(definition -> SloDefinitionView.of(readings.get(definition.id)));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSloDefinition", summary = "One SLO with how it stands")
  @PointInTime(SloDefinition.class)
  public RestResponse<SloDefinitionView> get(@PathParam("id") UUID id) {
    var definition = found(id);
    return Answers.one(definition, view(definition));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "editSloDefinition",
      summary = "Change what an SLO promises; its figures follow, also those of the past")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = SloDefinitionEdit.class)))
  public RestResponse<SloDefinitionView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var definition = locked(id);
    IfMatch.check(definition, ifMatch);
    patch.applyTo(SloDefinitionEdit.of(definition), mapper).applyTo(definition);
    SloDefinition.flush();
    return Answers.one(definition, view(definition));
  }

  @PATCH
  @Path("/{id}/lifecycle")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Operation(operationId = "moveSloDefinition", summary = "Retire an SLO, or take it up again")
  public RestResponse<SloDefinitionView> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, SloMove move) {
    var definition = locked(id);
    IfMatch.check(definition, ifMatch);
    definitions.move(definition, move);
    return Answers.one(definition, view(definition));
  }

  private SloDefinitionView view(SloDefinition definition) {
    return SloDefinitionView.of(figures.read(definition, Clock.now()));
  }

  /// @throws Refusal when there is none
  static SloDefinition found(UUID id) {
    return SloDefinition.<SloDefinition>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("SLO", id));
  }

  /// The SLO, held until the transaction ends.
  ///
  /// @throws Refusal when there is none
  static SloDefinition locked(UUID id) {
    var definition = SloDefinition.locked(id);
    if (definition == null) {
      throw Refusal.notFound("SLO", id);
    }
    return definition;
  }
}
