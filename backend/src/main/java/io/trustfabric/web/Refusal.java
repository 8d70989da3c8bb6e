package io.trustfabric.web;

import io.trustfabric.web.Problem.Kind;

/// A request refused for what it is as a request; the record's own rules throw exceptions of their
/// own.
public class Refusal extends RuntimeException {

  private final Kind kind;
  private final Long currentVersion;
  private final Integer retryAfterSeconds;

  private Refusal(Kind kind, String detail, Long currentVersion, Integer retryAfterSeconds) {
    super(detail);
    this.kind = kind;
    this.currentVersion = currentVersion;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public static Refusal of(Kind kind, String detail) {
    return new Refusal(kind, detail, null, null);
  }

  public static Refusal notFound(String what, Object id) {
    return of(Kind.NOT_FOUND, "There is no %s %s.".formatted(what, id));
  }

  public static Refusal stale(Long currentVersion) {
    return new Refusal(
        Kind.STALE_VERSION,
        "It is at version %d now; read it again.".formatted(currentVersion),
        currentVersion,
        null);
  }

  public static Refusal inFlight() {
    return new Refusal(Kind.IN_FLIGHT, "Ask again in a moment.", null, 1);
  }

  public Kind kind() {
    return kind;
  }

  public Long currentVersion() {
    return currentVersion;
  }

  public Integer retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
