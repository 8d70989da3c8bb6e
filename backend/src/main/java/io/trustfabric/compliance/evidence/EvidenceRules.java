package io.trustfabric.compliance.evidence;

import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.RecordedStates;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What evidence may say, and what it has to say before it is looked at.
@ApplicationScoped
public class EvidenceRules {

  private final Catalogs catalogs;
  private final RecordedStates states;

  EvidenceRules(Catalogs catalogs, RecordedStates states) {
    this.catalogs = catalogs;
    this.states = states;
  }

  /// Writes an edit into the evidence.
  ///
  /// @throws Invalid naming every field that cannot be
  void write(EvidenceEdit edit, ComplianceEvidence evidence) {
    var errors = new ArrayList<Invalid.Field>();
    var keys = keys(edit, errors);
    if (edit.effectiveTo() != null && !edit.effectiveTo().isAfter(edit.effectiveFrom())) {
      errors.add(new Invalid.Field("/effectiveTo", "must be after effectiveFrom"));
    }
    if (!edit.nextReviewDueAt().isAfter(edit.effectiveFrom())) {
      errors.add(new Invalid.Field("/nextReviewDueAt", "must be after effectiveFrom"));
    }
    if (edit.rationale() != null && !edit.rationale().isBlank() && !allAddressable(keys)) {
      errors.add(
          new Invalid.Field(
              "/rationale", "is taken only where every control is an addressable specification"));
    }
    var links = links(edit.links(), evidence.links, errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    edit.applyTo(evidence, keys);
    evidence.links = links;
  }

  /// @throws Conflict naming all that is missing to be submitted
  void checkComplete(ComplianceEvidence evidence, List<EvidenceFile> files) {
    var missing = new ArrayList<String>();
    if (evidence.description == null || evidence.description.isBlank()) {
      missing.add("a description");
    }
    if (evidence.rationale == null && evidence.evidenceType.isDocument() && files.isEmpty()) {
      missing.add("a file, since it is a document");
    }
    if (evidence.rationale == null && files.isEmpty() && evidence.links.isEmpty()) {
      missing.add("a file or a link to a record");
    }
    if (!missing.isEmpty()) {
      throw new Conflict("It cannot be submitted without " + String.join(" and ", missing) + ".");
    }
    checkInDate(evidence);
  }

  /// @throws Conflict when its time is over already
  void checkInDate(ComplianceEvidence evidence) {
    if (evidence.effectiveTo != null && !evidence.effectiveTo.isAfter(Clock.now())) {
      throw new Conflict("Its time was over at %s.".formatted(evidence.effectiveTo));
    }
  }

  private List<String> keys(EvidenceEdit edit, List<Invalid.Field> errors) {
    var keys = new ArrayList<String>();
    var first = new ServedControl(edit.framework(), edit.controlId());
    add(first, "/controlId", keys, errors);
    for (int i = 0; i < edit.controls().size(); i++) {
      add(edit.controls().get(i), "/controls/%d/controlId".formatted(i), keys, errors);
    }
    return keys;
  }

  private void add(ServedControl served, String at, List<String> keys, List<Invalid.Field> errors) {
    var control = catalogs.control(served.key());
    if (control.isEmpty()) {
      errors.add(new Invalid.Field(at, "is no control of this framework"));
    } else if (!control.get().isServed()) {
      errors.add(new Invalid.Field(at, "is met by its specifications; name these"));
    } else if (keys.contains(served.key())) {
      errors.add(new Invalid.Field(at, "is there twice"));
    }
    keys.add(served.key());
  }

  private boolean allAddressable(List<String> keys) {
    return keys.stream()
        .allMatch(key -> catalogs.control(key).map(c -> c.isAddressable()).orElse(false));
  }

  private List<Map<String, Object>> links(
      List<LinkReport> reports, List<Map<String, Object>> kept, List<Invalid.Field> errors) {
    var known =
        kept.stream().collect(Collectors.toMap(LinkReport::of, Function.identity(), (a, b) -> a));
    var links = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < reports.size(); i++) {
      var report = reports.get(i);
      if (reports.indexOf(report) < i) {
        errors.add(new Invalid.Field("/links/" + i, "is there twice"));
      } else if (known.containsKey(report)) {
        links.add(known.get(report));
      } else {
        take(report, "/links/" + i, links, errors);
      }
    }
    return links;
  }

  private void take(
      LinkReport report, String at, List<Map<String, Object>> links, List<Invalid.Field> errors) {
    var state = states.newest(report.recordType(), report.recordId());
    if (state.isEmpty()) {
      errors.add(new Invalid.Field(at + "/recordId", "is no record that the ledger knows"));
      return;
    }
    var link = new LinkedHashMap<String, Object>();
    link.put("recordType", report.recordType());
    link.put("recordId", report.recordId().toString());
    link.put("recordVersion", state.get().version());
    link.put("stateSha256", state.get().stateSha256());
    links.add(link);
  }
}
