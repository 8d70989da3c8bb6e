package io.trustfabric.monitoring.slos;

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
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
  private final Lists lists;

  SloDefinitionResource(SloDefinitions definitions, Lists lists) {
    this.definitions = definitions;
    this.lists = lists;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "defineSlo", summary = "Define an SLO")
  public RestResponse<SloDefinitionView> define(SloDefinitionReport report) {
    var definition = definitions.create(report);
    return Answers.created(definition, PATH, SloDefinitionView.of(definition));
  }

  @GET
  @Operation(operationId = "listSloDefinitions", summary = "List SLOs")
  public Page<SloDefinitionView> list(
      @BeanParam SloDefinitionFilter filter, @BeanParam Paging paging) {
    return lists
        .page(SloDefinition.class, filter.where(), SORTS, paging)
        .map(SloDefinitionView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSloDefinition", summary = "One SLO")
  public RestResponse<SloDefinitionView> get(@PathParam("id") UUID id) {
    var definition =
        SloDefinition.<SloDefinition>findByIdOptional(id)
            .orElseThrow(() -> Refusal.notFound("SLO", id));
    return Answers.one(definition, SloDefinitionView.of(definition));
  }
}
