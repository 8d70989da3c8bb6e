package io.trustfabric.quality.evaluations;

import io.trustfabric.record.EvaluatedScores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/// Tells what evaluations came to by the model version that gave the answers.
@ApplicationScoped
public class ScoresOfModels implements EvaluatedScores {

  private static final String NEWEST =
      """
      SELECT * FROM (
        SELECT DISTINCT ON (e.model_id, e.content_sha256) e.model_id, e.id, e.golden_dataset_id, d.name, d.data_version,
          e.items, e.accuracy, e.accuracy_low, e.accuracy_high, e.contaminated, e.created_at
        FROM golden_evaluations e JOIN golden_datasets d ON d.id = e.golden_dataset_id
        WHERE e.model_id IN (:models)
        ORDER BY e.model_id, e.content_sha256, e.contaminated, e.created_at DESC, e.id DESC) newest
      ORDER BY model_id, name, data_version, id
      """;

  private final EntityManager entityManager;

  ScoresOfModels(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public List<EvaluatedScore> of(Collection<UUID> modelIds) {
    return modelIds.isEmpty()
        ? List.of()
        : entityManager
            .unwrap(Session.class)
            .createNativeQuery(NEWEST, Object[].class)
            .setParameterList("models", modelIds)
            .getResultStream()
            .map(ScoresOfModels::score)
            .toList();
  }

  private static EvaluatedScore score(Object[] row) {
    return new EvaluatedScore(
        (UUID) row[0],
        (UUID) row[1],
        (UUID) row[2],
        (String) row[3],
        (Long) row[4],
        (Long) row[5],
        (Double) row[6],
        (Double) row[7],
        (Double) row[8],
        (Boolean) row[9],
        (Instant) row[10]);
  }
}
