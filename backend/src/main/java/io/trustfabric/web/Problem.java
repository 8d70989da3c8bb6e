package io.trustfabric.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Invalid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A problem document (RFC 9457, `application/problem+json`).
///
/// @param type what kind of problem, a stable URI described in the API guide
/// @param title the kind in words
/// @param status the HTTP status
/// @param detail this occurrence in words; null when the title says it all
/// @param instance the path that was called
/// @param traceId finds this request in the logs
/// @param errors every bad field
/// @param currentStatus the record's status, when a transition was refused
/// @param allowedStatuses the statuses it may take
/// @param currentVersion the record's version, when another one was expected
/// @param gate the release gate's answer, when it let nothing through
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    String instance,
    String traceId,
    List<FieldError> errors,
    String currentStatus,
    List<String> allowedStatuses,
    Long currentVersion,
    Record gate) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /// One bad field: JSON pointer into the body, or `?name` for a query parameter.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @RegisterForReflection
  public record FieldError(String pointer, String message, Integer line) {
    static FieldError of(Invalid.Field field) {
      return new FieldError(readable(field.pointer()), field.message(), field.line());
    }
  }

  /// Half of a surrogate pair in a field's name cannot be written as UTF-8.
  private static String readable(String pointer) {
    var utf8 = StandardCharsets.UTF_8;
    return new String(pointer.getBytes(utf8), utf8);
  }

  /// The kinds of problem this API answers.
  public enum Kind {
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "A valid access token is needed"),
    FORBIDDEN(403, "Your role does not allow this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This method is not offered here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered"),
    CONFLICT(409, "The present state does not allow this"),
    FORBIDDEN_TRANSITION(409, "The status cannot change like this"),
    GATE_FAILED(409, "The release gate does not let this into production"),
    VERSION_CONFLICT(409, "Someone else changed the record at the same time"),
    IN_FLIGHT(409, "The same request is still being worked on"),
    STALE_VERSION(412, "The record has changed since it was read"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not understood here"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another body"),
    INTERNAL(500, "Something went wrong on our side"),
    NOT_BORNE_OUT(500, "The ledger contradicts itself about this record"),
    UNAVAILABLE(503, "The service cannot answer right now");

    final int status;
    final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    URI type() {
      return URI.create(
          "https://trustfabric.io/problems/"
              + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }
  }
}
