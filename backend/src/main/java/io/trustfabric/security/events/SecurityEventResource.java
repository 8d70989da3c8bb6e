package io.trustfabric.security.events;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.INGEST_EVENTS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Approvals;
import io.trustfabric.security.events.SecurityEvents.RecordedBatch;
import io.trustfabric.web.Answers;
import io.trustfabric.web.ApprovalView;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MaxBody;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Security events: reported by machines and people, worked on by people.
@Path("/api/security/events")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SecurityEventResource {

  private static final String PATH = "/api/security/events";

  static final Sorts<SecurityEvent> SORTS =
      Sorts.<SecurityEvent>byDefault("-occurredAt")
          .offer("occurredAt", new Sorts.Field<>("occurredAt", e -> e.occurredAt, Times::parse))
          .offer(
              "severity",
              new Sorts.Field<>("severityRank", e -> e.severity.ordinal(), Integer::valueOf),
              new Sorts.Field<>("occurredAt", e -> e.occurredAt, Times::parse));

  private final SecurityEvents events;
  private final SecurityEventBatch batches;
  private final Fingerprints fingerprints;
  private final Approvals approvals;
  private final Lists lists;
  private final EntityManager entityManager;
  private final ObjectMapper mapper;

  SecurityEventResource(
      SecurityEvents events,
      SecurityEventBatch batches,
      Fingerprints fingerprints,
      Approvals approvals,
      Lists lists,
      EntityManager entityManager,
      ObjectMapper mapper) {
    this.events = events;
    this.batches = batches;
    this.fingerprints = fingerprints;
    this.approvals = approvals;
    this.lists = lists;
    this.entityManager = entityManager;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({INGEST_EVENTS, ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "recordSecurityEvent", summary = "Record a security event")
  public RestResponse<SecurityEventView> record(SecurityEventReport report) {
    var recorded = events.record(report);
    var view = view(recorded.event());
    return recorded.isNew()
        ? Answers.created(recorded.event(), PATH, view)
        : Answers.one(recorded.event(), view);
  }

  @POST
  @Path("/batch")
  @Consumes({MediaType.APPLICATION_JSON, SecurityEventBatch.NDJSON})
  @RolesAllowed({INGEST_EVENTS, ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "recordSecurityEvents",
      summary = "Record up to 10,000 security events, all or none")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = SecurityEventReport[].class)),
        @Content(
            mediaType = SecurityEventBatch.NDJSON,
            schema = @Schema(implementation = String.class))
      })
  public RestResponse<RecordedBatch> recordBatch(
      @Context HttpHeaders headers, @MaxBody(mib = 32) InputStream body) {
    return RestResponse.status(
        RestResponse.Status.CREATED, events.recordAll(batches.read(body, headers.getMediaType())));
  }

  @POST
  @Path("/cloudevents")
  @Consumes({CloudEvents.STRUCTURED, CloudEvents.BATCHED, MediaType.APPLICATION_JSON})
  @RolesAllowed({INGEST_EVENTS, ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "recordCloudEvents",
      summary = "Record CloudEvents 1.0: ours, or an OCSF 1.x class")
  public RestResponse<RecordedBatch> recordCloudEvents(
      @Context HttpHeaders headers, @MaxBody(mib = 32) InputStream body) {
    return RestResponse.status(
        RestResponse.Status.CREATED,
        events.recordDelivered(batches.readCloudEvents(body, headers)));
  }

  @GET
  @Operation(operationId = "listSecurityEvents", summary = "List security events")
  public Page<SecurityEventView> list(
      @BeanParam SecurityEventFilter filter, @BeanParam Paging paging) {
    var page = lists.page(SecurityEvent.class, filter.where(), SORTS, paging);
    var sightings = fingerprints.of(page.items());
    return page.map(event -> SecurityEventView.of(event, sightings.get(event.id)));
  }

  @GET
  @Path("/summary")
  @Operation(
      operationId = "summariseSecurityEvents",
      summary = "Open work and events over time; the last 24 hours by default")
  public SecurityEventSummary summary(@BeanParam Period period) {
    period.check(Duration.ofDays(1), Duration.ofDays(366));
    return SecurityEventSummary.of(entityManager, period.from(), period.to());
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSecurityEvent", summary = "One security event")
  @PointInTime(SecurityEvent.class)
  public RestResponse<SecurityEventView> get(@PathParam("id") UUID id) {
    var event = find(id);
    return Answers.one(event, view(event));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Operation(
      operationId = "editSecurityEvent",
      summary = "Change what is known of a security event")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = SecurityEventEdit.class)))
  public RestResponse<SecurityEventView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var event = find(id, ifMatch);
    patch.applyTo(SecurityEventEdit.of(event), mapper).applyTo(event);
    return changed(event);
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Operation(operationId = "moveSecurityEvent", summary = "Change a security event's status")
  public RestResponse<SecurityEventView> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, SecurityEventMove move) {
    var event = find(id, ifMatch);
    event.moveTo(move.status(), move.reason(), move.resolution());
    return changed(event);
  }

  @PATCH
  @Path("/{id}/authority-report")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({SECURITY, ADMIN})
  @Transactional
  @Operation(
      operationId = "editAuthorityReport",
      summary =
          "Assess, make or waive the report to an authority; a waiver waits for a second person")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = AuthorityReportEdit.class)))
  public RestResponse<?> report(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var event = find(id, ifMatch);
    var edit = patch.applyTo(AuthorityReportEdit.of(event), mapper);
    if (edit.waives(event)) {
      return waive(event, edit);
    }
    event.reportToAuthority(edit.toReport(event), edit.reason());
    return changed(event);
  }

  private RestResponse<ApprovalView> waive(SecurityEvent event, AuthorityReportEdit edit) {
    edit.checkWaiver(event);
    var approval =
        approvals.request(ReportWaiver.ACTION, event, Map.of("required", false), edit.reason());
    return Answers.awaiting(approval, ApprovalView.of(approval));
  }

  private RestResponse<SecurityEventView> changed(SecurityEvent event) {
    SecurityEvent.flush();
    return Answers.one(event, view(event));
  }

  private SecurityEventView view(SecurityEvent event) {
    return SecurityEventView.of(event, fingerprints.of(List.of(event)).get(event.id));
  }

  private static SecurityEvent find(UUID id, String ifMatch) {
    var event = find(id);
    IfMatch.check(event, ifMatch);
    return event;
  }

  private static SecurityEvent find(UUID id) {
    return SecurityEvent.<SecurityEvent>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("security event", id));
  }
}
