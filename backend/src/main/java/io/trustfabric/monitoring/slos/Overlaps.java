package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.Session;

/// Names the windows that overlap. That none do is held by the database's exclusion constraint;
/// here it is found out which, while the SLO is held.
@ApplicationScoped
class Overlaps {

  private static final String MEASURED =
      """
      SELECT a.n, o.window_start, o.window_end
      FROM unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[]) WITH ORDINALITY AS a(slo_id, starts, ends, n)
      CROSS JOIN LATERAL (
        (SELECT window_start, window_end FROM slo_tracking
         WHERE slo_id = a.slo_id AND window_start >= a.starts AND window_start < a.ends
         ORDER BY window_start LIMIT 1)
        UNION ALL
        (SELECT window_start, window_end FROM slo_tracking
         WHERE slo_id = a.slo_id AND window_start < a.starts ORDER BY window_start DESC LIMIT 1)) o
      WHERE o.window_end > a.starts ORDER BY a.n LIMIT 1
      """;

  private final EntityManager entityManager;

  Overlaps(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// @throws Invalid when two of them overlap
  /// @throws Conflict when one overlaps what was measured already
  void refuse(List<SloMeasurement> measurements) {
    refuseAmong(measurements);
    entityManager
        .unwrap(Session.class)
        .doWork(connection -> refuseMeasured(connection, measurements));
  }

  private static void refuseAmong(List<SloMeasurement> measurements) {
    var order =
        IntStream.range(0, measurements.size())
            .boxed()
            .sorted(Comparator.comparing(i -> measurements.get(i).windowStart))
            .toList();
    var furthest = new HashMap<UUID, Integer>();
    var errors = new ArrayList<Invalid.Field>();
    for (var i : order) {
      var measurement = measurements.get(i);
      var before = furthest.putIfAbsent(measurement.sloId, i);
      if (before == null) {
        continue;
      }
      var reaching = measurements.get(before);
      if (reaching.window().overlaps(measurement.window())) {
        errors.add(
            new Invalid.Field(
                "/%d/windowStart".formatted(Math.max(i, before)),
                "overlaps the window of /" + Math.min(i, before)));
      }
      if (measurement.windowEnd.isAfter(reaching.windowEnd)) {
        furthest.put(measurement.sloId, i);
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors.subList(0, Math.min(errors.size(), 1_000)));
    }
  }

  private static void refuseMeasured(Connection connection, List<SloMeasurement> measurements)
      throws SQLException {
    try (var statement = connection.prepareStatement(MEASURED)) {
      statement.setArray(
          1, connection.createArrayOf("uuid", measurements.stream().map(m -> m.sloId).toArray()));
      statement.setArray(2, times(connection, measurements.stream().map(m -> m.windowStart)));
      statement.setArray(3, times(connection, measurements.stream().map(m -> m.windowEnd)));
      try (var rows = statement.executeQuery()) {
        if (rows.next()) {
          var refused = measurements.get(rows.getInt(1) - 1);
          throw new Conflict(
              "The window %s to %s of %s overlaps %s to %s, which was measured already."
                  .formatted(
                      refused.windowStart,
                      refused.windowEnd,
                      refused.sloName,
                      rows.getObject(2, OffsetDateTime.class).toInstant(),
                      rows.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
    }
  }

  private static Array times(Connection connection, Stream<Instant> times) throws SQLException {
    return connection.createArrayOf("timestamptz", times.toArray());
  }
}
