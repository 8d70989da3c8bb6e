package io.trustfabric.quality.evaluations;

import io.trustfabric.quality.datasets.GoldenDataset;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// What the product made of one set of answers to a version's cases. Every one is kept, whatever it
/// came to.
@Entity
@Immutable
@Table(name = "golden_evaluations")
public class GoldenEvaluation extends TrustRecord {

  public UUID goldenDatasetId;

  /// The digest of what was asked: runs over the same items can be compared.
  public String contentSha256;

  /// What gave the answers, with its version.
  public String testedSystem;

  public UUID modelId;
  public String gitCommit;
  public Long items;
  public Long rightItems;
  public Long missingItems;

  /// Answers to what nobody asked.
  public Long extraItems;

  public Double accuracy;
  public Double accuracyLow;
  public Double accuracyHigh;

  /// {@link EvaluationFigures} as JSON.
  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> figures = new LinkedHashMap<>();

  /// Of how many items the caller knew the right answer.
  public Long knownAnswers;

  /// Whether the caller knew any right answer; then it never counts for a release.
  public Boolean contaminated;

  /// SHA-256 over the answers in byte order of key, each in canonical JSON with a line feed.
  public String answersSha256;

  /// The run it was compared with.
  public UUID formerId;

  public Long newlyWrong;
  public Long newlyRight;

  /// Two-sided p-value of McNemar's exact test.
  @Column(name = "mcnemar_p")
  public Double mcnemarP;

  protected GoldenEvaluation() {}

  /// An evaluation that is to be; it has an id, by which its answers are kept.
  GoldenEvaluation(GoldenDataset dataset) {
    identify();
    this.goldenDatasetId = dataset.id;
    this.contentSha256 = dataset.contentSha256();
  }

  /// What the answers came to.
  void scored(Scoring scoring, long extra, Map<String, Object> figures) {
    items = scoring.items();
    rightItems = scoring.right();
    missingItems = scoring.missing();
    extraItems = extra;
    var interval = Wilson.of(rightItems, items);
    accuracy = (double) rightItems / items;
    accuracyLow = interval.low();
    accuracyHigh = interval.high();
    this.figures = figures;
  }

  /// Of how many items the caller knew the right answer.
  void knewAnswers(long known) {
    knownAnswers = known;
    contaminated = known > 0;
  }

  /// How it differs from a former run over the same items.
  void comparedWith(UUID former, long wrong, long right) {
    formerId = former;
    newlyWrong = wrong;
    newlyRight = right;
    mcnemarP = McNemar.p(wrong, right);
  }
}
