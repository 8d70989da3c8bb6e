package io.trustfabric.security.incidents;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MergePatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.Period;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
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
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Incidents: opened, worked on, learnt from.
@Path("/api/security/incidents")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class IncidentResource {

  static final String PATH = "/api/security/incidents";

  private static final Sorts<Incident> SORTS =
      Sorts.<Incident>byDefault("-detectedAt")
          .offer(
              "detectedAt",
              new Sorts.Field<>("clock.detectedAt", i -> i.clock().detectedAt(), Times::parse))
          .offer(
              "lastActivityAt",
              new Sorts.Field<>("lastActivityAt", Incident::lastActivityAt, Times::parse))
          .offer(
              "severity",
              new Sorts.Field<>("severityRank", i -> i.severity().ordinal(), Integer::valueOf),
              new Sorts.Field<>("clock.detectedAt", i -> i.clock().detectedAt(), Times::parse));

  private final Incidents incidents;
  private final Lists lists;
  private final EntityManager entityManager;
  private final ObjectMapper mapper;

  IncidentResource(
      Incidents incidents, Lists lists, EntityManager entityManager, ObjectMapper mapper) {
    this.incidents = incidents;
    this.lists = lists;
    this.entityManager = entityManager;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "openIncident", summary = "Open an incident")
  public RestResponse<IncidentView> open(IncidentReport report) {
    var incident = incidents.open(report);
    return Answers.created(incident, PATH, incidents.view(incident));
  }

  @GET
  @Operation(operationId = "listIncidents", summary = "List incidents")
  public Page<IncidentView> list(@BeanParam IncidentFilter filter, @BeanParam Paging paging) {
    return incidents.views(lists.page(Incident.class, filter.where(), SORTS, paging));
  }

  @GET
  @Path("/metrics")
  @Operation(
      operationId = "measureIncidents",
      summary =
          "Times to detect, acknowledge, mitigate and resolve: mean, median, p90, n; the last 13 weeks"
              + " by default")
  public IncidentMetrics metrics(
      @BeanParam Period period, @BeanParam IncidentMetricsFilter filter) {
    period.check(Duration.ofDays(91), Duration.ofDays(3 * 366));
    filter.check();
    return IncidentMetrics.of(entityManager, period.from(), period.to(), filter);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getIncident", summary = "One incident")
  @PointInTime(Incident.class)
  public RestResponse<IncidentView> get(@PathParam("id") UUID id) {
    var incident = find(id);
    return Answers.one(incident, incidents.view(incident));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Operation(operationId = "editIncident", summary = "Change what is known of an incident")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = IncidentEdit.class)))
  public RestResponse<IncidentView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var incident = find(id, ifMatch);
    incidents.edit(incident, patch.applyTo(incidents.editable(incident), mapper));
    return changed(incident);
  }

  @PATCH
  @Path("/{id}/clock")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Operation(
      operationId = "correctIncidentClock",
      summary = "Correct an incident's times; the former ones stay in its timeline")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ClockEdit.class)))
  public RestResponse<IncidentView> correct(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var incident = find(id, ifMatch);
    var edit = patch.applyTo(ClockEdit.of(incident.clock()), mapper);
    incident.correctClock(edit.toClock(), edit.reason());
    return changed(incident);
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Operation(operationId = "moveIncident", summary = "Change an incident's status")
  public RestResponse<IncidentView> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, IncidentMove move) {
    var incident = find(id, ifMatch);
    incident.moveTo(move.status(), move.at(), move.reason());
    return changed(incident);
  }

  @GET
  @Path("/{id}/postmortem-template")
  @Operation(
      operationId = "draftPostmortem",
      summary = "A postmortem to begin with, filled with what is known")
  public PostmortemTemplate template(@PathParam("id") UUID id) {
    return incidents.template(find(id));
  }

  private RestResponse<IncidentView> changed(Incident incident) {
    Incident.flush();
    return Answers.one(incident, incidents.view(incident));
  }

  private static Incident find(UUID id, String ifMatch) {
    var incident = find(id);
    IfMatch.check(incident, ifMatch);
    return incident;
  }

  private static Incident find(UUID id) {
    return Incident.<Incident>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("incident", id));
  }
}
