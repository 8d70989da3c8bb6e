package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.monitoring.slos.SloServiceView.SloInBrief;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The services that promise something, in order of name.
@ApplicationScoped
public class ServiceStandings {

  private static final int MAX_LIMIT = 50;
  private static final int AT_ONCE = 500;
  private static final int SHOWN = 100;

  private final SloFigures figures;
  private final EntityManager entityManager;

  ServiceStandings(SloFigures figures, EntityManager entityManager) {
    this.figures = figures;
    this.entityManager = entityManager;
  }

  /// Services after a name.
  ///
  /// @param after null for the first
  /// @throws Invalid when `limit` is out of bounds or `after` cannot be a name
  Page<SloServiceView> page(String after, String limit) {
    var number = limit(limit);
    if (after != null && after.indexOf('\0') >= 0) {
      throw Invalid.field("?cursor", "is not a cursor of this list");
    }
    var names =
        entityManager
            .createQuery(
                "select d.service from SloDefinition d where d.service > ?1 group by d.service order by d.service",
                String.class)
            .setParameter(1, after == null ? "" : after)
            .setMaxResults(number + 1)
            .getResultList();
    var more = names.size() > number;
    var shown = more ? names.subList(0, number) : names;
    var readings = readings(shown);
    var items =
        shown.stream().map(name -> view(name, readings.getOrDefault(name, List.of()))).toList();
    return new Page<>(
        items,
        new Page.Info(number, more ? shown.getLast() : null, names.size(), !more && after == null));
  }

  private Map<String, List<SloReading>> readings(List<String> services) {
    var readings = new HashMap<String, List<SloReading>>();
    var now = Clock.now();
    var after = new UUID(0, 0);
    List<SloDefinition> next;
    do {
      next =
          SloDefinition.<SloDefinition>find(
                  "service in ?1 and lifecycle = ?2 and id > ?3 order by id",
                  services,
                  SloLifecycle.ACTIVE,
                  after)
              .page(0, AT_ONCE)
              .list();
      for (var reading : figures.read(next, now, Map.of()).values()) {
        readings
            .computeIfAbsent(reading.definition().service, name -> new ArrayList<>())
            .add(reading);
      }
      after = next.isEmpty() ? after : next.getLast().id;
    } while (next.size() == AT_ONCE);
    return readings;
  }

  private static SloServiceView view(String service, List<SloReading> readings) {
    var slos =
        readings.stream()
            .map(ServiceStandings::slo)
            .sorted(
                Comparator.comparing(SloInBrief::status)
                    .thenComparing(
                        SloInBrief::remaining, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(SloInBrief::name))
            .toList();
    return new SloServiceView(
        service,
        (long) slos.size(),
        slos.isEmpty() ? null : slos.getFirst().status(),
        slos.stream()
            .map(SloInBrief::remaining)
            .filter(Objects::nonNull)
            .min(BigDecimal::compareTo)
            .orElse(null),
        slos.stream().mapToLong(SloInBrief::firing).sum(),
        slos.subList(0, Math.min(slos.size(), SHOWN)));
  }

  private static SloInBrief slo(SloReading reading) {
    return new SloInBrief(
        reading.definition().id,
        reading.definition().name,
        reading.definition().sloType,
        reading.status(),
        Decimals.shown(reading.budget().remaining()),
        Decimals.shown(reading.budgetWithoutExclusions().remaining()),
        Decimals.shown(reading.budget().burnRate()),
        (long) reading.firing().size());
  }

  private static int limit(String text) {
    try {
      var limit = text == null ? MAX_LIMIT : Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // refused below like a limit out of bounds
    }
    throw Invalid.field("?limit", "must be a whole number from 1 to " + MAX_LIMIT);
  }
}
