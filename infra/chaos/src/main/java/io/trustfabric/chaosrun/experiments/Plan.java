package io.trustfabric.chaosrun.experiments;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/// What an experiment claims and is going to do, as the API takes it.
///
/// @param testType of the API: `db_failover` and the like
/// @param target what is broken
/// @param title the steady state in words
/// @param method names of what makes the fault
/// @param rollbacks names of what takes it away
/// @param maxRecovery how long the product may take to be well again
public record Plan(
    String name,
    String testType,
    String target,
    String title,
    List<Claim> claims,
    List<String> method,
    List<String> rollbacks,
    Duration maxRecovery) {

  /// Share of requests that were not answered as they should be.
  public static final String ERRORS = "requests that fail";

  /// 95th percentile of latency in milliseconds.
  public static final String LATENCY = "wait of 95 in 100 requests";

  /// One figure and what is tolerated of it.
  ///
  /// @param measure of the API: `error_rate`, `latency_p95` or `reported`
  /// @param during what is tolerated while the fault is there; null when anything is
  public record Claim(String name, String measure, Bounds tolerance, Bounds during) {

    /// What is measured by the experiment itself.
    public static Claim reported(String name, Bounds tolerance, Bounds during) {
      return new Claim(name, "reported", tolerance, during);
    }

    /// At most one in a hundred before and after.
    ///
    /// @param during at most this share while the fault is there
    public static Claim errors(double during) {
      return new Claim(ERRORS, "error_rate", Bounds.atMost(0.01), Bounds.atMost(during));
    }

    /// At most a second before and after.
    ///
    /// @param millis at most this while the fault is there
    public static Claim latency(long millis) {
      return new Claim(LATENCY, "latency_p95", Bounds.atMost(1_000), Bounds.atMost(millis));
    }
  }

  /// What a figure may be; null for an open end.
  public record Bounds(BigDecimal atLeast, BigDecimal atMost) {

    public static final Bounds NONE_AT_ALL = atMost(0);

    public static Bounds atMost(double most) {
      return new Bounds(null, BigDecimal.valueOf(most));
    }

    public static Bounds atLeast(double least) {
      return new Bounds(BigDecimal.valueOf(least), null);
    }
  }
}
