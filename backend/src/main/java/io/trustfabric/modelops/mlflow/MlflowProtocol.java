package io.trustfabric.modelops.mlflow;

import io.trustfabric.modelops.mlflow.MlflowError.Code;
import io.trustfabric.web.ForeignProtocol;
import io.trustfabric.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// MLflow's REST API, version 2.0: on its paths every refusal has MLflow's form.
@ApplicationScoped
public class MlflowProtocol implements ForeignProtocol {

  static final String PATH = "/api/2.0/mlflow";

  @Override
  public boolean has(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Record say(Problem.Kind kind, Problem problem) {
    return new MlflowProblem(code(kind).name(), message(problem));
  }

  @ServerExceptionMapper
  public Response refused(MlflowError error) {
    return Response.status(error.code().status)
        .entity(MlflowProblem.of(error))
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static Code code(Problem.Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST, IDEMPOTENCY_KEY_REUSED -> Code.INVALID_PARAMETER_VALUE;
      case UNAUTHENTICATED -> Code.UNAUTHENTICATED;
      case FORBIDDEN -> Code.PERMISSION_DENIED;
      // Clients that know two methods of one endpoint try the other when they read this.
      case NOT_FOUND, METHOD_NOT_ALLOWED -> Code.ENDPOINT_NOT_FOUND;
      case NOT_ACCEPTABLE, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE -> Code.BAD_REQUEST;
      case CONFLICT, FORBIDDEN_TRANSITION, GATE_FAILED -> Code.INVALID_STATE;
      case VERSION_CONFLICT, IN_FLIGHT, STALE_VERSION -> Code.RESOURCE_CONFLICT;
      case INTERNAL, NOT_BORNE_OUT -> Code.INTERNAL_ERROR;
      case UNAVAILABLE -> Code.TEMPORARILY_UNAVAILABLE;
    };
  }

  private static String message(Problem problem) {
    if (problem.errors() != null) {
      return problem.errors().stream()
          .map(error -> field(error.pointer()) + ": " + error.message())
          .sorted()
          .collect(Collectors.joining("; "));
    }
    var detail = problem.detail() == null ? "" : " " + problem.detail();
    return problem.title() + "." + detail + " (trace " + problem.traceId() + ")";
  }

  private static String field(String pointer) {
    return pointer.isEmpty() ? "body" : pointer.replaceFirst("^[/?]", "");
  }
}
