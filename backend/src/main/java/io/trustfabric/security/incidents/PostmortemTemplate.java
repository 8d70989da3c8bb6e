package io.trustfabric.security.incidents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A postmortem to begin with: the facts that are known, and the questions that are open.
///
/// @param markdown the text
public record PostmortemTemplate(String markdown) {

  private static final String TEMPLATE =
      """
      # %s

      | | |
      |---|---|
      | Severity | %s |
      | Service | %s |
      | Commander | %s |
      | Started | %s |
      | Detected | %s |
      | Acknowledged | %s |
      | Mitigated | %s |
      | Resolved | %s |
      | Time to detect | %s |
      | Time to resolve | %s |

      ## Summary

      %s

      ## Impact

      Who was affected, how, and for how long? Were figures or filings wrong, and whose?

      ## Root cause

      %s

      ## Timeline

      %s
      ## What went well

      ## What went badly

      ## Where we were lucky

      ## Action items

      %s""";

  static PostmortemTemplate of(
      Incident incident, List<TimelineEntry> timeline, List<ActionItem> items) {
    var clock = incident.clock();
    return new PostmortemTemplate(
        TEMPLATE.formatted(
            incident.title,
            incident.severity().name().toLowerCase(java.util.Locale.ROOT),
            cell(incident.service),
            cell(said(incident.commander)),
            time(clock.startedAt()),
            time(clock.detectedAt()),
            time(clock.acknowledgedAt()),
            time(clock.mitigatedAt()),
            time(clock.resolvedAt()),
            length(clock.timeToDetect()),
            length(clock.timeToResolve()),
            incident.summary == null ? "What happened, in three sentences?" : incident.summary,
            incident.rootCause == null ? "Why did it happen? Ask five times." : incident.rootCause,
            timeline(timeline),
            items(items)));
  }

  private static String timeline(List<TimelineEntry> entries) {
    var text = new StringBuilder();
    for (var entry : entries) {
      var change =
          entry.field == null || entry.after == null ? "" : entry.field + " " + entry.after;
      var said = entry.text == null ? "" : (change.isEmpty() ? "" : ": ") + entry.text;
      if (!change.isEmpty() || !said.isEmpty()) {
        text.append("- %s %s%s%n".formatted(time(entry.at), change, said.replace('\n', ' ')));
      }
    }
    return text.isEmpty() ? "- \n" : text.toString();
  }

  private static String items(List<ActionItem> items) {
    var text = new StringBuilder();
    for (var item : items) {
      text.append(
          "- [%s] %s (%s)%n".formatted(item.status().isOpen() ? " " : "x", item.title, item.owner));
    }
    return text.isEmpty() ? "- [ ] \n" : text.toString();
  }

  private static String time(Instant at) {
    return at == null
        ? "unknown"
        : at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }

  private static String length(Duration length) {
    return length == null
        ? "unknown"
        : "%d h %02d min".formatted(length.toHours(), length.toMinutesPart());
  }

  /// Text in a table's cell, where a bar would begin the next one.
  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }

  private static String said(String text) {
    return text == null ? "nobody" : text;
  }
}
