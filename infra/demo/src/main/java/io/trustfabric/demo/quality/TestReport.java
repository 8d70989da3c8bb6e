package io.trustfabric.demo.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// One run of a tool's tests: the reports that lie together.
///
/// @param name module and tool, such as `backend surefire`
/// @param files its reports in order of name, at least one
record TestReport(String name, List<Path> files) {

  /// Every run whose reports lie in a checkout.
  static List<TestReport> in(Path root) {
    var reports = new ArrayList<TestReport>();
    for (var module : modules(root)) {
      for (var tool : List.of("surefire", "failsafe")) {
        add(
            reports,
            root.relativize(module) + " " + tool,
            xml(module.resolve("target/" + tool + "-reports")));
      }
    }
    for (var file : xml(root.resolve("frontend/reports"))) {
      var tool = file.getFileName().toString().replace(".xml", "");
      add(reports, "frontend " + tool, List.of(file));
    }
    return reports;
  }

  private static void add(List<TestReport> reports, String name, List<Path> files) {
    if (!files.isEmpty()) {
      reports.add(new TestReport(name, files));
    }
  }

  private static List<Path> modules(Path root) {
    try (var tools = Files.list(root.resolve("infra"))) {
      return Stream.concat(Stream.of(root.resolve("backend")), tools.sorted()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> xml(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of it as one document: an element may hold any number of suites.
  String document() {
    var document = new StringBuilder("<testsuites>\n");
    for (var file : files) {
      document.append(read(file).replaceFirst("^\\s*<\\?xml[^>]*\\?>\\s*", "")).append('\n');
    }
    return document.append("</testsuites>").toString();
  }

  /// Named for its content: the same reports are the same run.
  String runId() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(document().getBytes(StandardCharsets.UTF_8));
      return name + " " + HexFormat.of().formatHex(bytes, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// When the last of it was written.
  Instant at() {
    return files.stream()
        .map(
            file -> {
              try {
                return Files.getLastModifiedTime(file).toInstant();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
