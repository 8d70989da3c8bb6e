package io.trustfabric.trust.facts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/// SLOs that hold, how each stood when it was last measured, and which alert pairs fire.
///
/// A measurement says how its SLO stood when it came in, with all that was known then. What is left
/// of the budget is kept to the hundredth and the end of what was measured to the hour, so that a
/// steady SLO makes few rows.
final class SloFacts implements Follower {

  @Override
  public Map<String, Set<String>> fields() {
    return Map.of(
        "slo_definition", Set.of("service", "name", "lifecycle"),
        "slo_measurement", Set.of("sloId", "windowEnd", "asRecorded"),
        "slo_alert",
            Set.of("sloId", "service", "sloName", "pair", "severity", "startedAt", "endedAt"));
  }

  @Override
  public Set<String> unchanging() {
    return Set.of("slo_measurement");
  }

  @Override
  public void follow(SeenChange change, FactBook book) {
    switch (change.type()) {
      case "slo_definition" ->
          book.keep(
              change,
              "slo",
              change.is("lifecycle", "active")
                  ? book.newFact()
                      .put("service", change.text("service"))
                      .put("name", change.text("name"))
                  : null);
      case "slo_measurement" -> measurement(change, book);
      default ->
          book.keep(
              change,
              "slo_alert",
              change.has("endedAt")
                  ? null
                  : book.newFact()
                      .put("sloId", change.text("sloId"))
                      .put("name", change.text("service") + "/" + change.text("sloName"))
                      .put("pair", change.text("pair"))
                      .put("severity", change.text("severity"))
                      .put("startedAt", change.text("startedAt")));
    }
  }

  private static void measurement(SeenChange change, FactBook book) {
    var slo = change.text("sloId");
    var recorded = change.after().path("asRecorded");
    var fact = book.fact("slo_standing", slo);
    var until = Instant.parse(change.text("windowEnd")).truncatedTo(ChronoUnit.HOURS).toString();
    if (until.compareTo(fact.path("until").asText()) > 0) {
      fact.put("until", until);
    }
    fact.put("status", recorded.path("status").asText());
    if (recorded.hasNonNull("errorBudget")) {
      fact.put(
          "remaining",
          new BigDecimal(recorded.path("errorBudget").asText())
              .setScale(2, RoundingMode.FLOOR)
              .toPlainString());
    } else {
      fact.remove("remaining");
    }
    book.put("slo_standing", slo, fact);
  }
}
