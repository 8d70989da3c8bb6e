package io.trustfabric.prometheus;

/// Prometheus gave no figures.
public class PrometheusException extends Exception {

  private final boolean unavailable;

  private PrometheusException(String message, boolean unavailable, Throwable cause) {
    super(message, cause);
    this.unavailable = unavailable;
  }

  /// It does not answer, or not as Prometheus does: may be gone when tried again.
  static PrometheusException unavailable(String message, Throwable cause) {
    return new PrometheusException(message, true, cause);
  }

  /// It understood and refused: the same question gets the same answer.
  static PrometheusException refused(String message) {
    return new PrometheusException(message, false, null);
  }

  public boolean isUnavailable() {
    return unavailable;
  }
}
