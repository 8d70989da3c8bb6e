package io.trustfabric.chaos.experiments;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Aborts experiments that nobody has ended within their own maximum duration, so that none runs
/// for ever on paper.
@ApplicationScoped
public class ChaosDeadlines {

  private static final String OVERDUE =
      """
      SELECT id FROM chaos_test_results WHERE status = 'running' AND deadline_at < now()
      ORDER BY deadline_at LIMIT 1000
      """;

  private final EntityManager entityManager;
  private final Leadership leadership;

  ChaosDeadlines(EntityManager entityManager, Leadership leadership) {
    this.entityManager = entityManager;
    this.leadership = leadership;
  }

  @Scheduled(every = "${trust-fabric.deadlines.every}", identity = "overdue-chaos-tests")
  void onSchedule() {
    if (leadership.isLeading()) {
      abort();
    }
  }

  /// Aborts what is overdue, each in a transaction of its own.
  ///
  /// @return how many
  @SuppressWarnings("unchecked")
  public int abort() {
    var overdue =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    (List<UUID>)
                        entityManager.createNativeQuery(OVERDUE, UUID.class).getResultList());
    return (int)
        overdue.stream()
            .filter(id -> QuarkusTransaction.requiringNew().call(() -> abort(id)))
            .count();
  }

  /// Two processes may have seen the same one, and its reporter may have ended it meanwhile: the
  /// row is held, and looked at again.
  private static boolean abort(UUID id) {
    ChaosTestResult test = ChaosTestResult.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (!test.isRunning() || test.deadlineAt().isAfter(Clock.now())) {
      return false;
    }
    test.end(
        ChaosStatus.ABORTED,
        null,
        "",
        "Nobody ended it within its maximum duration, %s."
            .formatted(Duration.ofMillis(test.maxDurationMs())));
    return true;
  }
}
