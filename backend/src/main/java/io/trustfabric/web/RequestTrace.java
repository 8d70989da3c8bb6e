package io.trustfabric.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The id under which a request is found in ledger, logs and problem documents: the trace id of a
/// W3C `traceparent` header, else a fresh one.
@RequestScoped
public class RequestTrace {

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private final String id;

  RequestTrace(RoutingContext routing) {
    this.id = of(routing);
  }

  /// The id of a request that is answered before it has a scope of its own.
  static String of(RoutingContext routing) {
    var header = routing.request().getHeader("traceparent");
    var match = header == null ? null : TRACEPARENT.matcher(header);
    return match != null && match.matches() ? match.group(1) : fresh();
  }

  /// 32 lower-case hex digits.
  public String id() {
    return id;
  }

  private static String fresh() {
    var random = ThreadLocalRandom.current();
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }
}
