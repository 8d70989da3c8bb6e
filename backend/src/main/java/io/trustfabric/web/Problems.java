package io.trustfabric.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.ForbiddenTransition;
import io.trustfabric.record.FormerStates.NotBorneOut;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.NotASecondPerson;
import io.trustfabric.web.Problem.FieldError;
import io.trustfabric.web.Problem.Kind;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns every exception into a problem document. Nothing of the inside (stack, SQL, class names)
/// leaves here.
public class Problems {

  private static final Logger LOG = Logger.getLogger(Problems.class);

  /// Two rows that an exclusion constraint keeps apart.
  private static final String EXCLUSION_VIOLATION = "23P01";

  private final RequestTrace trace;
  private final RoutingContext routing;
  private final Instance<ForeignProtocol> protocols;

  Problems(RequestTrace trace, RoutingContext routing, @Any Instance<ForeignProtocol> protocols) {
    this.trace = trace;
    this.routing = routing;
    this.protocols = protocols;
  }

  @ServerExceptionMapper
  public Response invalid(Invalid e) {
    var errors = e.fields().stream().map(FieldError::of).toList();
    return answer(Kind.INVALID_REQUEST, "See errors for each bad field.", errors).build();
  }

  @ServerExceptionMapper
  public Response refused(Refusal e) {
    var problem = problem(e.kind(), e.getMessage(), null, null, null, e.currentVersion(), e.gate());
    var response = response(e.kind(), problem);
    if (e.retryAfterSeconds() != null) {
      response.header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
    }
    return response.build();
  }

  @ServerExceptionMapper
  public Response forbiddenTransition(ForbiddenTransition e) {
    var allowed = e.allowed().stream().map(Problems::lower).sorted().toList();
    var current = lower(e.current());
    var detail =
        allowed.isEmpty()
            ? "It is %s, which is final.".formatted(current)
            : "From %s it may go to %s.".formatted(current, String.join(", ", allowed));
    var problem = problem(Kind.FORBIDDEN_TRANSITION, detail, null, current, allowed, null, null);
    return response(Kind.FORBIDDEN_TRANSITION, problem).build();
  }

  @ServerExceptionMapper
  public Response conflict(Conflict e) {
    var errors = e.fields().stream().map(FieldError::of).toList();
    return answer(Kind.CONFLICT, e.getMessage(), errors.isEmpty() ? null : errors).build();
  }

  @ServerExceptionMapper
  public Response notASecondPerson(NotASecondPerson e) {
    return answer(
            Kind.FORBIDDEN, "The second person must be a person, and not the one who asked.", null)
        .build();
  }

  @ServerExceptionMapper
  public Response notBorneOut(NotBorneOut e) {
    LOG.errorf("%s: %s: %s", trace.id(), routing.request().path(), e.getMessage());
    return answer(Kind.NOT_BORNE_OUT, "What it was cannot be told; verify the ledger.", null)
        .build();
  }

  @ServerExceptionMapper({
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    AuthenticationCompletionException.class
  })
  public Response unauthenticated(Exception e) {
    return answer(Kind.UNAUTHENTICATED, null, null)
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return answer(Kind.FORBIDDEN, null, null).build();
  }

  @ServerExceptionMapper
  public Response web(WebApplicationException e) {
    var status = e.getResponse().getStatus();
    var kind =
        switch (status) {
          case 401 -> Kind.UNAUTHENTICATED;
          case 403 -> Kind.FORBIDDEN;
          case 404 -> Kind.NOT_FOUND;
          case 405 -> Kind.METHOD_NOT_ALLOWED;
          case 406 -> Kind.NOT_ACCEPTABLE;
          case 413 -> Kind.TOO_LARGE;
          case 415 -> Kind.UNSUPPORTED_MEDIA_TYPE;
          case 503 -> Kind.UNAVAILABLE;
          default -> status >= 500 ? Kind.INTERNAL : Kind.INVALID_REQUEST;
        };
    if (kind == Kind.INTERNAL) {
      return unexpected(e);
    }
    return answer(kind, null, null).build();
  }

  @ServerExceptionMapper
  public Response json(JsonProcessingException e) {
    return answer(
            Kind.INVALID_REQUEST, null, List.of(new FieldError("", "is not valid JSON", null)))
        .build();
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    if (Causes.find(e, OptimisticLockException.class) != null
        || Causes.find(e, StaleStateException.class) != null) {
      // Lost between the check of If-Match and the write: the precondition did not hold after all.
      var stale = routing.request().getHeader(HttpHeaders.IF_MATCH) != null;
      return answer(
              stale ? Kind.STALE_VERSION : Kind.VERSION_CONFLICT,
              "Read it again and repeat the change.",
              null)
          .build();
    }
    var refusal = Causes.find(e, Refusal.class);
    if (refusal != null) {
      return refused(refusal);
    }
    var contradiction = Causes.find(e, NotBorneOut.class);
    if (contradiction != null) {
      return notBorneOut(contradiction);
    }
    var invalid = Causes.find(e, Invalid.class);
    if (invalid != null) {
      return invalid(invalid);
    }
    var violation = Causes.find(e, ConstraintViolationException.class);
    if (violation != null && violation.getKind() == ConstraintKind.UNIQUE) {
      return answer(Kind.CONFLICT, "There is one like this already.", null).build();
    }
    var fault = Causes.find(e, SQLException.class);
    if (fault != null && EXCLUSION_VIOLATION.equals(fault.getSQLState())) {
      return answer(Kind.CONFLICT, "It overlaps one that is there already.", null).build();
    }
    if (fault != null && isPassing(fault.getSQLState())) {
      LOG.warnf("%s: database unavailable: %s", trace.id(), e.getMessage());
      return answer(Kind.UNAVAILABLE, "Try again in a moment.", null)
          .header(HttpHeaders.RETRY_AFTER, 1)
          .build();
    }
    LOG.errorf(
        e, "%s: %s %s failed", trace.id(), routing.request().method(), routing.request().path());
    return answer(Kind.INTERNAL, "The trace id finds it in the logs.", null).build();
  }

  /// Connection trouble, shutdown, deadlock, serialization, timeouts: gone when tried again. No SQL
  /// state at all is the pool's own way to say that it had no connection to give.
  private static boolean isPassing(String sqlState) {
    return sqlState == null
        || sqlState.startsWith("08")
        || sqlState.startsWith("57P")
        || sqlState.startsWith("53")
        || List.of("40001", "40P01", "55P03", "57014").contains(sqlState);
  }

  private Response.ResponseBuilder answer(Kind kind, String detail, List<FieldError> errors) {
    return response(kind, problem(kind, detail, errors, null, null, null, null));
  }

  private Problem problem(
      Kind kind,
      String detail,
      List<FieldError> errors,
      String currentStatus,
      List<String> allowedStatuses,
      Long currentVersion,
      Record gate) {
    return new Problem(
        kind.type(),
        kind.title,
        kind.status,
        detail,
        routing.request().path(),
        trace.id(),
        errors,
        currentStatus,
        allowedStatuses,
        currentVersion,
        gate);
  }

  private Response.ResponseBuilder response(Kind kind, Problem problem) {
    var foreign = protocols.stream().filter(one -> one.has(problem.instance())).findFirst();
    return Response.status(problem.status())
        .entity(foreign.isPresent() ? foreign.get().say(kind, problem) : problem)
        .type(foreign.isPresent() ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
