package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.quality.datasets.GoldenDataset;
import io.trustfabric.quality.datasets.GoldenDatasets;
import io.trustfabric.quality.datasets.GoldenItem;
import io.trustfabric.quality.datasets.GoldenItems;
import io.trustfabric.quality.datasets.KnownAnswers;
import io.trustfabric.quality.datasets.TestedModels;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import io.trustfabric.web.HeadedBody;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Evaluates answers: takes them in, holds each against the right one, and compares with a former
/// run.
@ApplicationScoped
public class Evaluations {

  private static final int PAGE = 1_000;

  private static final TypeReference<Map<String, Object>> FREE = new TypeReference<>() {};

  private final GoldenItems items;
  private final GoldenAnswers answers;
  private final KnownAnswers known;
  private final TestedModels models;
  private final ObjectMapper mapper;
  private final Bodies bodies;
  private final EntityManager entityManager;

  Evaluations(
      GoldenItems items,
      GoldenAnswers answers,
      KnownAnswers known,
      TestedModels models,
      ObjectMapper mapper,
      Bodies bodies,
      EntityManager entityManager) {
    this.items = items;
    this.answers = answers;
    this.known = known;
    this.models = models;
    this.mapper = mapper;
    this.bodies = bodies;
    this.entityManager = entityManager;
  }

  /// @throws Invalid naming every bad field
  /// @throws Conflict when the version has no items
  @Transactional
  GoldenEvaluation evaluate(UUID datasetId, InputStream body, MediaType type) {
    var dataset = GoldenDatasets.find(datasetId);
    if (dataset.itemCount() == 0) {
      throw new Conflict("A version without items asks nothing.");
    }
    var evaluation = new GoldenEvaluation(dataset);
    var intake = answers.answers();
    var predictions = new Predictions(evaluation.id, intake);
    var report =
        new HeadedBody(mapper, bodies, predictions).read(body, type, EvaluationReport.class);
    intake.flush();
    if (report.modelId() != null && !models.isRegistered(report.modelId())) {
      throw Invalid.field("/modelId", "there is no such model version");
    }
    report.describe(evaluation);
    var former = former(evaluation, report.against());
    score(evaluation, dataset);
    evaluation.knewAnswers(known.count(dataset));
    if (former != null) {
      var changes = answers.changes(evaluation.id, former);
      evaluation.comparedWith(former, changes.get(0), changes.get(1));
    }
    evaluation.persistAndFlush();
    return evaluation;
  }

  private void score(GoldenEvaluation evaluation, GoldenDataset dataset) {
    var scoring = new Scoring(mapper, dataset);
    var outcomes = answers.outcomes();
    var digest = sha256();
    var extra = new long[1];
    var after = "";
    List<GoldenItem> page;
    do {
      page = items.page(dataset.id, after, PAGE);
      var asked = new LinkedHashMap<String, GoldenItem>();
      page.forEach(item -> asked.put(item.key(), item));
      var upTo = page.isEmpty() ? null : page.getLast().key();
      answers.between(
          evaluation.id,
          after,
          upTo,
          digest,
          (key, actual) -> {
            var item = asked.remove(key);
            if (item == null) {
              extra[0]++;
              outcomes.row(evaluation.id, key, "extra", List.of());
            } else {
              var wrong = scoring.score(item, actual);
              outcomes.row(evaluation.id, key, wrong.isEmpty() ? "right" : "wrong", wrong);
            }
          });
      asked
          .values()
          .forEach(
              item ->
                  outcomes.row(evaluation.id, item.key(), "missing", scoring.score(item, null)));
      after = upTo;
    } while (!page.isEmpty());
    outcomes.flush();
    evaluation.answersSha256 = HexFormat.of().formatHex(digest.digest());
    evaluation.scored(scoring, extra[0], mapper.convertValue(scoring.figures(), FREE));
  }

  /// The run to compare with: the one that was named, or the newest of the same system over the
  /// same items.
  ///
  /// @return null when there is none
  /// @throws Invalid when the one that was named is over other items, or is not there
  private UUID former(GoldenEvaluation evaluation, UUID against) {
    if (against != null) {
      GoldenEvaluation named = GoldenEvaluation.findById(against);
      if (named == null || !named.contentSha256.equals(evaluation.contentSha256)) {
        throw Invalid.field("/against", "must be an evaluation over the same items");
      }
      return against;
    }
    return entityManager
        .createQuery(
            """
            select e.id from GoldenEvaluation e where e.contentSha256 = :content and e.testedSystem = :system
            order by e.createdAt desc, e.id desc
            """,
            UUID.class)
        .setParameter("content", evaluation.contentSha256)
        .setParameter("system", evaluation.testedSystem)
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .orElse(null);
  }

  /// @throws Refusal 404 when there is none
  static GoldenEvaluation find(UUID id) {
    return GoldenEvaluation.<GoldenEvaluation>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("evaluation", id));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
