package io.trustfabric.modelops.registry;

import io.trustfabric.record.Approval;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.PolicyViolation;
import io.trustfabric.record.PolicyViolations;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Holds versions that are to go into production against the release gate, and keeps what it said.
@ApplicationScoped
public class Promotions {

  private final PromotionGate gate;
  private final PolicyViolations violations;

  Promotions(PromotionGate gate, PolicyViolations violations) {
    this.gate = gate;
    this.violations = violations;
  }

  /// @throws Refusal 409 with the gate's answer when it lets nothing through
  void check(ModelVersion version) {
    passed(gate.look(version.id));
  }

  /// What stands in the way of a version that two admins would let through all the same.
  ///
  /// @throws Conflict when nothing does
  GateAnswer obstacles(ModelVersion version) {
    var answer = gate.look(version.id);
    if (answer.isPassed()) {
      throw new Conflict("The release gate lets it through; there is nothing to override.");
    }
    return answer;
  }

  /// Judges a promotion and keeps the answer, in the promotion's transaction.
  ///
  /// @param agreed null where nobody else had to agree
  /// @param override whether it is let through whatever the gate says
  /// @throws Refusal 409 with the gate's answer when it lets nothing through
  void judge(ModelVersion version, int share, String reason, Approval agreed, boolean override) {
    var answer = gate.judge(version.id);
    if (!override) {
      passed(answer);
    }
    var promotion = new ModelPromotion(version, share, reason, answer, agreed);
    if (promotion.overridden) {
      promotion.overrideEventId =
          violations.record(List.of(violation(version, promotion, answer))).getFirst();
    }
    promotion.persistAndFlush();
  }

  private static void passed(GateAnswer answer) {
    if (!answer.isPassed()) {
      throw Refusal.gateFailed(answer.inWords(), answer);
    }
  }

  /// Each override is an event of its own, also of a version that was let through before.
  private static PolicyViolation violation(
      ModelVersion version, ModelPromotion promotion, GateAnswer answer) {
    var failed =
        answer.failed().stream().map(rule -> rule.name().toLowerCase(Locale.ROOT)).toList();
    return new PolicyViolation(
        "release gate overridden " + promotion.id,
        true,
        "The release gate was overridden for %s %s".formatted(version.name(), version.modelVersion),
        "Two admins let the version into production although the release gate does not: "
            + answer.inWords(),
        "/api/modelops/models/" + version.id,
        false,
        List.of(),
        Map.of(
            "modelId",
            version.id.toString(),
            "promotionId",
            promotion.id.toString(),
            "approvalId",
            promotion.approvalId.toString(),
            "failedRules",
            failed));
  }
}
