package io.trustfabric.web;

import io.trustfabric.web.Problem.Kind;

/// A request refused for what it is as a request; the record's own rules throw exceptions of their
/// own.
public class Refusal extends RuntimeException {

  private final Kind kind;
  private final Long currentVersion;
  private final Integer retryAfterSeconds;
  private final transient Record gate;

  private Refusal(
      Kind kind, String detail, Long currentVersion, Integer retryAfterSeconds, Record gate) {
    super(detail);
    this.kind = kind;
    this.currentVersion = currentVersion;
    this.retryAfterSeconds = retryAfterSeconds;
    this.gate = gate;
  }

  public static Refusal of(Kind kind, String detail) {
    return new Refusal(kind, detail, null, null, null);
  }

  public static Refusal notFound(String what, Object id) {
    return of(Kind.NOT_FOUND, "There is no %s %s.".formatted(what, id));
  }

  public static Refusal stale(Long currentVersion) {
    return new Refusal(
        Kind.STALE_VERSION,
        "It is at version %d now; read it again.".formatted(currentVersion),
        currentVersion,
        null,
        null);
  }

  public static Refusal inFlight() {
    return new Refusal(Kind.IN_FLIGHT, "Ask again in a moment.", null, 1, null);
  }

  /// @param gate the release gate's answer, which the problem document carries
  public static Refusal gateFailed(String detail, Record gate) {
    return new Refusal(Kind.GATE_FAILED, detail, null, null, gate);
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

  /// The release gate's answer; null where it was not the gate that refused.
  public Record gate() {
    return gate;
  }
}
