package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer;
import io.trustfabric.modelops.registry.GateAnswer.GateRuleAnswer;
import io.trustfabric.modelops.registry.GateRule;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.modelops.registry.PromotionGate;
import io.trustfabric.modelops.registry.RegisteredModel;
import io.trustfabric.record.Clock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/// Holds a version against the policy in force, rule by rule.
@ApplicationScoped
public class ReleaseGate implements PromotionGate {

  /// What is recorded of the version itself refers to its row, and waits. What concerns more than
  /// it is held as a whole: whoever was about to open an incident, to revoke evidence or to change
  /// the policy is waited for, and whoever comes later waits, for as long as a promotion takes.
  private static final List<String> HOLD =
      List.of(
          "SET LOCAL lock_timeout = '3s'",
          "LOCK TABLE incidents, compliance_evidence, gate_policies IN SHARE MODE");

  private static final String HOLD_VERSION = "SELECT 1 FROM model_registry WHERE id = ? FOR UPDATE";

  private final List<ReleaseRule> rules;
  private final EntityManager entityManager;

  ReleaseGate(@Any Instance<ReleaseRule> rules, EntityManager entityManager) {
    this.rules = rules.stream().sorted(Comparator.comparing(ReleaseRule::rule)).toList();
    this.entityManager = entityManager;
  }

  @Override
  @Transactional
  public GateAnswer look(UUID modelId) {
    ModelVersion version = ModelVersion.findById(modelId);
    var at = Clock.now();
    var policy = GatePolicy.inForce().orElse(null);
    if (policy == null) {
      return GateAnswer.of(modelId, at, null, null, withoutPolicy());
    }
    var candidate = candidate(version, policy, at);
    var answers =
        rules.stream().map(rule -> GateRuleAnswer.of(rule.rule(), rule.judge(candidate))).toList();
    return GateAnswer.of(modelId, at, policy.id, policy.number(), answers);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public GateAnswer judge(UUID modelId) {
    entityManager
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (var statement = connection.createStatement();
                  var version = connection.prepareStatement(HOLD_VERSION)) {
                for (var hold : HOLD) {
                  statement.execute(hold);
                }
                version.setObject(1, modelId);
                version.execute();
              }
            });
    return look(modelId);
  }

  private static Candidate candidate(ModelVersion version, GatePolicy policy, Instant at) {
    var incumbents =
        ModelVersion.inProduction(List.of(version.registeredModelId)).stream()
            .filter(other -> !other.id.equals(version.id))
            .toList();
    return new Candidate(
        version, RegisteredModel.findById(version.registeredModelId), incumbents, policy, at);
  }

  /// Nothing was agreed on that it could be held against.
  private static List<GateRuleAnswer> withoutPolicy() {
    return Arrays.stream(GateRule.values())
        .map(
            rule ->
                GateRuleAnswer.of(rule, List.of(ReleaseRule.unknown("policy", "none is in force"))))
        .toList();
  }
}
