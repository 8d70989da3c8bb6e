package io.trustfabric.security.sources;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.trustfabric.record.Clock;
import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.Severity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Watches what the API refuses: many answers 401 to one address, many 403 or 412 to one account
/// are an event. Each process counts for itself; the fingerprint makes one event of what they see.
@ApplicationScoped
public class SelfWatch {

  private static final String API = "/api/";

  /// Runs before everything else, so that it sees the answer whoever gives it.
  private static final int FIRST = 10_000;

  private final SelfReports reports;
  private final Duration window;
  private final Bursts unauthenticated;
  private final Bursts forbidden;
  private final Bursts stale;

  SelfWatch(SelfReports reports, WatchConfig config) {
    this.reports = reports;
    this.window = config.window();
    this.unauthenticated = bursts(config.unauthenticated(), config);
    this.forbidden = bursts(config.forbidden(), config);
    this.stale = bursts(config.stale(), config);
  }

  private static Bursts bursts(int threshold, WatchConfig config) {
    return new Bursts(threshold, config.window(), config.watched());
  }

  void register(@Observes Filters filters) {
    filters.register(
        routing -> {
          if (routing.request().path().startsWith(API)) {
            routing.addEndHandler(ended -> ended(routing));
          }
          routing.next();
        },
        FIRST);
  }

  private void ended(RoutingContext routing) {
    switch (routing.response().getStatusCode()) {
      case 401 -> unauthenticated(routing);
      case 403 -> forbidden(routing);
      case 412 -> stale(routing);
      default -> {}
    }
  }

  private void unauthenticated(RoutingContext routing) {
    var address = address(routing);
    if (unauthenticated.count(address, System.nanoTime())) {
      reports.soon(
          report(
              SecurityEventType.UNAUTHORIZED_ACCESS,
              "Many requests without a valid token from " + address,
              "unauthenticated",
              new Who(null, null, address),
              routing));
    }
  }

  private void forbidden(RoutingContext routing) {
    var who = who(routing);
    if (forbidden.count(who.key(), System.nanoTime())) {
      reports.soon(
          report(
              SecurityEventType.UNAUTHORIZED_ACCESS,
              "Many requests beyond the role of " + who.shown(),
              "forbidden",
              who,
              routing));
    }
  }

  private void stale(RoutingContext routing) {
    var who = who(routing);
    if (stale.count(who.key(), System.nanoTime())) {
      reports.soon(
          report(
              SecurityEventType.ANOMALOUS_ACTIVITY,
              "Many changes against outdated versions by " + who.shown(),
              "stale",
              who,
              routing));
    }
  }

  private SecurityEventReport report(
      SecurityEventType type, String title, String kind, Who who, RoutingContext routing) {
    return SelfReports.report(
        type,
        Severity.MEDIUM,
        title,
        "Within %s more were refused than `trust-fabric.watch` allows; the last one is named here."
            .formatted(window),
        Foreign.fingerprint("self", kind, who.key()),
        Clock.now(),
        who.address(),
        who.shown(),
        routing.request().method() + " " + routing.request().path(),
        Map.of());
  }

  /// An account, or an address where there is none.
  private record Who(String subject, String name, String address) {

    String key() {
      return subject == null ? address : subject;
    }

    String shown() {
      return name == null ? subject : name;
    }
  }

  private static Who who(RoutingContext routing) {
    if (routing.user() instanceof QuarkusHttpUser user
        && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
        && token.getSubject() != null) {
      return new Who(token.getSubject(), token.getName(), address(routing));
    }
    return new Who(null, null, address(routing));
  }

  private static String address(RoutingContext routing) {
    var remote = routing.request().remoteAddress();
    return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
  }
}
