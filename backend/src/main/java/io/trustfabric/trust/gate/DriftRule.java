package io.trustfabric.trust.gate;

import io.trustfabric.modelops.detections.DriftSource;
import io.trustfabric.modelops.detections.DriftStatus;
import io.trustfabric.modelops.detections.ModelDriftDetection;
import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// No grave drift of the version is open, whoever found it, and the product itself looked for one
/// lately: what others report of a look tells of drift, but not of none.
@ApplicationScoped
class DriftRule implements ReleaseRule {

  private static final String DETECTIONS = "/api/modelops/drift-detections";

  /// So many open ones are named.
  private static final int NAMED = 20;

  @Override
  public GateRule rule() {
    return GateRule.DRIFT;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    return List.of(open(candidate), checked(candidate));
  }

  private static GateFinding open(Candidate candidate) {
    List<ModelDriftDetection> open =
        ModelDriftDetection.list(
            "modelId = ?1 and alert = true and status in (?2, ?3) order by createdAt desc, id desc",
            candidate.version().id,
            DriftStatus.OPEN,
            DriftStatus.ACKNOWLEDGED);
    var features =
        open.stream().map(one -> Objects.requireNonNullElse(one.feature, "(all)")).sorted();
    return ReleaseRule.found(
        "high or critical drift",
        open.isEmpty(),
        open.isEmpty() ? "is not open" : "is open %d times".formatted(open.size()),
        Map.of("open", open.size(), "features", features.distinct().limit(NAMED).toList()),
        open.stream().limit(NAMED).map(DriftRule::link).toList());
  }

  private static GateFinding checked(Candidate candidate) {
    ModelDriftDetection newest =
        ModelDriftDetection.find(
                "modelId = ?1 and source = ?2 order by createdAt desc, id desc",
                candidate.version().id,
                DriftSource.COMPUTED)
            .firstResult();
    if (newest == null) {
      return ReleaseRule.unknown("last look for drift", "has not been taken");
    }
    var age = Duration.between(newest.createdAt, candidate.at());
    var allowed = candidate.policy().driftRecency();
    var figures = new LinkedHashMap<String, Object>();
    figures.put("at", newest.createdAt.toString());
    figures.put("ageSeconds", age.toSeconds());
    figures.put("allowedSeconds", allowed.toSeconds());
    return ReleaseRule.found(
        "last look for drift",
        age.compareTo(allowed) <= 0,
        "was at %s; %s is allowed".formatted(newest.createdAt, allowed),
        figures,
        Stream.of(newest).map(DriftRule::link).toList());
  }

  private static GateLink link(ModelDriftDetection detection) {
    return GateLink.of("model_drift_detection", detection.id, DETECTIONS);
  }
}
