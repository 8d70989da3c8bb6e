package io.trustfabric.prometheus;

/// Prometheus gave no figures. The message goes on after "Prometheus" and holds neither its address
/// nor the token, nor the query.
public class PrometheusException extends Exception {

  private static final int MAX_REASON = 300;

  private final boolean unavailable;
  private final String reason;

  private PrometheusException(String message, boolean unavailable, String reason, Throwable cause) {
    super(message, cause);
    this.unavailable = unavailable;
    this.reason = reason;
  }

  /// It does not answer, or not as Prometheus does: may be gone when tried again.
  static PrometheusException unavailable(String message, Throwable cause) {
    return new PrometheusException(message, true, "", cause);
  }

  /// It understood and refused: the same question gets the same answer.
  static PrometheusException refused(String message) {
    return refused(message, "");
  }

  /// @param reason Prometheus' own words
  static PrometheusException refused(String message, String reason) {
    var line = reason.strip().replaceAll("\\s+", " ");
    return new PrometheusException(
        message,
        false,
        line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…",
        null);
  }

  public boolean isUnavailable() {
    return unavailable;
  }

  /// Prometheus' own words about what it refuses, in one line; empty where it has none. They may
  /// quote the query, so they are for those who may read it.
  public String reason() {
    return reason;
  }
}
