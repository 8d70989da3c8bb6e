package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.quality.datasets.GoldenDataset;
import io.trustfabric.quality.evaluations.CountingEvaluations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The same items are answered no worse than by each version in production, by McNemar's one-sided
/// exact test. Where nothing is in production there is nothing to be worse than.
@ApplicationScoped
class NoRegressionRule implements ReleaseRule {

  /// A p-value below it fails.
  private static final double LEVEL = 0.05;

  private final CountingEvaluations evaluations;

  NoRegressionRule(CountingEvaluations evaluations) {
    this.evaluations = evaluations;
  }

  @Override
  public GateRule rule() {
    return GateRule.NO_REGRESSION;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    if (candidate.incumbents().isEmpty()) {
      return List.of(
          ReleaseRule.found(
              candidate.version().name(),
              true,
              "has nothing in production to be compared with",
              Map.of("versionsInProduction", 0),
              List.of()));
    }
    return candidate.incumbents().stream()
        .flatMap(
            incumbent ->
                candidate.policy().datasets().stream()
                    .map(required -> compare(candidate.version(), incumbent, required.name())))
        .toList();
  }

  private GateFinding compare(ModelVersion version, ModelVersion incumbent, String name) {
    var subject = "%s against %s".formatted(name, incumbent.modelVersion);
    var inProduction = GateLink.of("model_version", incumbent.id, "/api/modelops/models");
    var dataset = GoldenDataset.active(name).orElse(null);
    if (dataset == null) {
      return ReleaseRule.unknown(subject, "has no active version", inProduction);
    }
    var ours = evaluations.of(version.id, dataset.contentSha256());
    var theirs = evaluations.of(incumbent.id, dataset.contentSha256());
    if (ours.isEmpty() || theirs.isEmpty()) {
      return ReleaseRule.unknown(
          subject,
          "cannot be compared: %s has no evaluation over the same items that counts"
              .formatted((ours.isEmpty() ? version : incumbent).modelVersion),
          inProduction,
          GoldenAccuracyRule.link(dataset));
    }
    var ourRun = GoldenAccuracyRule.lowest(ours);
    var theirRun = theirs.getFirst();
    var paired = evaluations.compare(ourRun, theirRun);
    return ReleaseRule.found(
        subject,
        paired.worseP() >= LEVEL,
        String.format(
            Locale.ROOT,
            "has %d newly wrong and %d newly right, p = %.4f",
            paired.newlyWrong(),
            paired.newlyRight(),
            paired.worseP()),
        Map.of(
            "contentSha256",
            dataset.contentSha256(),
            "newlyWrong",
            paired.newlyWrong(),
            "newlyRight",
            paired.newlyRight(),
            "pWorse",
            paired.worseP(),
            "level",
            LEVEL),
        Stream.of(ourRun, theirRun)
            .map(run -> GateLink.of("golden_evaluation", run.id, GoldenAccuracyRule.EVALUATIONS))
            .toList());
  }
}
