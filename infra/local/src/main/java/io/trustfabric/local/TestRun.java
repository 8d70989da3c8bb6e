package io.trustfabric.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `make test`: runs each part of the tests, whatever became of the one before, and ends with one
/// line that sums their reports. It needs nothing but a JDK, since it runs from source before
/// anything is built.
public final class TestRun {

  /// One part: its make target and where its reports will be.
  record Suite(String target, List<Path> reports) {}

  /// What became of one part.
  record Outcome(Suite suite, int exitCode, Tally tally, Duration took) {

    /// The reports' count. A part that ended badly, or reported no test at all, adds a failure when
    /// its reports show none.
    Tally counted() {
      boolean hidden = tally.failed() == 0 && (exitCode != 0 || tally.total() == 0);
      return hidden ? tally.plus(new Tally(0, 1, 0)) : tally;
    }

    String line() {
      String note = exitCode == 0 ? "" : "   (exit code " + exitCode + ")";
      String none = tally.total() == 0 ? "   (no reports: it did not run)" : "";
      return "  %-14s %5d s   %s%s%s"
          .formatted(suite.target(), took.toSeconds(), counted().line(), note, none);
    }
  }

  private TestRun() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of("");
    List<Outcome> outcomes = new ArrayList<>();
    for (var suite : suites(root)) {
      outcomes.add(run(suite));
    }
    System.out.println();
    outcomes.forEach(outcome -> System.out.println(outcome.line()));
    var sum = outcomes.stream().map(Outcome::counted).reduce(Tally.NONE, Tally::plus);
    System.out.println(sum.line());
    System.out.flush();
    System.exit(sum.failed() == 0 ? 0 : 1);
  }

  private static List<Suite> suites(Path root) throws IOException {
    List<Path> java = new ArrayList<>();
    for (Path module : modules(root)) {
      java.add(module.resolve("target/surefire-reports"));
      java.add(module.resolve("target/failsafe-reports"));
    }
    Path reports = root.resolve("frontend/reports");
    return List.of(
        new Suite("test-backend", java),
        new Suite("test-frontend", List.of(reports.resolve("vitest.xml"))),
        new Suite("test-e2e", List.of(reports.resolve("playwright.xml"))));
  }

  private static List<Path> modules(Path root) throws IOException {
    try (Stream<Path> tools = Files.list(root.resolve("infra"))) {
      return Stream.concat(Stream.of(root.resolve("backend")), tools)
          .filter(module -> Files.exists(module.resolve("pom.xml")))
          .toList();
    }
  }

  private static Outcome run(Suite suite) throws IOException, InterruptedException {
    for (Path report : suite.reports()) {
      delete(report);
    }
    System.out.println("== " + suite.target());
    System.out.flush();
    var begin = Instant.now();
    int exitCode =
        new ProcessBuilder("make", "--no-print-directory", suite.target())
            .inheritIO()
            .start()
            .waitFor();
    return new Outcome(
        suite, exitCode, Tally.at(suite.reports()), Duration.between(begin, Instant.now()));
  }

  /// Old reports would be counted as this run's.
  private static void delete(Path report) throws IOException {
    if (Files.isDirectory(report)) {
      try (var files = Files.newDirectoryStream(report, "*.xml")) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    } else {
      Files.deleteIfExists(report);
    }
  }
}
