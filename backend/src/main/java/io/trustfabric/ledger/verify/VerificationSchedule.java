package io.trustfabric.ledger.verify;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;

/// Has the ledger verified when it was not for long.
@ApplicationScoped
public class VerificationSchedule {

  private final Verifications verifications;
  private final VerificationConfig config;
  private final Leadership leadership;

  VerificationSchedule(
      Verifications verifications, VerificationConfig config, Leadership leadership) {
    this.verifications = verifications;
    this.config = config;
    this.leadership = leadership;
  }

  @Scheduled(
      every = "${trust-fabric.verification.every}",
      identity = "ledger-verification",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void onSchedule() {
    if (leadership.isLeading()) {
      beginWhenDue();
    }
  }

  /// @return whether one was begun
  public boolean beginWhenDue() {
    try {
      return QuarkusTransaction.requiringNew().call(this::begin);
    } catch (Conflict running) {
      return false;
    }
  }

  private boolean begin() {
    var newest = LedgerVerification.newest();
    if (newest != null && newest.plus(config.interval()).isAfter(Clock.now())) {
      return false;
    }
    verifications.begin(VerificationCause.SCHEDULED);
    return true;
  }
}
