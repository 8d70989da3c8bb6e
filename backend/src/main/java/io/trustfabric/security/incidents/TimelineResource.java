package io.trustfabric.security.incidents;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.record.Clock;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import io.trustfabric.web.Where;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// What happened during an incident, in order.
@Path("/api/security/incidents/{id}/timeline")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class TimelineResource {

  private static final Sorts<TimelineEntry> SORTS =
      Sorts.<TimelineEntry>byDefault("at")
          .offer("at", new Sorts.Field<>("at", e -> e.at, Times::parse));

  private final Lists lists;

  TimelineResource(Lists lists) {
    this.lists = lists;
  }

  @GET
  @Operation(operationId = "listIncidentTimeline", summary = "What happened during an incident")
  public Page<TimelineEntryView> list(@PathParam("id") UUID id, @BeanParam Paging paging) {
    if (Incident.findById(id) == null) {
      throw Refusal.notFound("incident", id);
    }
    var where = new Where().id("incidentId", id.toString());
    return lists.page(TimelineEntry.class, where, SORTS, paging).map(TimelineEntryView::of);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "noteInIncidentTimeline", summary = "Add a note to the timeline")
  public RestResponse<TimelineEntryView> note(@PathParam("id") UUID id, Note note) {
    var incident = Incidents.locked(id);
    var at = Objects.requireNonNullElseGet(note.at(), Clock::now);
    var entry = incident.note(at, note.text());
    Incident.flush();
    var collection = IncidentResource.PATH + "/" + id + "/timeline";
    return Answers.created(entry, collection, TimelineEntryView.of(entry));
  }
}
