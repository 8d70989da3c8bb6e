package io.trustfabric.security.events;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;

/// The state of security events at a glance.
///
/// @param from start of the series
/// @param to its end
/// @param bucket how much time one point of the series covers
/// @param open open events by severity
/// @param investigating events being investigated
/// @param unassigned open events nobody works on
/// @param reportsDue reports to an authority still to be made in time
/// @param reportsOverdue reports whose time has passed
/// @param series events by the time they occurred
public record SecurityEventSummary(
    Instant from,
    Instant to,
    Duration bucket,
    BySeverity open,
    Count investigating,
    Count unassigned,
    Count reportsDue,
    Count reportsOverdue,
    List<Point> series) {

  /// A count that stops at 10,000: then `isExact` is false and there are more.
  public record Count(Long value, Boolean isExact) {}

  /// One count for each severity.
  public record BySeverity(Count low, Count medium, Count high, Count critical) {}

  /// Events in the time from `at`, by severity.
  public record Point(Instant at, Long low, Long medium, Long high, Long critical) {}

  private static final int COUNTED = 10_000;
  private static final int POINTS = 48;

  private static final String SERIES =
      """
      SELECT floor(extract(epoch FROM occurred_at - :from) / :width) AS slot,
             count(*) FILTER (WHERE severity_rank = 0), count(*) FILTER (WHERE severity_rank = 1),
             count(*) FILTER (WHERE severity_rank = 2), count(*) FILTER (WHERE severity_rank = 3)
      FROM security_events WHERE occurred_at >= :from AND occurred_at < :to
      GROUP BY slot
      """;

  static SecurityEventSummary of(EntityManager entityManager, Instant from, Instant to) {
    var open =
        new BySeverity(
            open(entityManager, Severity.LOW),
            open(entityManager, Severity.MEDIUM),
            open(entityManager, Severity.HIGH),
            open(entityManager, Severity.CRITICAL));
    var unreported = "report_required AND report_reported_at IS NULL AND report_due_at ";
    var width = Duration.between(from, to).dividedBy(POINTS);
    return new SecurityEventSummary(
        from,
        to,
        width,
        open,
        count(entityManager, "status = 'investigating'"),
        count(entityManager, "status = 'open' AND assignee IS NULL"),
        count(entityManager, unreported + ">= now()"),
        count(entityManager, unreported + "< now()"),
        series(entityManager, from, to, width));
  }

  private static Count open(EntityManager entityManager, Severity severity) {
    return count(entityManager, "status = 'open' AND severity_rank = " + severity.ordinal());
  }

  private static Count count(EntityManager entityManager, String condition) {
    var counted =
        (Number)
            entityManager
                .createNativeQuery(
                    "SELECT count(*) FROM (SELECT 1 FROM security_events WHERE %s LIMIT %d) counted"
                        .formatted(condition, COUNTED + 1))
                .getSingleResult();
    return new Count(Math.min(counted.longValue(), COUNTED), counted.longValue() <= COUNTED);
  }

  private static List<Point> series(
      EntityManager entityManager, Instant from, Instant to, Duration width) {
    var counts = new long[POINTS][Severity.values().length];
    entityManager
        .unwrap(Session.class)
        .createNativeQuery(SERIES, Object[].class)
        .setParameter("from", from)
        .setParameter("to", to)
        .setParameter("width", width.toNanos() / 1e9)
        .getResultList()
        .forEach(row -> add(counts, row));
    var points = new ArrayList<Point>(POINTS);
    for (int i = 0; i < POINTS; i++) {
      var by = counts[i];
      points.add(new Point(from.plus(width.multipliedBy(i)), by[0], by[1], by[2], by[3]));
    }
    return points;
  }

  private static void add(long[][] counts, Object[] row) {
    var slot = Math.min(((Number) row[0]).intValue(), POINTS - 1);
    for (int rank = 0; rank < counts[slot].length; rank++) {
      counts[slot][rank] += ((Number) row[rank + 1]).longValue();
    }
  }
}
