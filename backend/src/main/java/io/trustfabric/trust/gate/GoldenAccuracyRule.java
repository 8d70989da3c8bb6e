package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import io.trustfabric.quality.datasets.GoldenDataset;
import io.trustfabric.quality.evaluations.CountingEvaluations;
import io.trustfabric.quality.evaluations.GoldenEvaluation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Of each required dataset the active version's items were answered well enough. Every evaluation
/// that counts has to reach the floor: who asks again and again until chance helps gains nothing.
@ApplicationScoped
class GoldenAccuracyRule implements ReleaseRule {

  static final String DATASETS = "/api/quality/golden-datasets";
  static final String EVALUATIONS = "/api/quality/evaluations";

  private final CountingEvaluations evaluations;

  GoldenAccuracyRule(CountingEvaluations evaluations) {
    this.evaluations = evaluations;
  }

  @Override
  public GateRule rule() {
    return GateRule.GOLDEN_ACCURACY;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    return candidate.policy().datasets().stream().map(one -> judge(candidate, one)).toList();
  }

  private GateFinding judge(Candidate candidate, RequiredDataset required) {
    var dataset = GoldenDataset.active(required.name()).orElse(null);
    if (dataset == null) {
      return ReleaseRule.unknown(required.name(), "has no active version");
    }
    var counting = evaluations.of(candidate.version().id, dataset.contentSha256());
    if (counting.isEmpty()) {
      return ReleaseRule.unknown(
          required.name(), "was not answered without knowing the answers", link(dataset));
    }
    var lowest = lowest(counting);
    var floor = required.accuracyFloor().doubleValue();
    var enough = dataset.itemCount() >= required.minItems();
    return ReleaseRule.found(
        required.name(),
        enough && lowest.accuracyLow >= floor,
        enough
            ? String.format(
                Locale.ROOT,
                "has a lower bound of %.4f against the floor of %s",
                lowest.accuracyLow,
                required.accuracyFloor().toPlainString())
            : "has %d items of the %d required".formatted(dataset.itemCount(), required.minItems()),
        figures(dataset, required, lowest, counting.size()),
        List.of(link(dataset), GateLink.of("golden_evaluation", lowest.id, EVALUATIONS)));
  }

  /// Of those that count the one with the lowest bound; of equals the newest.
  static GoldenEvaluation lowest(List<GoldenEvaluation> counting) {
    return counting.stream()
        .min(Comparator.comparingDouble(evaluation -> evaluation.accuracyLow))
        .orElseThrow();
  }

  private static Map<String, Object> figures(
      GoldenDataset dataset, RequiredDataset required, GoldenEvaluation lowest, int counting) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("dataVersion", dataset.dataVersion);
    figures.put("contentSha256", dataset.contentSha256());
    figures.put("items", dataset.itemCount());
    figures.put("minItems", required.minItems());
    figures.put("rightItems", lowest.rightItems);
    figures.put("accuracy", lowest.accuracy);
    figures.put("accuracyLow", lowest.accuracyLow);
    figures.put("accuracyFloor", required.accuracyFloor().doubleValue());
    figures.put("countingEvaluations", counting);
    return figures;
  }

  static GateLink link(GoldenDataset dataset) {
    return GateLink.of("golden_dataset", dataset.id, DATASETS);
  }
}
