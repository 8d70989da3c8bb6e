package io.trustfabric.compliance.evidence;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

/// Ends approvals whose time is over, and tells of reviews that are due, each once: a line in the
/// ledger, which alerts read.
@ApplicationScoped
public class EvidenceDeadlines {

  private static final String DUE =
      """
      select e.id from ComplianceEvidence e
      where e.status = :approved and (e.effectiveTo <= :now
        or e.nextReviewDueAt <= :now and (e.reviewNotedFor is null or e.reviewNotedFor <> e.nextReviewDueAt))
      order by e.nextReviewDueAt
      """;

  private final Evidences evidences;
  private final EntityManager entityManager;
  private final Leadership leadership;

  EvidenceDeadlines(Evidences evidences, EntityManager entityManager, Leadership leadership) {
    this.evidences = evidences;
    this.entityManager = entityManager;
    this.leadership = leadership;
  }

  @Scheduled(every = "${trust-fabric.deadlines.every}", identity = "evidence-deadlines")
  void onSchedule() {
    if (leadership.isLeading()) {
      keep();
    }
  }

  /// Does what is due, for each piece of evidence in a transaction of its own.
  ///
  /// @return how many changed
  public int keep() {
    List<UUID> due =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    entityManager
                        .createQuery(DUE, UUID.class)
                        .setParameter("approved", EvidenceStatus.APPROVED)
                        .setParameter("now", Clock.now())
                        .setMaxResults(1_000)
                        .getResultList());
    return (int)
        due.stream().filter(id -> QuarkusTransaction.requiringNew().call(() -> keep(id))).count();
  }

  /// Two processes may have seen the same evidence: the row is held, and looked at again.
  private boolean keep(UUID id) {
    ComplianceEvidence evidence = ComplianceEvidence.findById(id, LockModeType.PESSIMISTIC_WRITE);
    var now = Clock.now();
    if (evidence.status() != EvidenceStatus.APPROVED) {
      return false;
    }
    if (evidence.effectiveTo != null && !evidence.effectiveTo.isAfter(now)) {
      evidences.expire(evidence);
      return true;
    }
    if (evidence.nextReviewDueAt.isAfter(now)
        || evidence.nextReviewDueAt.equals(evidence.reviewNotedFor())) {
      return false;
    }
    evidence.reviewNoted();
    return true;
  }
}
