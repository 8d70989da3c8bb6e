package io.trustfabric.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;

/// Tells whoever watches that a body holds a secret.
///
/// Where a secret is only certain to be one and its field takes any text, the request goes on: to
/// lose a report of an attack because it quotes a key would be worse than to keep the quote.
@ApplicationScoped
public class SecretSightings {

  private final Event<SecretSeen> seen;
  private final RoutingContext routing;

  SecretSightings(Event<SecretSeen> seen, RoutingContext routing) {
    this.seen = seen;
    this.routing = routing;
  }

  /// Looks through a body.
  public void lookThrough(JsonNode body) {
    tell(Secrets.pointers(body));
  }

  /// Tells of fields, if there are any.
  ///
  /// @param pointers JSON pointers
  void tell(List<String> pointers) {
    if (!pointers.isEmpty()) {
      var request = routing.request();
      var path = Secrets.isCertain(request.path()) ? "/…" : request.path();
      seen.fire(new SecretSeen(request.method().name(), path, pointers));
    }
  }
}
