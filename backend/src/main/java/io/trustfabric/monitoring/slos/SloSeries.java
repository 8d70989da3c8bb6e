package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Objective;
import io.trustfabric.monitoring.budget.Span;
import io.trustfabric.monitoring.slos.SloSeriesView.SeriesPoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.Session;

/// An SLO over time. However much was measured, a series has few points, and the worst and best
/// measurement of each stretch are among them.
@ApplicationScoped
public class SloSeries {

  private static final String COUNT =
      """
      SELECT count(*) FROM (SELECT FROM slo_tracking
        WHERE slo_id = ?::uuid AND window_start >= ?::timestamptz AND window_start < ?::timestamptz LIMIT ?) t
      """;

  /// Of each bucket the worst and the best window, and every gap that is longer than a bucket, at
  /// its middle. Every window is a bucket of its own where the buckets are as many microseconds
  /// long as nothing.
  private static final String POINTS =
      """
      WITH measured AS MATERIALIZED (
        SELECT window_end AS at, window_start, lag(window_end) OVER (ORDER BY window_start) AS before,
               CASE WHEN total_weight > 0 THEN good_weight * 1.000000000000000000 / total_weight END AS sli,
               CASE WHEN ?::bigint = 0 THEN row_number() OVER ()
                    ELSE floor(extract(epoch FROM window_start - ?::timestamptz) * 1000000 / ?::bigint) END AS bucket
        FROM slo_tracking
        WHERE slo_id = ?::uuid AND window_start >= ?::timestamptz AND window_start < ?::timestamptz)
      (SELECT DISTINCT ON (bucket) at, sli FROM measured ORDER BY bucket, sli NULLS LAST, at)
      UNION
      (SELECT DISTINCT ON (bucket) at, sli FROM measured ORDER BY bucket, sli DESC NULLS LAST, at)
      UNION ALL
      (SELECT before + (window_start - before) / 2, NULL FROM measured
       WHERE extract(epoch FROM window_start - before) * 1000000 > ?::bigint)
      ORDER BY at
      """;

  private final SloFigures figures;
  private final SpanSums sums;
  private final EntityManager entityManager;

  SloSeries(SloFigures figures, SpanSums sums, EntityManager entityManager) {
    this.figures = figures;
    this.sums = sums;
    this.entityManager = entityManager;
  }

  SloSeriesView of(SloDefinition definition, Instant from, Instant to, int points) {
    var span = new Span(from, to);
    // All windows with a gap before each, or two windows and a gap a bucket.
    var all =
        entityManager
                .unwrap(Session.class)
                .doReturningWork(c -> count(c, definition.id, span, points))
            <= points / 2;
    var bucket = all ? 0 : Math.ceilDiv(span.micros(), points / 3);
    var sli =
        entityManager
            .unwrap(Session.class)
            .doReturningWork(c -> read(c, definition.id, span, bucket));
    var objective = new Objective(definition.objective());
    var burn = sli.stream().map(p -> burn(p, objective)).toList();
    var times = times(span, sli, points);
    var excluded = figures.excluded(List.of(definition), to).getOrDefault(definition.id, List.of());
    return new SloSeriesView(
        definition.id,
        from,
        to,
        !all,
        sli.stream().map(p -> SeriesPoint.of(p.at(), p.value())).toList(),
        burn,
        remaining(definition, times, excluded),
        remaining(definition, times, List.of()),
        SloExclusions.approved(definition.id, from, to).stream()
            .map(SloExclusionView::of)
            .toList());
  }

  private static SeriesPoint burn(SeriesPoint sli, Objective objective) {
    return SeriesPoint.of(
        sli.at(),
        sli.value() == null
            ? null
            : BigDecimal.ONE
                .subtract(sli.value())
                .divide(objective.allowed(), MathContext.DECIMAL128));
  }

  /// When the budget is looked at: at even steps, and right after the worst windows.
  private static List<Instant> times(Span span, List<SeriesPoint> sli, int points) {
    var times = new TreeSet<Instant>();
    var steps = points / 3;
    for (int i = 0; i <= steps - 1; i++) {
      times.add(span.from().plus(span.micros() / (steps - 1) * i, ChronoUnit.MICROS));
    }
    times.add(span.to());
    sli.stream()
        .filter(p -> p.value() != null && !p.at().isAfter(span.to()))
        .sorted(Comparator.comparing(SeriesPoint::value))
        .limit(steps)
        .forEach(p -> times.add(p.at()));
    return List.copyOf(times);
  }

  /// What was left at each time. What was measured is summed up once between all times that matter,
  /// and each period is the difference of two sums.
  private List<SeriesPoint> remaining(
      SloDefinition definition, List<Instant> times, List<Span> excluded) {
    var starts = times.stream().map(t -> definition.period.around(t, definition.zone())).toList();
    var edges = new TreeSet<>(times);
    starts.forEach(period -> edges.add(period.from()));
    var order = List.copyOf(edges);
    var asked = new SpanSums.Asked();
    for (int i = 1; i < order.size(); i++) {
      asked.add(definition.id, new Span(order.get(i - 1), order.get(i)).without(excluded));
    }
    var running = new RunningSums(order, sums.of(asked));
    var since = figures.since(definition);
    var remaining = new ArrayList<SeriesPoint>();
    for (int i = 0; i < times.size(); i++) {
      var at = times.get(i);
      var period = starts.get(i);
      var reading =
          new SloReading(
              definition,
              at,
              period,
              running.between(period.from(), at),
              null,
              since,
              null,
              List.of());
      remaining.add(SeriesPoint.of(at, reading.budget().remaining()));
    }
    return remaining;
  }

  private static long count(Connection connection, UUID sloId, Span span, int most)
      throws SQLException {
    try (var statement = connection.prepareStatement(COUNT)) {
      statement.setString(1, sloId.toString());
      statement.setString(2, span.from().toString());
      statement.setString(3, span.to().toString());
      statement.setInt(4, most);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static List<SeriesPoint> read(
      Connection connection, UUID sloId, Span span, long bucketMicros) throws SQLException {
    var from = span.from().toString();
    try (var statement = connection.prepareStatement(POINTS)) {
      statement.setLong(1, bucketMicros);
      statement.setString(2, from);
      statement.setLong(3, Math.max(bucketMicros, 1));
      statement.setString(4, sloId.toString());
      statement.setString(5, from);
      statement.setString(6, span.to().toString());
      statement.setLong(7, bucketMicros);
      try (var rows = statement.executeQuery()) {
        var points = new ArrayList<SeriesPoint>();
        while (rows.next()) {
          points.add(
              new SeriesPoint(
                  rows.getObject(1, OffsetDateTime.class).toInstant(), rows.getBigDecimal(2)));
        }
        return points;
      }
    }
  }
}
