package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Span;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Times between measurements in which nothing was measured.
///
/// @param count how many there are
/// @param total how long they are together
/// @param longest the longest of them, at most 100, in order of time
public record SloGaps(Long count, Duration total, List<SloGap> longest) {

  static final SloGaps NONE = new SloGaps(0L, Duration.ZERO, List.of());

  /// One of them: `from <= t < to`.
  public record SloGap(Instant from, Instant to) {}

  private static final String GAPS =
      """
      SELECT greatest(before, ?::timestamptz), window_start, count(*) OVER (),
             sum(extract(epoch FROM window_start - greatest(before, ?::timestamptz))) OVER ()
      FROM (
        SELECT window_start, lag(window_end) OVER (ORDER BY window_start) AS before FROM slo_tracking
        WHERE slo_id = ?::uuid AND window_start < ?::timestamptz AND window_start >= coalesce(
          (SELECT max(window_start) FROM slo_tracking WHERE slo_id = ?::uuid AND window_start < ?::timestamptz),
          '-infinity')) w
      WHERE before < window_start AND window_start > ?::timestamptz
      ORDER BY window_start - greatest(before, ?::timestamptz) DESC LIMIT 100
      """;

  /// The gaps between measurements within a span; what comes after the last one is none yet.
  static SloGaps within(Connection connection, UUID sloId, Span span) throws SQLException {
    var from = span.from().toString();
    try (var statement = connection.prepareStatement(GAPS)) {
      var parameters =
          List.of(
              from,
              from,
              sloId.toString(),
              span.to().toString(),
              sloId.toString(),
              from,
              from,
              from);
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      try (var rows = statement.executeQuery()) {
        var gaps = new ArrayList<SloGap>();
        var found = NONE;
        while (rows.next()) {
          gaps.add(new SloGap(instant(rows.getObject(1)), instant(rows.getObject(2))));
          found =
              new SloGaps(
                  rows.getLong(3),
                  Duration.ofMillis(rows.getBigDecimal(4).movePointRight(3).longValue()),
                  gaps);
        }
        gaps.sort(Comparator.comparing(SloGap::from));
        return found;
      }
    }
  }

  private static Instant instant(Object time) {
    return time instanceof OffsetDateTime offset
        ? offset.toInstant()
        : ((java.sql.Timestamp) time).toInstant();
  }
}
