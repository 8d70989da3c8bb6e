package io.trustfabric.ledger.verify;

import io.trustfabric.record.ChangeCapture;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hibernate.SessionFactory;

/// Reads everything again through one connection, as it was at one moment, and says where the first
/// bad place is. Takes no more memory however large the ledger is.
@ApplicationScoped
class LedgerAudit {

  /// How far it is; may throw to end it.
  @FunctionalInterface
  interface Progress {
    void at(VerificationCheck check, long done);
  }

  private final SessionFactory sessions;
  private final ChangeCapture changes;

  /// Work that needs no database: hashing, parsing.
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("ledger-audit-", 0).factory());

  LedgerAudit(EntityManagerFactory factory, ChangeCapture changes) {
    this.sessions = factory.unwrap(SessionFactory.class);
    this.changes = changes;
  }

  @PreDestroy
  void stop() {
    workers.shutdownNow();
  }

  /// @param connection to be used for nothing else; its transaction is ended
  /// @param figures filled while it goes on
  /// @return the first bad place; empty when there is none
  Optional<LedgerFinding> run(Connection connection, VerificationFigures figures, Progress progress)
      throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    var late = OrderCheck.late(connection);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try {
      return check(connection, late, figures, progress);
    } finally {
      connection.rollback();
    }
  }

  /// The same within a transaction that is there.
  ///
  /// @param late lines that must no longer wait for their position
  Optional<LedgerFinding> check(
      Connection connection, Set<Long> late, VerificationFigures figures, Progress progress)
      throws SQLException {
    try (var seals = new SealCheck(connection, figures)) {
      var lines =
          new LineReading(
              connection,
              workers,
              seals,
              figures,
              done -> progress.at(VerificationCheck.LINES, done));
      lines.read();
      new OrderCheck(connection).check(late, lines.batches());
      new RecordReading(
              connection,
              sessions,
              changes,
              workers,
              figures,
              done -> progress.at(VerificationCheck.RECORDS, done))
          .read(lines.recordTypes());
      return Optional.empty();
    } catch (Found found) {
      return Optional.of(found.finding());
    }
  }
}
