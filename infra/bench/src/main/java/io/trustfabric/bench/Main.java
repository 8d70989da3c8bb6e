package io.trustfabric.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// `make bench`: starts the product on free ports, measures, prints, and stops everything.
public final class Main {

  private static final String USAGE =
      """
      usage: java -jar trust-fabric-bench.jar [--quick] [--only part,...] [--into page]
        --quick   short runs and 100,000 rows instead of a million: prints, writes no page
        --only    parts: lists single batch live evaluation drift trust sealing bundle; what is not measured stays on the page
        --into    the page that gets the figures (default backend/docs/benchmarks.md)""";

  private static final List<String> PARTS =
      List.of(
          "lists", "single", "batch", "live", "evaluation", "drift", "trust", "sealing", "bundle");

  /// How long and how often is measured.
  private record Plan(
      int small,
      int large,
      int requests,
      Duration warmUp,
      int rounds,
      Duration round,
      Duration open,
      int batchRounds,
      Duration live,
      int bundledFiles) {

    static final Plan FULL =
        new Plan(
            10_000,
            1_000_000,
            20_000,
            Duration.ofSeconds(40),
            5,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            9,
            Duration.ofSeconds(60),
            41);
    static final Plan QUICK =
        new Plan(
            10_000,
            100_000,
            1_500,
            Duration.ofSeconds(12),
            2,
            Duration.ofSeconds(6),
            Duration.ofSeconds(8),
            3,
            Duration.ofSeconds(10),
            6);
  }

  private Main() {}

  public static void main(String[] arguments) {
    var words = new ArrayList<>(List.of(arguments));
    var quick = words.remove("--quick");
    var only = after(words, "--only");
    var into = after(words, "--into");
    if (!words.isEmpty()) {
      System.err.println(USAGE);
      System.exit(2);
    }
    giveUpAfter(Duration.ofMinutes(quick ? 10 : 25));
    try {
      var parts = only == null ? PARTS : List.of(only.split(","));
      measure(quick ? Plan.QUICK : Plan.FULL, parts, quick && into == null ? null : page(into));
      System.exit(0);
    } catch (IOException | SQLException | RuntimeException e) {
      System.err.println("The measurement failed: " + e);
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void measure(Plan plan, List<String> parts, Path page)
      throws IOException, SQLException {
    var report = new Report();
    var load = Machine.load();
    say("Starting PostgreSQL, Keycloak and the backend");
    try (var fabric = Fabric.start()) {
      report.line(
          "Measured %s%s.",
          DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(Instant.now()),
          plan == Plan.QUICK ? " in short runs (`--quick`): indications only" : "");
      report.line("");
      report.facts(Machine.facts(fabric, load));
      if (parts.contains("lists")) {
        say("Lists at %,d rows", plan.small);
        var small = Lists.measure(fabric, plan.small, plan.requests);
        say("Lists at %,d rows", plan.large);
        report.lists(small, Lists.measure(fabric, plan.large, plan.requests));
      }
      if (parts.contains("single")) {
        single(fabric, plan, report);
      }
      if (parts.contains("batch")) {
        say("Batches beside COPY");
        report.batches(Batches.measure(fabric, 3, plan.batchRounds));
      }
      if (parts.contains("live")) {
        say("Live with %d listeners", LiveDelay.LISTENERS);
        report.live(LiveDelay.measure(fabric, 10, plan.live));
      }
      if (parts.contains("evaluation")) {
        say("Evaluation beside COPY");
        report.evaluation(Evaluating.measure(fabric, 3, plan.batchRounds));
      }
      if (parts.contains("drift")) {
        say("Kolmogorov-Smirnov beside a sort");
        report.drift(Drift.measure(fabric, 3, plan.batchRounds));
      }
      if (parts.contains("trust")) {
        say("Trust with %,d events and lines", plan.large);
        report.trust(Trust.measure(fabric, plan.large, plan.requests / 4));
      }
      if (parts.contains("sealing")) {
        say("Sealing %,d lines at once", Sealing.LINES);
        report.sealing(Sealing.measure(fabric, 1, plan.batchRounds));
      }
      if (parts.contains("bundle")) {
        say("A bundle with %d files", plan.bundledFiles);
        report.bundle(Bundles.measure(fabric, plan.bundledFiles));
      }
    }
    System.out.println();
    System.out.println(report.text());
    if (page != null) {
      report.writeInto(page, parts.containsAll(PARTS));
    }
  }

  private static void single(Fabric fabric, Plan plan, Report report)
      throws IOException, SQLException {
    say("Single POST beside pgbench");
    var throughput = SinglePosts.throughput(fabric, plan.warmUp, plan.rounds, plan.round);
    var waiting = new ArrayList<SinglePosts.Waiting>();
    for (var share : new double[] {0.3, 0.6}) {
      say("Single POST, open model at %.0f %%", share * 100);
      waiting.add(SinglePosts.waiting(fabric, throughput.ours().median(), share, plan.open));
    }
    report.single(throughput, waiting);
  }

  private static void say(String format, Object... values) {
    System.out.printf(java.util.Locale.ROOT, "  " + format + "%n", values);
  }

  private static Path page(String into) {
    return Path.of(into == null ? "backend/docs/benchmarks.md" : into);
  }

  private static String after(List<String> words, String option) {
    var at = words.indexOf(option);
    if (at < 0 || at + 1 >= words.size()) {
      return null;
    }
    words.remove(at);
    return words.remove(at);
  }

  /// The end of the process stops what it started.
  private static void giveUpAfter(Duration limit) {
    Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("limit").unstarted(work))
        .schedule(
            () -> {
              System.err.println("Stopped: longer than " + limit.toMinutes() + " minutes.");
              System.exit(1);
            },
            limit.toSeconds(),
            TimeUnit.SECONDS);
  }
}
