package io.trustfabric.compliance.classification;

import io.trustfabric.compliance.classification.DataCheckAnswer.DenialReason;
import io.trustfabric.record.PolicyViolation;
import io.trustfabric.record.PolicyViolations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Answers whether data may be used; what is not expressly allowed is denied. Each cause of a
/// denial is a policy violation, recorded in the transaction of the answer: nobody is denied
/// unrecorded.
@ApplicationScoped
public class DataChecks {

  private final PolicyViolations violations;

  DataChecks(PolicyViolations violations) {
    this.violations = violations;
  }

  @Transactional
  DataCheckAnswer answer(DataUse use) {
    use.check();
    var data = DataClassification.of(use.dataAsset()).orElse(null);
    var broken = broken(data, use);
    var events =
        broken.isEmpty()
            ? List.<UUID>of()
            : violations.record(
                broken.entrySet().stream()
                    .map(rule -> violation(data, use, rule.getKey(), rule.getValue()))
                    .toList());
    var reasons = new ArrayList<DenialReason>();
    broken.forEach(
        (rule, why) -> reasons.add(new DenialReason(rule, why, events.get(reasons.size()))));
    return new DataCheckAnswer(
        broken.isEmpty() ? CheckDecision.ALLOW : CheckDecision.DENY,
        use.dataAsset(),
        data == null ? null : data.id,
        data == null ? null : data.version,
        reasons);
  }

  /// The rules that say no, with why, in their order.
  private static Map<DenialRule, String> broken(DataClassification data, DataUse use) {
    var broken = new EnumMap<DenialRule, String>(DenialRule.class);
    if (data == null) {
      broken.put(DenialRule.UNCLASSIFIED_ASSET, "nothing classifies this asset");
      return broken;
    }
    if (!data.residency.holds(use.region())) {
      broken.put(
          DenialRule.REGION_NOT_ALLOWED,
          "%s does not lie in %s, where the data has to stay"
              .formatted(use.region(), data.residency.spoken()));
    } else if (!data.allowedRegions.isEmpty()
        && data.allowedRegions.stream().noneMatch(r -> Region.holds(r, use.region()))) {
      broken.put(
          DenialRule.REGION_NOT_ALLOWED,
          "%s is not one of %s".formatted(use.region(), String.join(", ", data.allowedRegions)));
    }
    if (!data.purposes.isEmpty() && !data.purposes.contains(use.purpose())) {
      broken.put(
          DenialRule.PURPOSE_NOT_ALLOWED,
          "the data is there for %s".formatted(String.join(", ", data.purposes)));
    }
    if (!data.accessRoles.contains(use.role())
        && !(data.accessRoles.isEmpty() && data.sensitivity == Sensitivity.PUBLIC)) {
      broken.put(
          DenialRule.ROLE_NOT_ALLOWED,
          data.accessRoles.isEmpty()
              ? "no role may use it"
              : "%s may use it".formatted(String.join(", ", data.accessRoles)));
    }
    if (!use.encrypted() && (data.encryptionAtRest || data.encryptionInTransit)) {
      broken.put(DenialRule.NOT_ENCRYPTED, "the data has to be encrypted");
    }
    return broken;
  }

  private static PolicyViolation violation(
      DataClassification data, DataUse use, DenialRule rule, String why) {
    return new PolicyViolation(
        String.join("\n", "data-check", use.dataAsset(), rule.spoken(), rule.offending(use)),
        data != null && data.dataType.isPersonal(),
        "Use of %s denied: %s".formatted(use.dataAsset(), rule.spoken()),
        "Asked for in %s by role %s for %s: %s."
            .formatted(use.region(), use.role(), use.purpose(), why),
        use.dataAsset(),
        data != null && data.dataType.isPersonal(),
        List.of(use.dataAsset()),
        metadata(data, use, rule));
  }

  private static Map<String, Object> metadata(
      DataClassification data, DataUse use, DenialRule rule) {
    var asked =
        Map.<String, Object>of(
            "region", use.region(),
            "purpose", use.purpose(),
            "role", use.role(),
            "encrypted", use.encrypted());
    return data == null
        ? Map.of("rule", rule.spoken(), "use", asked)
        : Map.of("rule", rule.spoken(), "use", asked, "dataClassificationId", data.id.toString());
  }
}
