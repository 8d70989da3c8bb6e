package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import io.trustfabric.modelops.registry.GateVerdict;
import java.util.List;
import java.util.Map;

/// One rule of the release gate.
interface ReleaseRule {

  GateRule rule();

  /// One finding for each thing that the policy names. None at all counts as unknown.
  List<GateFinding> judge(Candidate candidate);

  /// Something of which nothing is known.
  static GateFinding unknown(String subject, String detail, GateLink... links) {
    return new GateFinding(subject, GateVerdict.UNKNOWN, detail, Map.of(), List.of(links));
  }

  /// @param passes whether it is as it has to be
  static GateFinding found(
      String subject,
      boolean passes,
      String detail,
      Map<String, Object> figures,
      List<GateLink> links) {
    return new GateFinding(
        subject, passes ? GateVerdict.PASS : GateVerdict.FAIL, detail, figures, links);
  }
}
