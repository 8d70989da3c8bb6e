package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Amount;
import io.trustfabric.monitoring.budget.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/// Sums up what was measured within spans of time, for many SLOs and spans in one statement. Whole
/// hours come from `slo_hours`; only at a span's ends, and where a measurement crosses an hour, are
/// measurements read themselves, and taken pro rata by time.
@ApplicationScoped
public class SpanSums {

  /// A measurement that reaches into a span starts in it or is the last to start before it, since
  /// windows do not overlap.
  private static final String REACHING_IN =
      """
      SELECT a.key, p.part, m.us AS of_us, m.good_weight, m.total_weight
      FROM asked a CROSS JOIN LATERAL (
        SELECT t.*, extract(epoch FROM t.window_end - t.window_start) * 1000000 AS us FROM (
          (SELECT good_weight, total_weight, window_start, window_end FROM slo_tracking
           WHERE slo_id = a.slo_id AND window_start >= a.starts AND window_start < a.ends %1$s)
          UNION ALL
          (SELECT good_weight, total_weight, window_start, window_end FROM slo_tracking
           WHERE slo_id = a.slo_id AND window_start < a.starts %1$s
           ORDER BY window_start DESC LIMIT 1)) t
        WHERE t.window_end > a.starts) m
      CROSS JOIN LATERAL (SELECT extract(epoch FROM
        least(m.window_end, a.ends) - greatest(m.window_start, a.starts)) * 1000000 AS part) p
      WHERE %2$s
      """;

  /// A part is divided with 30 decimals more than it needs, so that parts add up to the whole.
  private static final String SUMS =
      """
      WITH asked AS MATERIALIZED (
        SELECT * FROM unnest(?::integer[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::boolean[])
          AS a(key, slo_id, starts, ends, whole_hours)),
      reaching AS (%s UNION ALL %s),
      parts AS (
        SELECT a.key, h.good, h.total, h.covered, h.longest
        FROM asked a CROSS JOIN LATERAL (
          SELECT sum(good_weight) AS good, sum(total_weight) AS total, sum(covered_us) AS covered,
                 max(longest_us) AS longest
          FROM slo_hours WHERE slo_id = a.slo_id AND hour >= a.starts AND hour < a.ends) h
        WHERE a.whole_hours
        UNION ALL
        SELECT key,
          CASE WHEN part = of_us THEN good_weight ELSE good_weight * part * 1.%3$s / of_us END,
          CASE WHEN part = of_us THEN total_weight ELSE total_weight * part * 1.%3$s / of_us END,
          part, of_us
        FROM reaching)
      SELECT key, coalesce(sum(good), 0), coalesce(sum(total), 0), coalesce(sum(covered), 0)::bigint,
             coalesce(max(longest), 0)::bigint
      FROM parts GROUP BY key
      """
          .formatted(
              REACHING_IN.formatted("AND crosses_hour", "a.whole_hours"),
              REACHING_IN.formatted("", "NOT a.whole_hours"),
              "0".repeat(30));

  private final EntityManager entityManager;

  SpanSums(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// What is summed up, one sum after the other; each over any number of spans of one SLO.
  public static final class Asked {

    private final List<UUID> slos = new ArrayList<>();
    private final List<List<Span>> spans = new ArrayList<>();

    /// @return the number of the sum
    public int add(UUID sloId, List<Span> spans) {
      slos.add(sloId);
      this.spans.add(spans);
      return slos.size() - 1;
    }

    public List<Span> spans(int number) {
      return spans.get(number);
    }

    public UUID slo(int number) {
      return slos.get(number);
    }

    public int size() {
      return slos.size();
    }
  }

  /// The parts that the statement is asked for: whole hours, or not.
  private record Parts(
      List<Integer> key,
      List<UUID> slo,
      List<Instant> from,
      List<Instant> to,
      List<Boolean> hours) {

    Parts() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void split(int number, UUID sloId, Span span) {
      var first = span.from().truncatedTo(ChronoUnit.HOURS);
      var firstWhole = first.equals(span.from()) ? first : first.plus(1, ChronoUnit.HOURS);
      var lastWhole = span.to().truncatedTo(ChronoUnit.HOURS);
      if (firstWhole.isBefore(lastWhole)) {
        add(number, sloId, new Span(span.from(), firstWhole), false);
        add(number, sloId, new Span(firstWhole, lastWhole), true);
        add(number, sloId, new Span(lastWhole, span.to()), false);
      } else {
        add(number, sloId, span, false);
      }
    }

    private void add(int number, UUID sloId, Span span, boolean wholeHours) {
      if (!span.isEmpty()) {
        key.add(number);
        slo.add(sloId);
        from.add(span.from());
        to.add(span.to());
        hours.add(wholeHours);
      }
    }
  }

  /// The sums, in the order in which they were asked for.
  public List<Amount> of(Asked asked) {
    var parts = new Parts();
    for (int i = 0; i < asked.size(); i++) {
      for (var span : asked.spans(i)) {
        parts.split(i, asked.slo(i), span);
      }
    }
    return entityManager
        .unwrap(Session.class)
        .doReturningWork(connection -> read(connection, parts, asked.size()));
  }

  private static List<Amount> read(Connection connection, Parts parts, int size)
      throws SQLException {
    var sums = new Amount[size];
    Arrays.fill(sums, Amount.NOTHING);
    try (var statement = connection.prepareStatement(SUMS)) {
      statement.setArray(1, connection.createArrayOf("integer", parts.key().toArray()));
      statement.setArray(2, connection.createArrayOf("uuid", parts.slo().toArray()));
      statement.setArray(3, connection.createArrayOf("timestamptz", parts.from().toArray()));
      statement.setArray(4, connection.createArrayOf("timestamptz", parts.to().toArray()));
      statement.setArray(5, connection.createArrayOf("boolean", parts.hours().toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          sums[rows.getInt(1)] =
              new Amount(
                  rows.getBigDecimal(2), rows.getBigDecimal(3), rows.getLong(4), rows.getLong(5));
        }
      }
    }
    return List.of(sums);
  }
}
