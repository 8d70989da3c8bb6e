package io.trustfabric.compliance.coverage;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// A Statement of Applicability as CSV (RFC 4180), one control a line.
public final class ApplicabilityStatement {

  private static final List<String> HEADER =
      List.of(
          "control",
          "title",
          "category",
          "applicable",
          "reason",
          "implemented",
          "owner",
          "evidence",
          "covered_until",
          "as_of");

  private ApplicabilityStatement() {}

  public static String of(List<Standing> standings, Instant asOf) {
    var csv = new StringBuilder(line(HEADER));
    standings.stream()
        .filter(standing -> standing.control().isServed())
        .forEach(standing -> csv.append(line(cells(standing, asOf))));
    return csv.toString();
  }

  private static List<String> cells(Standing standing, Instant asOf) {
    var control = standing.control();
    var said = standing.said();
    var until = standing.coveredUntil();
    return List.of(
        control.id(),
        control.title(),
        control.category(),
        standing.applies() ? "yes" : "no",
        standing.inScope() ? text(said.applicabilityReason()) : "its category is not in scope",
        implemented(standing),
        text(said.owner),
        standing.covering().stream()
            .map(r -> r.evidenceId + " revision " + r.number)
            .collect(Collectors.joining("; ")),
        until == null ? "" : until.toString(),
        asOf.toString());
  }

  private static String implemented(Standing standing) {
    return switch (standing.state()) {
      case COVERED -> standing.byRationale() ? "by a written rationale" : "yes";
      case UNCOVERED -> "no approved evidence in date";
      case NOT_APPLICABLE, OUT_OF_SCOPE, BY_SPECIFICATIONS -> "";
    };
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(ApplicabilityStatement::cell)
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  /// One cell, always quoted. What a spreadsheet would take for a formula gets an apostrophe in
  /// front.
  static String cell(String text) {
    var harmless = text.matches("(?s)\\s*[=+\\-@\\t\\r\\n＝＋－＠].*") ? "'" + text : text;
    return "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
