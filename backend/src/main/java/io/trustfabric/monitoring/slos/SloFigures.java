package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.AlertPair;
import io.trustfabric.monitoring.budget.Amount;
import io.trustfabric.monitoring.budget.Objective;
import io.trustfabric.monitoring.budget.PairReading;
import io.trustfabric.monitoring.budget.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// Reads what figures are made of, for many SLOs in three statements.
@ApplicationScoped
public class SloFigures {

  private static final String REACH =
      """
      SELECT a.n, (SELECT min(window_start) FROM slo_tracking WHERE slo_id = a.slo_id),
        (SELECT window_end FROM slo_tracking WHERE slo_id = a.slo_id AND window_start < ?::timestamptz
         ORDER BY window_start DESC LIMIT 1)
      FROM unnest(?::uuid[]) WITH ORDINALITY AS a(slo_id, n)
      """;

  private final SpanSums sums;
  private final EntityManager entityManager;

  SloFigures(SpanSums sums, EntityManager entityManager) {
    this.sums = sums;
    this.entityManager = entityManager;
  }

  /// From when to when something was measured; null where nothing was.
  private record Reach(Instant since, Instant until) {

    Reach and(SloMeasurement measurement) {
      return new Reach(
          since == null || measurement.windowStart.isBefore(since)
              ? measurement.windowStart
              : since,
          until == null || measurement.windowEnd.isAfter(until) ? measurement.windowEnd : until);
    }
  }

  /// How an SLO stands.
  public SloStanding standing(SloDefinition definition, Instant at) {
    return SloStanding.of(read(definition, at));
  }

  SloReading read(SloDefinition definition, Instant at) {
    return read(List.of(definition), at, Map.of()).get(definition.id);
  }

  /// One reading for each definition, in their order.
  ///
  /// @param arriving measurements that are not stored yet and count all the same
  Map<UUID, SloReading> read(
      Collection<SloDefinition> definitions, Instant at, Map<UUID, List<SloMeasurement>> arriving) {
    if (definitions.isEmpty()) {
      return Map.of();
    }
    var excluded = excluded(definitions, at);
    var asked = new SpanSums.Asked();
    for (var definition : definitions) {
      ask(definition, at, excluded.getOrDefault(definition.id, List.of()), asked);
    }
    var amounts = new ArrayList<>(sums.of(asked));
    add(arriving, asked, amounts);
    var reach = reach(definitions, at);
    arriving.forEach((id, all) -> all.forEach(m -> reach.computeIfPresent(id, (k, r) -> r.and(m))));
    var readings = new LinkedHashMap<UUID, SloReading>();
    var next = amounts.iterator();
    for (var definition : definitions) {
      readings.put(definition.id, reading(definition, at, next, reach.get(definition.id)));
    }
    return readings;
  }

  /// Asks for the period without and with what is excluded, then for each pair's windows.
  private static void ask(
      SloDefinition definition, Instant at, List<Span> excluded, SpanSums.Asked asked) {
    var period = soFar(definition, at);
    asked.add(definition.id, period.without(excluded));
    asked.add(definition.id, List.of(period));
    for (var pair : AlertPair.values()) {
      asked.add(definition.id, Span.before(at, pair.longWindow()).without(excluded));
      asked.add(definition.id, Span.before(at, pair.shortWindow()).without(excluded));
    }
  }

  private static SloReading reading(
      SloDefinition definition, Instant at, Iterator<Amount> amounts, Reach reach) {
    var counted = amounts.next();
    var all = amounts.next();
    var objective = new Objective(definition.objective());
    var pairs = new ArrayList<PairReading>();
    for (var pair : AlertPair.values()) {
      pairs.add(
          new PairReading(pair, definition.period, objective, amounts.next(), amounts.next()));
    }
    return new SloReading(
        definition,
        at,
        definition.period.around(at, definition.zone()),
        counted,
        all,
        reach.since,
        reach.until,
        pairs);
  }

  private static Span soFar(SloDefinition definition, Instant at) {
    return new Span(definition.period.around(at, definition.zone()).from(), at);
  }

  private static void add(
      Map<UUID, List<SloMeasurement>> arriving, SpanSums.Asked asked, List<Amount> amounts) {
    if (arriving.isEmpty()) {
      return;
    }
    for (int i = 0; i < asked.size(); i++) {
      for (var measurement : arriving.getOrDefault(asked.slo(i), List.of())) {
        for (var span : asked.spans(i)) {
          amounts.set(i, amounts.get(i).plus(measurement.within(span)));
        }
      }
    }
  }

  /// What is excluded, by SLO and in order of time.
  Map<UUID, List<Span>> excluded(Collection<SloDefinition> definitions, Instant before) {
    var ids = definitions.stream().map(definition -> definition.id).toList();
    return SloExclusion.<SloExclusion>list(
            "sloId in ?1 and status = ?2 and startsAt < ?3 order by startsAt",
            ids,
            ExclusionStatus.APPROVED,
            before)
        .stream()
        .collect(
            Collectors.groupingBy(
                exclusion -> exclusion.sloId,
                Collectors.mapping(SloExclusion::span, Collectors.toList())));
  }

  /// When something was first measured of it; null when never.
  Instant since(SloDefinition definition) {
    return reach(List.of(definition), definition.createdAt).get(definition.id).since;
  }

  private Map<UUID, Reach> reach(Collection<SloDefinition> definitions, Instant at) {
    var ids = definitions.stream().map(definition -> definition.id).toArray();
    return entityManager
        .unwrap(Session.class)
        .doReturningWork(connection -> reach(connection, ids, at));
  }

  private static Map<UUID, Reach> reach(Connection connection, Object[] ids, Instant at)
      throws SQLException {
    var reach = new HashMap<UUID, Reach>();
    try (var statement = connection.prepareStatement(REACH)) {
      statement.setString(1, at.toString());
      statement.setArray(2, connection.createArrayOf("uuid", ids));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          reach.put(
              (UUID) ids[rows.getInt(1) - 1],
              new Reach(
                  instant(rows.getObject(2, OffsetDateTime.class)),
                  instant(rows.getObject(3, OffsetDateTime.class))));
        }
      }
    }
    return reach;
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
