package io.trustfabric.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The figures as Markdown, which is also what the terminal shows.
final class Report {

  private static final String BEGIN = "<!-- figures: written by make bench -->";
  private static final String END = "<!-- end of the figures -->";

  private final StringBuilder text = new StringBuilder();

  String text() {
    return text.toString();
  }

  void line(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  void facts(List<String> facts) {
    facts.forEach(fact -> line("- " + fact));
    line("");
  }

  void single(SinglePosts.Throughput throughput, List<SinglePosts.Waiting> waiting) {
    line("## Single `POST /api/security/events`");
    line("");
    line(
        "Closed loop, %d connections, %d rounds each, alternating after warm-up; per second, median"
            + " (lowest to highest).",
        SinglePosts.CONNECTIONS, throughput.ours().size());
    line("");
    line("| | per second |");
    line("|---|---|");
    line("| our POST | %s |", spread(throughput.ours()));
    if (throughput.theirs().size() > 0) {
      line("| `pgbench -M prepared`, same statements | %s |", spread(throughput.theirs()));
      line(
          "| **ratio of medians** (target >= 0.5) | **%.2f** %s |",
          throughput.ratio(), verdict(throughput.ratio() >= 0.5));
    }
    line("");
    line("Failures: %d. One POST sends, between BEGIN and COMMIT:", throughput.failures());
    line("");
    for (var statement : throughput.statements()) {
      line("- `%s`", shortened(statement));
    }
    line("");
    line(
        "Open model (Poisson, at shares of the closed throughput); milliseconds from the scheduled time.");
    line("");
    line("| rate | per second | p50 / p95 / p99 / max | generator's lag p99 / max | failures |");
    line("|---|---|---|---|---|");
    for (var wait : waiting) {
      var lag = wait.result().lag();
      line(
          "| %.0f %% | %.0f | %s | %.1f / %.1f | %d |",
          wait.share() * 100,
          wait.perSecond(),
          wait.result().latency().latencies(),
          lag.percentile(99),
          lag.max(),
          wait.result().failures());
    }
    line("");
  }

  void batches(Batches.Result result) {
    line("## Batch of %,d", Batches.SIZE);
    line("");
    line(
        "Rows per second, median (lowest to highest) of %d alternating rounds. `COPY` writes the rows of"
            + " the batch before it once more, ready-made, under new ids, in one transaction: events, line,"
            + " batch rows, payloads, pending.",
        result.ours().size());
    line("");
    line("| | rows per second |");
    line("|---|---|");
    line("| `POST /api/security/events/batch` | %s |", spread(result.ours()));
    line("| `COPY` in an open session | %s |", spread(result.theirs()));
    line(
        "| **ratio of medians** (target >= 0.8) | **%.2f** %s |",
        result.ratio(), verdict(result.ratio() >= 0.8));
    line("");
  }

  void evaluation(Evaluating.Result result) {
    line("## Evaluation of %,d answers", Evaluating.ITEMS);
    line("");
    line(
        "Seconds, median (lowest to highest) of %d alternating rounds, over HTTP; each is compared with the"
            + " one before it. `COPY` writes the rows that are kept of it once more, ready-made, in one"
            + " transaction.",
        result.ours().size());
    line("");
    line("| | seconds |");
    line("|---|---|");
    line("| `POST /api/quality/golden-datasets/{id}/evaluations` | %s |", seconds(result.ours()));
    line("| `COPY` of evaluation, answers and outcomes | %s |", seconds(result.theirs()));
    line("| ratio of medians | %.1f |", result.ratio());
    line("");
    line(
        "Median **%.2f s** (target < 5 s) %s.",
        result.ours().median(), verdict(result.ours().median() < 5));
    line("");
  }

  void sealing(Sealing.Result result) {
    line("## Sealing the ledger");
    line("");
    line(
        "%,d lines committed at once, until all have positions and come under a signed checkpoint; lines per"
            + " second, median (lowest to highest) of %d rounds.",
        Sealing.LINES, result.perSecond().size());
    line("");
    line("| | lines per second |");
    line("|---|---|");
    line("| ordered and sealed | %s |", spread(result.perSecond()));
    line("| written, one `INSERT` | %s |", spread(result.written()));
    line(
        "| **ratio to %,d a second** (target >= 1) | **%.2f** %s |",
        Sealing.TARGET_PER_SECOND, result.ratio(), verdict(result.ratio() >= 1));
    line("");
  }

  void drift(Drift.Result result) {
    line("## Kolmogorov-Smirnov on %,d values", 2 * Drift.VALUES);
    line("");
    line(
        "Two samples of %,d values each in one body of %s (the API takes 8 MiB), read, digested and computed"
            + " by the backend; seconds, median (lowest to highest) of %d rounds.",
        Drift.VALUES, Drift.mebibytes(result.bytes()), result.ours().size());
    line("");
    line("| | seconds |");
    line("|---|---|");
    line("| `POST /api/modelops/drift-detections` | %s |", seconds(result.ours()));
    line("| `Arrays.sort` of both samples, in process | %s |", seconds(result.theirs()));
    line("| ratio of medians | %.1f |", result.ratio());
    line("");
    line(
        "Median **%.2f s** (target < 2 s) %s.",
        result.ours().median(), verdict(result.ours().median() < 2));
    line("");
  }

  void lists(Lists.Result small, Lists.Result large) {
    line("## Lists: %,d rows against %,d", small.size(), large.size());
    line("");
    line(
        "Shared buffers touched, from `EXPLAIN (ANALYZE, BUFFERS)` of the very statements the backend"
            + " sent (taken from the server's log), run as the application's role; the worse of the plan"
            + " for the values and the plan after %d executions in one session. Target: at most 1.5 times."
            + " HTTP: p95 in milliseconds from the scheduled time, all asks mixed.",
        8);
    line("");
    line("| list | page | rows query | ratio | count query | ratio | HTTP p95 |");
    line("|---|---|---|---|---|---|---|");
    var rowsMissed = 0;
    var countsMissed = 0;
    for (var ask : small.costs().keySet()) {
      var before = small.costs().get(ask);
      var after = large.costs().get(ask);
      var rows = ratio(before.rows(), after.rows());
      var count = ratio(before.count(), after.count());
      rowsMissed += rows > 1.5 ? 1 : 0;
      countsMissed += count > 1.5 ? 1 : 0;
      line(
          "| %s | %s | %d -> %d | %s | %d -> %d | %s | %.1f -> %.1f |",
          ask.name(),
          ask.deep() ? "deep" : "first",
          before.rows().worse(),
          after.rows().worse(),
          marked(rows),
          before.count().worse(),
          after.count().worse(),
          marked(count),
          before.millis().percentile(95),
          after.millis().percentile(95));
    }
    line("");
    line(
        "Over 1.5: %d of %d rows queries, %d of %d count queries.",
        rowsMissed, small.costs().size(), countsMissed, small.costs().size());
    line("");
    line(
        "| rows in the table | requests | per second | p50 / p95 / p99 / max ms | lag p99 / max | failures |");
    line("|---|---|---|---|---|---|");
    for (var result : List.of(small, large)) {
      line(
          "| %,d | %,d | %.0f | %s | %.1f / %.1f | %d |",
          result.size(),
          result.millis().size(),
          result.perSecond(),
          result.millis().latencies(),
          result.lag().percentile(99),
          result.lag().max(),
          result.failures());
    }
    line("");
  }

  void live(LiveDelay.Result result) {
    line("## Live");
    line("");
    line("| listeners | events | per second | p50 / p95 / p99 / max ms | missing |");
    line("|---|---|---|---|---|");
    line(
        "| %d | %d | %.0f | %s | %d |",
        LiveDelay.LISTENERS,
        result.posts(),
        result.perSecond(),
        result.millis().latencies(),
        result.missing());
    line("");
    line(
        "From the answer to the POST until a listener has the change. p95 **%.0f ms** (target <= 1,000) %s.",
        result.millis().percentile(95),
        verdict(result.missing() == 0 && result.millis().percentile(95) <= 1_000));
    line("");
  }

  void trust(Trust.Result result) {
    line("## Trust with %,d lines", result.lines());
    line("");
    line(
        "Events, and a line for each, loaded past the API; the running product gave them positions, and its"
            + " readers took all of them within %.0f s (%.0f lines a second). The page is made of %,d facts."
            + " Milliseconds from the scheduled time, at 50 requests a second and, the second row, at half of"
            + " the closed throughput; load average at the end %s.",
        result.seconds(), result.lines() / result.seconds(), result.facts(), result.load());
    line("");
    line("| | per second | p50 / p95 / p99 / max ms | lag p99 / max | failures |");
    line("|---|---|---|---|---|");
    for (var asked :
        List.of(result.overview(), result.busyOverview(), result.score(), result.past())) {
      var lag = asked.result().lag();
      line(
          "| `GET %s` | %.0f | %s | %.1f / %.1f | %d |",
          asked.path(),
          asked.perSecond(),
          asked.result().latency().latencies(),
          lag.percentile(99),
          lag.max(),
          asked.result().failures());
    }
    var p99 = result.overview().result().latency().percentile(99);
    line("");
    line("Overview: p99 **%.1f ms** (target < 25 ms) %s.", p99, verdict(p99 < 25));
    line("");
  }

  /// Puts the figures into the page, in place of the last ones.
  ///
  /// @param whole whether all parts were measured; else those that were not stay as they are
  void writeInto(Path page, boolean whole) throws IOException {
    var old = Files.exists(page) ? Files.readString(page) : "# Benchmarks\n\n" + BEGIN + "\n" + END;
    var begin = old.indexOf(BEGIN);
    var end = old.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + " has no place for figures: " + BEGIN + " … " + END);
    }
    var former = old.substring(begin + BEGIN.length(), end).strip() + "\n\n";
    Files.writeString(
        page,
        old.substring(0, begin)
            + BEGIN
            + "\n\n"
            + (whole ? text : FigureSections.merged(former, text.toString()))
            + old.substring(end).stripTrailing()
            + "\n");
  }

  private static double ratio(Lists.Buffers before, Lists.Buffers after) {
    return (double) after.worse() / Math.max(1, before.worse());
  }

  private static String marked(double ratio) {
    return String.format(Locale.ROOT, ratio > 1.5 ? "**%.2f**" : "%.2f", ratio);
  }

  private static String spread(Sample sample) {
    return String.format(
        Locale.ROOT, "%,.0f (%,.0f to %,.0f)", sample.median(), sample.min(), sample.max());
  }

  private static String seconds(Sample sample) {
    return String.format(
        Locale.ROOT, "%.3f (%.3f to %.3f)", sample.median(), sample.min(), sample.max());
  }

  private static String verdict(boolean met) {
    return met ? "met" : "missed";
  }

  private static String shortened(String sql) {
    var line = sql.replaceAll("\\s+", " ");
    return line.length() > 160 ? line.substring(0, 157) + "..." : line;
  }
}
