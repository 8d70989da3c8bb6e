package io.trustfabric.security.incidents;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;

/// How long incidents took, of those detected in a stretch of time. An incident counts towards a
/// figure once both its times are known; one that is still open is counted as open, never as zero.
///
/// @param formulas what each figure means
/// @param bySeverity gravest first; a severity without incidents has none
/// @param byWeek weeks begin on Monday, 00:00 UTC; a week without incidents is there, with zeros
public record IncidentMetrics(
    Instant from,
    Instant to,
    Formulas formulas,
    Figures overall,
    List<OfSeverity> bySeverity,
    List<OfWeek> byWeek) {

  /// The words, and how they are computed.
  public record Formulas(
      String timeToDetect,
      String timeToAcknowledge,
      String timeToMitigate,
      String timeToResolve,
      String duration,
      String median,
      String p90,
      String open) {}

  /// One kind of time over many incidents.
  ///
  /// @param mean arithmetic mean, in whole milliseconds; null when `n` is 0
  /// @param n incidents that have both times
  public record Spread(
      @Schema(nullable = true) Duration mean,
      @Schema(nullable = true) Duration median,
      @Schema(nullable = true) Duration p90,
      Long n) {}

  /// All figures of a group of incidents.
  ///
  /// @param incidents how many were detected
  /// @param open how many of them are neither resolved nor closed
  public record Figures(
      Long incidents,
      Long open,
      Spread timeToDetect,
      Spread timeToAcknowledge,
      Spread timeToMitigate,
      Spread timeToResolve,
      Spread duration) {}

  public record OfSeverity(IncidentSeverity severity, Figures figures) {}

  /// @param at the Monday it begins on
  public record OfWeek(Instant at, Figures figures) {}

  static final Formulas FORMULAS =
      new Formulas(
          "detectedAt - startedAt",
          "acknowledgedAt - detectedAt",
          "mitigatedAt - detectedAt",
          "resolvedAt - detectedAt",
          "resolvedAt - startedAt",
          "the middle value, or the mean of the two in the middle",
          "the value at 0.9 x (n - 1) of the values in order, interpolated between neighbours",
          "neither resolved nor closed; counts towards no figure whose second time is missing");

  private static final List<String> TIMES =
      List.of(
          "detected_at - started_at",
          "acknowledged_at - detected_at",
          "mitigated_at - detected_at",
          "resolved_at - detected_at",
          "resolved_at - started_at");

  private static final String SQL =
      """
      SELECT severity_rank, week, count(*), count(*) FILTER (WHERE is_open)%s
      FROM (SELECT severity_rank, is_open, date_trunc('week', detected_at AT TIME ZONE 'UTC') AS week%s
            FROM incidents WHERE detected_at >= :from AND detected_at < :to
              AND (cardinality(:severity) = 0 OR severity = ANY (:severity))
              AND (cardinality(:type) = 0 OR incident_type = ANY (:type))
              AND (cardinality(:service) = 0 OR service = ANY (:service))) i
      GROUP BY GROUPING SETS ((), (severity_rank), (week))
      ORDER BY severity_rank DESC NULLS FIRST, week NULLS FIRST
      """;

  static IncidentMetrics of(
      EntityManager entityManager, Instant from, Instant to, IncidentMetricsFilter filter) {
    var spreads = new StringBuilder();
    var columns = new StringBuilder();
    for (int i = 0; i < TIMES.size(); i++) {
      columns.append(", extract(epoch FROM %s) AS t%d".formatted(TIMES.get(i), i));
      spreads.append(
          ", avg(t%1$d), percentile_cont(0.5) WITHIN GROUP (ORDER BY t%1$d::float8), percentile_cont(0.9) WITHIN GROUP (ORDER BY t%1$d::float8), count(t%1$d)"
              .formatted(i));
    }
    var rows =
        entityManager
            .unwrap(Session.class)
            .createNativeQuery(SQL.formatted(spreads, columns), Object[].class)
            .setParameter("from", from)
            .setParameter("to", to)
            .setParameter("severity", array(filter.severity))
            .setParameter("type", array(filter.type))
            .setParameter("service", array(filter.service))
            .getResultList();
    return of(from, to, rows);
  }

  private static IncidentMetrics of(Instant from, Instant to, List<Object[]> rows) {
    Figures overall = null;
    var bySeverity = new ArrayList<OfSeverity>();
    var weeks = weeks(from, to);
    for (var row : rows) {
      if (row[0] != null) {
        var severity = IncidentSeverity.values()[((Number) row[0]).intValue()];
        bySeverity.add(new OfSeverity(severity, figures(row)));
      } else if (row[1] != null) {
        weeks.put(((LocalDateTime) row[1]).toInstant(ZoneOffset.UTC), figures(row));
      } else {
        overall = figures(row);
      }
    }
    return new IncidentMetrics(
        from,
        to,
        FORMULAS,
        overall,
        bySeverity,
        weeks.entrySet().stream().map(e -> new OfWeek(e.getKey(), e.getValue())).toList());
  }

  private static String[] array(List<String> values) {
    return values == null ? new String[0] : values.toArray(String[]::new);
  }

  private static Figures figures(Object[] row) {
    return new Figures(
        (Long) row[2],
        (Long) row[3],
        spread(row, 0),
        spread(row, 1),
        spread(row, 2),
        spread(row, 3),
        spread(row, 4));
  }

  private static Spread spread(Object[] row, int time) {
    var at = 4 + 4 * time;
    return new Spread(
        seconds(row[at]), seconds(row[at + 1]), seconds(row[at + 2]), (Long) row[at + 3]);
  }

  /// To the millisecond: what lies below says nothing about people.
  private static Duration seconds(Object value) {
    return value == null
        ? null
        : Duration.ofMillis(
            new BigDecimal(value.toString())
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
  }

  /// Every week that the stretch touches, empty.
  private static Map<Instant, Figures> weeks(Instant from, Instant to) {
    var none = new Spread(null, null, null, 0L);
    var empty = new Figures(0L, 0L, none, none, none, none, none);
    var weeks = new LinkedHashMap<Instant, Figures>();
    var day = from.atZone(ZoneOffset.UTC).toLocalDate();
    var monday = day.minusDays(day.getDayOfWeek().getValue() - 1L);
    for (var at = monday.atStartOfDay(ZoneOffset.UTC).toInstant();
        at.isBefore(to);
        at = at.plus(Duration.ofDays(7))) {
      weeks.put(at, empty);
    }
    return weeks;
  }
}
