package io.trustfabric.compliance.drafts;

import io.trustfabric.compliance.evidence.EvidenceReport;
import io.trustfabric.compliance.evidence.EvidenceType;
import io.trustfabric.compliance.evidence.ServedControl;
import io.trustfabric.record.LedgerConsumer.LedgerLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Of which ledger lines which evidence is drafted.
///
/// @param when all that a line has to tell beside its action
/// @param title with `{period}` (a month), `{date}` and `{recordId}` to be filled in, none of which
///   is personal
/// @param controls keys of the controls it serves, the one it is made for first
/// @param validFor how long it is true after the time it is about
record EvidenceRule(
    String id,
    String recordType,
    List<String> actions,
    List<LineCondition> when,
    Collecting collect,
    EvidenceType evidenceType,
    String title,
    String description,
    List<String> controls,
    Duration validFor) {

  /// A review is due before its time is over, so that there can be something in its place.
  private static final Duration LEAD = Duration.ofDays(14);

  /// Whether it takes a line: only those about one record in a state of which there is a digest.
  boolean takes(LedgerLine line) {
    return recordType.equals(line.recordType())
        && actions.contains(line.action())
        && line.recordId() != null
        && line.recordVersion() != null
        && line.stateSha256() != null
        && when.stream().allMatch(condition -> condition.isMet(line.change()));
  }

  /// When the time of the evidence is over that a line goes into.
  Instant validUntil(LedgerLine line) {
    return collect.end(line).plus(validFor);
  }

  /// A draft.
  ///
  /// @param first the first line that goes into it
  /// @param dataVersion of the rules
  EvidenceReport draft(LedgerLine first, int dataVersion) {
    var served = controls.stream().map(ServedControl::of).toList();
    var until = validUntil(first);
    return new EvidenceReport(
        served.getFirst().framework(),
        served.getFirst().controlId(),
        served.subList(1, served.size()),
        filled(title, first),
        filled(description, first),
        evidenceType,
        null,
        null,
        first.occurredAt(),
        until,
        until.minus(LEAD),
        List.of(),
        Map.of("rule", id, "rulesVersion", dataVersion, "collected", collect.key(first)));
  }

  private static String filled(String template, LedgerLine line) {
    return template
        .replace("{period}", Collecting.month(line).toString())
        .replace("{date}", Collecting.date(line).toString())
        .replace("{recordId}", line.recordId().toString());
  }
}
