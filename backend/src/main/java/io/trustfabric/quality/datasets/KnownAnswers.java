package io.trustfabric.quality.datasets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.record.Author;
import io.trustfabric.record.Callers;
import io.trustfabric.record.ChangeCapture;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Set;

/// Who knows which right answers: whoever brought them in, and whoever read them. A read is also a
/// ledger line.
@ApplicationScoped
public class KnownAnswers {

  private static final String REMEMBER =
      """
      INSERT INTO golden_answers_known (dataset_id, issuer, subject, how) VALUES (:dataset, :issuer, :subject, :how)
      ON CONFLICT DO NOTHING
      """;

  /// An answer is known with its item: a later version has it too, and so has the same content
  /// under another name.
  private static final String KNOWN =
      """
      SELECT count(*) FROM golden_items e WHERE e.dataset_id = :dataset AND EXISTS (
        SELECT 1 FROM golden_answers_known k JOIN golden_datasets d ON d.id = k.dataset_id
        JOIN golden_items g ON g.dataset_id = k.dataset_id AND g.key = e.key AND g.expected = e.expected
        WHERE k.issuer = :issuer AND k.subject IN (:subjects) AND (d.name = :name OR d.content_sha256 = :content))
      """;

  private final EntityManager entityManager;
  private final ChangeCapture changes;

  KnownAnswers(EntityManager entityManager, ChangeCapture changes) {
    this.entityManager = entityManager;
    this.changes = changes;
  }

  /// The caller has brought a version's answers in.
  void brought(GoldenDataset dataset) {
    remember(dataset, "brought");
  }

  /// The caller is about to read a version's answers.
  ///
  /// @param after the key they begin after; null for the first
  /// @param way by what they are read: `items`, `diff`
  @Transactional
  void read(GoldenDataset dataset, String way, String after) {
    remember(dataset, "read");
    var what = JsonNodeFactory.instance.objectNode();
    what.put("way", way).put("contentSha256", dataset.contentSha256());
    if (after != null) {
      what.put("after", after);
    }
    changes.inTransaction(
        (ledger, connection) ->
            ledger.note(
                connection, "golden_dataset.expected_read", "golden_dataset", dataset.id, what));
  }

  /// Of how many items of a version the caller knows the right answer.
  public long count(GoldenDataset dataset) {
    var caller = Callers.current();
    return (Long)
        entityManager
            .createNativeQuery(KNOWN, Long.class)
            .setParameter("dataset", dataset.id)
            .setParameter("issuer", caller.author().issuer())
            .setParameter(
                "subjects",
                Set.of(caller.author().subject(), caller.owner() == null ? "" : caller.owner()))
            .setParameter("name", dataset.name)
            .setParameter("content", dataset.contentSha256())
            .getSingleResult();
  }

  /// A service account and the person it belongs to know the same.
  private void remember(GoldenDataset dataset, String how) {
    var caller = Callers.current();
    remember(dataset, how, caller.author());
    if (!caller.principal().isSameAs(caller.author())) {
      remember(dataset, how, caller.principal());
    }
  }

  private void remember(GoldenDataset dataset, String how, Author who) {
    entityManager
        .createNativeQuery(REMEMBER)
        .setParameter("dataset", dataset.id)
        .setParameter("issuer", who.issuer())
        .setParameter("subject", who.subject())
        .setParameter("how", how)
        .executeUpdate();
  }
}
