package io.trustfabric.monitoring.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A stretch of time: `from <= t < to`, in whole microseconds.
public record Span(Instant from, Instant to) {

  /// The last `length` before `at`.
  public static Span before(Instant at, Duration length) {
    return new Span(at.minus(length), at);
  }

  public boolean isEmpty() {
    return !from.isBefore(to);
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  /// Its length in microseconds.
  public long micros() {
    return ChronoUnit.MICROS.between(from, to);
  }

  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }

  /// What both have in common; empty when nothing.
  public Span and(Span other) {
    return new Span(
        from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
  }

  /// What is left of it without the others, in order of time.
  ///
  /// @param others in order of time, without overlaps
  public List<Span> without(List<Span> others) {
    var left = new ArrayList<Span>();
    var start = from;
    for (var other : others) {
      if (overlaps(other)) {
        left.add(new Span(start, other.from));
        start = other.to;
      }
    }
    left.add(new Span(start, to));
    left.removeIf(Span::isEmpty);
    return left;
  }
}
