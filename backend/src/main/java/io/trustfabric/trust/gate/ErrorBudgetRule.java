package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import io.trustfabric.monitoring.slos.SloDefinition;
import io.trustfabric.monitoring.slos.SloFigures;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Each required service level has some of its error budget left.
@ApplicationScoped
class ErrorBudgetRule implements ReleaseRule {

  private final SloFigures figures;

  ErrorBudgetRule(SloFigures figures) {
    this.figures = figures;
  }

  @Override
  public GateRule rule() {
    return GateRule.ERROR_BUDGET;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    return candidate.policy().sloIds.stream().map(id -> judge(id, candidate.at())).toList();
  }

  private GateFinding judge(UUID id, Instant at) {
    SloDefinition slo = SloDefinition.findById(id);
    var subject = slo.service + "/" + slo.name;
    var link = GateLink.of("slo_definition", id, "/api/monitoring/slo-definitions");
    if (slo.isRetired()) {
      return ReleaseRule.unknown(subject, "is retired", link);
    }
    var standing = figures.standing(slo, at);
    var remaining = standing.figures().remaining();
    if (remaining == null) {
      return ReleaseRule.unknown(subject, "was not measured", link);
    }
    var known = new LinkedHashMap<String, Object>();
    known.put("status", standing.status().name().toLowerCase(Locale.ROOT));
    known.put("sli", standing.figures().sli().doubleValue());
    known.put("target", slo.target.doubleValue());
    known.put("remaining", remaining.doubleValue());
    known.put("measuredUntil", standing.measuredUntil().toString());
    return ReleaseRule.found(
        subject,
        remaining.signum() > 0,
        "has %s of its error budget left".formatted(remaining.toPlainString()),
        known,
        List.of(link));
  }
}
