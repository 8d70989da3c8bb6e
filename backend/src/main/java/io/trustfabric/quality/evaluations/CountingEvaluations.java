package io.trustfabric.quality.evaluations;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// The evaluations that count for a release, and how two of them differ.
@ApplicationScoped
public class CountingEvaluations {

  private final GoldenAnswers answers;

  CountingEvaluations(GoldenAnswers answers) {
    this.answers = answers;
  }

  /// Two runs over the same items.
  ///
  /// @param newlyWrong items that the former had right and the latter has not
  /// @param newlyRight items that only the latter has right
  /// @param worseP one-sided p-value of McNemar's exact test: the chance of at least so many newly
  ///   wrong ones among the items on which they differ, were neither better
  public record PairedRuns(long newlyWrong, long newlyRight, double worseP) {}

  /// All evaluations of a version's answers to the same items that are not contaminated, the newest
  /// first.
  public List<GoldenEvaluation> of(UUID modelId, String contentSha256) {
    return GoldenEvaluation.list(
        "modelId = ?1 and contentSha256 = ?2 and contaminated = false order by createdAt desc, id desc",
        modelId,
        contentSha256);
  }

  /// Holds an evaluation against another one over the same items.
  public PairedRuns compare(GoldenEvaluation evaluation, GoldenEvaluation former) {
    var changes = answers.changes(evaluation.id, former.id);
    return new PairedRuns(
        changes.get(0), changes.get(1), McNemar.worse(changes.get(0), changes.get(1)));
  }
}
