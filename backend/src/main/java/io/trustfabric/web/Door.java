package io.trustfabric.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.trustfabric.web.Problem.Kind;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets so many requests in at once and refuses the others before they cost anything. When the
/// database is slow they would queue up without bound, and answering them to people who have long
/// gone would be the first thing to do when it is well again.
///
/// A page's live stream waits for news and holds nothing meanwhile: it does not count.
@ApplicationScoped
public class Door {

  /// After CORS, so that a browser may read the refusal, and before the token is looked at.
  private static final int PRIORITY = 250;

  private static final String STREAM = "/api/trust/live";

  private final int most;
  private final ObjectMapper mapper;
  private final Instance<ForeignProtocol> protocols;
  private final AtomicInteger inside = new AtomicInteger();

  Door(DoorConfig config, ObjectMapper mapper, @Any Instance<ForeignProtocol> protocols) {
    this.most = config.atOnce();
    this.mapper = mapper;
    this.protocols = protocols;
  }

  void stand(@Observes Filters filters) {
    filters.register(this::pass, PRIORITY);
  }

  void pass(RoutingContext context) {
    if (context.normalizedPath().equals(STREAM)) {
      context.next();
    } else if (inside.incrementAndGet() <= most) {
      context.addEndHandler(ended -> inside.decrementAndGet());
      context.next();
    } else {
      inside.decrementAndGet();
      refuse(context);
    }
  }

  private void refuse(RoutingContext context) {
    var kind = Kind.UNAVAILABLE;
    var path = context.request().path();
    var problem =
        new Problem(
            kind.type(),
            kind.title,
            kind.status,
            "Too much is asked at once. Try again in a moment.",
            path,
            RequestTrace.of(context),
            null,
            null,
            null,
            null);
    var foreign = protocols.stream().filter(one -> one.has(path)).findFirst();
    context
        .response()
        .setStatusCode(kind.status)
        .putHeader("Retry-After", "1")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Type", foreign.isPresent() ? "application/json" : Problem.MEDIA_TYPE)
        .end(json(foreign.isPresent() ? foreign.get().say(kind, problem) : problem));
  }

  private String json(Record answer) {
    try {
      return mapper.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem cannot be written", e);
    }
  }
}
