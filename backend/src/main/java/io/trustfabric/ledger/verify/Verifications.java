package io.trustfabric.ledger.verify;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.trustfabric.ledger.DirectConnection;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.IntegrityFailures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.persistence.LockModeType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Begins verifications, one at a time in all processes, carries them out on a thread of their own
/// and writes down what came of them.
@ApplicationScoped
public class Verifications {

  private static final Logger LOG = Logger.getLogger(Verifications.class);
  private static final Duration BETWEEN_TELLING = Duration.ofSeconds(1);

  private final LedgerAudit audit;
  private final DirectConnection connections;
  private final VerificationProgress progress;
  private final IntegrityFailures failures;
  private final Event<Begun> begun;
  private final ExecutorService runner =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("ledger-verification").factory());
  private volatile boolean stopping;

  /// One is written down and may be carried out.
  record Begun(UUID id) {}

  /// The process ends before the verification does.
  private static final class Stopped extends RuntimeException {}

  Verifications(
      LedgerAudit audit,
      DirectConnection connections,
      VerificationProgress progress,
      IntegrityFailures failures,
      Event<Begun> begun) {
    this.audit = audit;
    this.connections = connections;
    this.progress = progress;
    this.failures = failures;
    this.begun = begun;
  }

  /// Begins one in the running transaction; it is carried out once that is committed.
  ///
  /// @throws Conflict when one is running
  LedgerVerification begin(VerificationCause cause) {
    LedgerVerification.running().ifPresent(this::isGone);
    var verification = new LedgerVerification(cause);
    verification.persistAndFlush();
    begun.fire(new Begun(verification.id));
    return verification;
  }

  /// @throws Conflict when it is not gone
  private void isGone(LedgerVerification running) {
    var told = progress.of(running.id).map(VerificationStep::toldAt);
    Instant last = told.orElse(running.createdAt);
    if (last.plus(VerificationProgress.SILENCE).isAfter(Clock.now())) {
      throw new Conflict("Verification %s is running.".formatted(running.id));
    }
    running.abort("The process that ran it is gone.");
    LedgerVerification.flush();
  }

  void carryOut(@Observes(during = TransactionPhase.AFTER_SUCCESS) Begun verification) {
    runner.execute(() -> run(verification.id));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    runner.shutdown();
    runner.awaitTermination(5, TimeUnit.SECONDS);
  }

  private void run(UUID id) {
    var figures = new VerificationFigures();
    try (var connection = connections.toVerify()) {
      var finding = audit.run(connection, figures, telling(id));
      QuarkusTransaction.requiringNew().run(() -> end(id, figures, finding));
    } catch (Stopped | InterruptedException e) {
      abort(id, "The process that ran it was stopped.");
    } catch (SQLException | RuntimeException e) {
      LOG.errorf(e, "ledger verification %s was not finished", id);
      abort(id, "Something could not be read.");
    }
  }

  private LedgerAudit.Progress telling(UUID id) {
    progress.tell(id, VerificationCheck.LINES, 0);
    var told = new Instant[] {Instant.now()};
    return (check, done) -> {
      if (stopping) {
        throw new Stopped();
      }
      var now = Instant.now();
      if (now.isAfter(told[0].plus(BETWEEN_TELLING))) {
        told[0] = now;
        progress.tell(id, check, done);
      }
    };
  }

  private void end(UUID id, VerificationFigures figures, Optional<LedgerFinding> finding) {
    LedgerVerification verification =
        LedgerVerification.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (verification.status() != VerificationStatus.RUNNING) {
      return; // it was silent for too long, and was given up
    }
    if (finding.isEmpty()) {
      verification.verified(figures);
      return;
    }
    var found = finding.get();
    LOG.errorf("the ledger is not what was written: %s: %s", found.place(), found.problem());
    verification.failed(figures, found, tell(verification, found));
  }

  private UUID tell(LedgerVerification verification, LedgerFinding found) {
    var cause =
        String.join(
            "\n",
            found.check().name(),
            found.place(),
            found.problem(),
            Objects.toString(found.expected()),
            Objects.toString(found.actual()));
    return failures.record(
        cause,
        found.place(),
        found.problem(),
        Map.of("verificationId", verification.id.toString()));
  }

  private static void abort(UUID id, String why) {
    try {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                LedgerVerification verification =
                    LedgerVerification.findById(id, LockModeType.PESSIMISTIC_WRITE);
                if (verification.status() == VerificationStatus.RUNNING) {
                  verification.abort(why);
                }
              });
    } catch (RuntimeException e) {
      LOG.warnf("verification %s stays open until the next begins: %s", id, e.getMessage());
    }
  }
}
