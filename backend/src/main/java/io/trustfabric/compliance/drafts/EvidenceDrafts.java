package io.trustfabric.compliance.drafts;

import io.trustfabric.compliance.drafts.DraftedLines.NewestDraft;
import io.trustfabric.compliance.evidence.Evidences;
import io.trustfabric.compliance.evidence.LinkedState;
import io.trustfabric.record.Clock;
import io.trustfabric.record.LedgerConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Drafts evidence from the ledger's lines, as the rules say. All of it happens in the transaction
/// in which the reader's cursor moves.
@ApplicationScoped
public class EvidenceDrafts implements LedgerConsumer {

  private final DraftRules rules;
  private final DraftedLines drafted;
  private final Evidences evidences;

  EvidenceDrafts(DraftRules rules, DraftedLines drafted, Evidences evidences) {
    this.rules = rules;
    this.drafted = drafted;
    this.evidences = evidences;
  }

  @Override
  public String consumerName() {
    return "evidence-drafts";
  }

  @Override
  public void take(List<LedgerLine> lines) {
    for (var rule : rules.all()) {
      var wanted = lines.stream().filter(rule::takes).toList();
      if (!wanted.isEmpty()) {
        collect(rule, wanted);
      }
    }
  }

  /// A line whose evidence would be out of date already makes none: so a reader that begins with an
  /// old ledger floods nobody with what cannot be submitted.
  private void collect(EvidenceRule rule, List<LedgerLine> lines) {
    var taken = drafted.taken(rule.id(), lines.getFirst().position(), lines.getLast().position());
    var now = Clock.now();
    var collections = new LinkedHashMap<String, List<LedgerLine>>();
    for (var line : lines) {
      if (!taken.contains(line.position()) && rule.validUntil(line).isAfter(now)) {
        collections.computeIfAbsent(rule.collect().key(line), key -> new ArrayList<>()).add(line);
      }
    }
    collections.forEach((collected, of) -> fill(rule, collected, of));
  }

  /// Goes on with the newest draft while it is one and has room, and begins the next.
  private void fill(EvidenceRule rule, String collected, List<LedgerLine> lines) {
    var draft = drafted.newest(rule.id(), collected).orElse(new NewestDraft(0, null));
    var left = lines;
    if (draft.evidenceId() != null) {
      left = took(rule, draft, left, evidences.collect(draft.evidenceId(), states(left)));
    }
    while (!left.isEmpty()) {
      var first = left.subList(0, Math.min(Evidences.MOST_LINKS, left.size()));
      var next = evidences.draft(rule.draft(left.getFirst(), rules.dataVersion()), states(first));
      draft = new NewestDraft(draft.number() + 1, next.id);
      drafted.begin(rule.id(), collected, draft);
      left = took(rule, draft, left, first.size());
    }
  }

  private List<LedgerLine> took(
      EvidenceRule rule, NewestDraft draft, List<LedgerLine> lines, int count) {
    lines.subList(0, count).forEach(line -> drafted.take(rule.id(), line, draft.evidenceId()));
    return lines.subList(count, lines.size());
  }

  private static List<LinkedState> states(List<LedgerLine> lines) {
    return lines.stream()
        .map(
            line ->
                new LinkedState(
                    line.recordType(), line.recordId(), line.recordVersion(), line.stateSha256()))
        .toList();
  }
}
