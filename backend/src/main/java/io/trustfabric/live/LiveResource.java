package io.trustfabric.live;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.trustfabric.ledger.LedgerFeed;
import io.trustfabric.record.Invalid;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// Tells pages what changed, as server-sent events.
@Path("/api/trust/live")
public class LiveResource {

  private static final String EXAMPLE =
      """
      event: ledger
      id: 48213
      data: {"position": 48213, "action": "incident.status_changed", "recordType": "incident", \
      "recordId": "0199d3b2-0000-7000-8000-000000000001", "recordVersion": 3}
      """;

  private final LiveStream stream;
  private final LedgerFeed feed;
  private final SecurityIdentity identity;
  private final RoutingContext routing;

  LiveResource(
      LiveStream stream, LedgerFeed feed, SecurityIdentity identity, RoutingContext routing) {
    this.stream = stream;
    this.feed = feed;
    this.identity = identity;
    this.routing = routing;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Blocking
  @RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @Operation(
      operationId = "streamLive",
      summary =
          "Ledger positions as they are given; resumes after Last-Event-ID or from, ends with the token")
  @APIResponse(
      responseCode = "200",
      description = "Events named ledger, each with its position as id",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              example = EXAMPLE,
              schema = @Schema(implementation = LiveStream.Live.class)))
  public Multi<OutboundSseEvent> live(
      @HeaderParam("Last-Event-ID") String lastEventId,
      @QueryParam("from") @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
          String from,
      @Context Sse sse) {
    var start =
        start(
            lastEventId == null ? from : lastEventId,
            lastEventId == null ? "?from" : "Last-Event-ID");
    var response = routing.response();
    return stream.after(start, end(), sse, response::reset);
  }

  private long start(String text, String pointer) {
    if (text == null || text.isEmpty()) {
      return feed.head();
    }
    try {
      var position = Long.parseLong(text);
      if (position >= -1) {
        return position;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw Invalid.field(pointer, "must be a position of the ledger");
  }

  private Instant end() {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Instant.ofEpochSecond(token.getExpirationTime())
        : Instant.now();
  }
}
