package io.trustfabric.web;

import io.quarkus.arc.Unremovable;
import io.quarkus.security.identity.SecurityIdentity;
import io.trustfabric.record.Author;
import io.trustfabric.record.Caller;
import io.trustfabric.record.CallerSource;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The caller as the bearer token tells.
@ApplicationScoped
@Unremovable
public class TokenCaller implements CallerSource {

  /// Keycloak puts this claim into the tokens of service accounts only.
  private static final String CLIENT_ID = "client_id";

  /// Subject of the person a service account acts for.
  private static final String OWNER = "owner";

  private final SecurityIdentity identity;
  private final RoutingContext routing;
  private final RequestTrace trace;

  TokenCaller(SecurityIdentity identity, RoutingContext routing, RequestTrace trace) {
    this.identity = identity;
    this.routing = routing;
    this.trace = trace;
  }

  @Override
  public Caller current() {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Caller.SYSTEM;
    }
    return new Caller(
        new Author(token.getIssuer(), token.getSubject(), name(token)),
        token.containsClaim(CLIENT_ID),
        text(token, OWNER),
        text(token, "preferred_username"),
        text(token, "email"),
        trace.id(),
        routing.request().remoteAddress().hostAddress());
  }

  private static String name(JsonWebToken token) {
    if (token.getClaim("name") instanceof String name) {
      return name;
    }
    return token.getClaim("preferred_username") instanceof String name ? name : token.getSubject();
  }

  private static String text(JsonWebToken token, String claim) {
    return token.getClaim(claim) instanceof String text ? text : null;
  }
}
