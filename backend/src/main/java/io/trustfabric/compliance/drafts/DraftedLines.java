package io.trustfabric.compliance.drafts;

import io.trustfabric.record.LedgerConsumer.LedgerLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Which lines went into which drafts.
@ApplicationScoped
public class DraftedLines {

  private static final String TAKEN =
      "SELECT position FROM evidence_draft_lines WHERE rule = :rule AND position BETWEEN :from AND :to";

  private static final String NEWEST =
      """
      SELECT number, evidence_id FROM evidence_drafts
      WHERE rule = :rule AND collected = :collected ORDER BY number DESC LIMIT 1
      """;

  private static final String BEGIN =
      "INSERT INTO evidence_drafts (rule, collected, number, evidence_id) VALUES (:rule, :collected, :number, :evidence)";

  private static final String TAKE =
      """
      INSERT INTO evidence_draft_lines (rule, position, record_id, record_version, evidence_id)
      VALUES (:rule, :position, :record, :version, :evidence)
      """;

  /// The newest draft of what a rule collects.
  ///
  /// @param number counts them from 1
  record NewestDraft(int number, UUID evidenceId) {}

  private final EntityManager entityManager;

  DraftedLines(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// Positions of lines between two, both included, that a rule has taken already.
  Set<Long> taken(String rule, long from, long to) {
    List<?> positions =
        entityManager
            .createNativeQuery(TAKEN, Long.class)
            .setParameter("rule", rule)
            .setParameter("from", from)
            .setParameter("to", to)
            .getResultList();
    var taken = new HashSet<Long>();
    positions.forEach(position -> taken.add((Long) position));
    return taken;
  }

  /// @param collected what its lines have in common
  Optional<NewestDraft> newest(String rule, String collected) {
    List<?> rows =
        entityManager
            .createNativeQuery(NEWEST, Object[].class)
            .setParameter("rule", rule)
            .setParameter("collected", collected)
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(Object[].class::cast)
        .map(row -> new NewestDraft(((Number) row[0]).intValue(), (UUID) row[1]));
  }

  void begin(String rule, String collected, NewestDraft draft) {
    entityManager
        .createNativeQuery(BEGIN)
        .setParameter("rule", rule)
        .setParameter("collected", collected)
        .setParameter("number", draft.number())
        .setParameter("evidence", draft.evidenceId())
        .executeUpdate();
  }

  void take(String rule, LedgerLine line, UUID evidenceId) {
    entityManager
        .createNativeQuery(TAKE)
        .setParameter("rule", rule)
        .setParameter("position", line.position())
        .setParameter("record", line.recordId())
        .setParameter("version", line.recordVersion())
        .setParameter("evidence", evidenceId)
        .executeUpdate();
  }
}
