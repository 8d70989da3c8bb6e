package io.trustfabric.security.incidents;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// From a security event to an incident.
@Path("/api/security/events/{id}/escalate")
public class EscalationResource {

  private final Incidents incidents;

  EscalationResource(Incidents incidents) {
    this.incidents = incidents;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "escalateSecurityEvent",
      summary = "Make a security event an incident, or a part of one")
  public RestResponse<IncidentView> escalate(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, Escalation escalation) {
    var event = IncidentEvents.locked(id);
    if (event == null) {
      throw Refusal.notFound("security event", id);
    }
    IfMatch.check(event, ifMatch);
    var incident = incidents.escalate(event, escalation);
    var view = incidents.view(incident);
    return escalation.opensNew()
        ? Answers.created(incident, IncidentResource.PATH, view)
        : Answers.one(incident, view);
  }
}
