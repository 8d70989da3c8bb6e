package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.monitoring.budget.PairReading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Keeps which alert pairs fire: a record that starts and ends, and with it a line in the ledger
/// each time. Whoever calls this holds the SLO, so that each is told once.
@ApplicationScoped
class SloAlerts {

  /// Starts what fires and is not known to, ends what fires no more.
  ///
  /// @return how many started or ended
  @Transactional
  int follow(Collection<SloReading> readings) {
    var known = known(readings.stream().map(reading -> reading.definition().id).toList());
    var changed =
        readings.stream()
            .mapToInt(r -> follow(r, known.getOrDefault(r.definition().id, List.of())))
            .sum();
    SloAlert.flush();
    return changed;
  }

  /// Whether what fires is what is known to.
  static boolean isKnown(SloReading reading, List<SloAlert> known) {
    return known.stream()
        .map(alert -> alert.pair)
        .collect(Collectors.toSet())
        .equals(reading.firing());
  }

  /// Those that fire as far as anybody has looked, by SLO.
  static Map<UUID, List<SloAlert>> known(List<UUID> sloIds) {
    return SloAlert.<SloAlert>list("sloId in ?1 and endedAt is null", sloIds).stream()
        .collect(Collectors.groupingBy(alert -> alert.sloId));
  }

  /// Ends all of a retired SLO.
  @Transactional
  void end(UUID sloId, Instant at, String reason) {
    known(List.of(sloId)).values().stream()
        .flatMap(List::stream)
        .forEach(alert -> alert.end(at, reason));
    SloAlert.flush();
  }

  private static int follow(SloReading reading, List<SloAlert> known) {
    var firing = reading.firing();
    var changed = 0;
    for (var alert : known) {
      if (!firing.contains(alert.pair)) {
        alert.end(reading.at(), null);
        changed++;
      }
    }
    var there = known.stream().map(alert -> alert.pair).collect(Collectors.toSet());
    for (var pair : reading.pairs()) {
      if (pair.isFiring() && !there.contains(pair.pair())) {
        start(reading, pair);
        changed++;
      }
    }
    return changed;
  }

  private static void start(SloReading reading, PairReading pair) {
    var definition = reading.definition();
    var alert = new SloAlert(definition, pair.pair(), reading.at());
    alert.factor = Decimals.shown(pair.pair().factor(definition.period));
    alert.longBurn = Decimals.shown(pair.longBurn());
    alert.shortBurn = Decimals.shown(pair.shortBurn());
    alert.persist();
  }
}
