package io.trustfabric.chaosrun;

import io.trustfabric.chaosrun.experiments.Conduct.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The results for people at a terminal, and for the page that keeps them.
record ResultTable(List<Result> results) {

  String text() {
    var lines = new ArrayList<String>();
    lines.add(
        "| experiment | outcome | failed before / during / after | p95 before / during / after, ms | recovery, ms | probe's lag p99, ms |");
    lines.add("|---|---|---|---|---|---|");
    for (var result : results) {
      var record = result.record();
      lines.add(
          "| %s | %s | %s / %s / %s | %s / %s / %s | %s | %.1f |"
              .formatted(
                  result.id(),
                  record.path("outcome").asText("none"),
                  share(record.path("errorRateBefore")),
                  share(record.path("errorRateDuring")),
                  share(record.path("errorRateAfter")),
                  millis(record.path("latencyP95Before")),
                  millis(record.path("latencyP95During")),
                  millis(record.path("latencyP95After")),
                  record.path("recoveryTimeMs").asText("-"),
                  result.seen().samples().lagP99Millis()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  /// Why an experiment is not passed, and what else was seen.
  String details() {
    var lines = new ArrayList<String>();
    for (var result : results) {
      result.notes().forEach(note -> lines.add("%s: %s".formatted(result.id(), note)));
      if (!result.passed()) {
        lines.add(
            "%s: answers by status %s before, %s during, %s after"
                .formatted(
                    result.id(),
                    result.seen().before().statuses(),
                    result.seen().during().statuses(),
                    result.seen().after().statuses()));
        for (var reason : result.record().path("reasons")) {
          if (!List.of("held", "not_applicable").contains(reason.path("finding").asText())) {
            lines.add(
                "%s: %s is %s: %s"
                    .formatted(
                        result.id(),
                        reason.path("rule").asText(),
                        reason.path("finding").asText(),
                        reason.path("figures")));
          }
        }
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String share(com.fasterxml.jackson.databind.JsonNode value) {
    return value.isNumber()
        ? String.format(Locale.ROOT, "%.1f %%", value.doubleValue() * 100)
        : "-";
  }

  private static String millis(com.fasterxml.jackson.databind.JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.0f", value.doubleValue()) : "-";
  }
}
