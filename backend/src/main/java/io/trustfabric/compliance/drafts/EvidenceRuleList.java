package io.trustfabric.compliance.drafts;

import io.trustfabric.compliance.evidence.EvidenceType;
import io.trustfabric.compliance.evidence.ServedControl;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The rules by which evidence is drafted.
///
/// @param dataVersion counts the versions of the product's data about them
/// @param sha256 digest of that data
public record EvidenceRuleList(Integer dataVersion, String sha256, List<EvidenceRuleView> items) {

  /// One rule.
  ///
  /// @param actions lines of which actions it takes
  /// @param when all that such a line has to tell beside
  /// @param collect whether each record has a draft of its own, or each UTC month
  /// @param title with `{period}`, `{date}` and `{recordId}` to be filled in
  /// @param controls those the evidence serves, the one it is made for first
  /// @param validFor how long the evidence is true after what it is about
  public record EvidenceRuleView(
      String id,
      String recordType,
      List<String> actions,
      List<LineCondition> when,
      Collecting collect,
      EvidenceType evidenceType,
      String title,
      String description,
      List<ServedControl> controls,
      @Schema(type = SchemaType.STRING, format = "duration") String validFor) {

    static EvidenceRuleView of(EvidenceRule rule) {
      return new EvidenceRuleView(
          rule.id(),
          rule.recordType(),
          rule.actions(),
          rule.when(),
          rule.collect(),
          rule.evidenceType(),
          rule.title(),
          rule.description(),
          rule.controls().stream().map(ServedControl::of).toList(),
          "P%dD".formatted(rule.validFor().toDays()));
    }
  }

  static EvidenceRuleList of(DraftRules rules) {
    return new EvidenceRuleList(
        rules.dataVersion(),
        rules.sha256(),
        rules.all().stream().map(EvidenceRuleView::of).toList());
  }
}
