package io.trustfabric.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.trustfabric.ledger.seal.Sealer;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Gives committed lines their final positions, gap-free from 0, and has them sealed. Every process
/// tries; the one that holds the advisory lock leads.
///
/// The leader writes through the very connection that holds the lock. A leader that was frozen has
/// lost its session by the time it wakes, one that was cut off cannot write, and the primary key on
/// position would refuse a second line in one place: none of them can fork the order.
@ApplicationScoped
public class Sequencer implements Leadership {

  /// Identifies the leader's lock among advisory locks: "trustfab" in ASCII.
  static final long LEADER_LOCK = 0x7472757374666162L;

  /// Channel on which "positions up to N are given" is told.
  static final String CHANNEL = "ledger";

  private static final int AT_ONCE = 5_000;

  /// Moves what is committed from pending to positions. The delete takes each line once; reading
  /// the highest position inside the statement leaves nothing to remember between rounds.
  static final String MOVE =
      """
      WITH taken AS (
        DELETE FROM ledger_pending WHERE line_id IN (
          SELECT line_id FROM ledger_pending ORDER BY line_id LIMIT %d)
        RETURNING line_id),
      placed AS (
        INSERT INTO ledger_positions (position, line_id, leaf)
        SELECT (SELECT coalesce(max(position) + 1, 0) FROM ledger_positions)
                 + row_number() OVER (ORDER BY line_id) - 1,
               line_id, sha256('\\x00'::bytea || bytes)
        FROM taken JOIN audit_log ON id = line_id
        RETURNING position, line_id)
      SELECT count(*), max(position), array_agg(occurred_at) FROM placed JOIN audit_log ON id = line_id
      """
          .formatted(AT_ONCE);

  private static final Logger LOG = Logger.getLogger(Sequencer.class);

  private final DirectConnection connections;
  private final LedgerConfig config;
  private final PositionDelay delay;
  private final Sealer sealer;
  private volatile boolean running;
  private volatile boolean leading;
  private Thread thread;

  Sequencer(
      DirectConnection connections, LedgerConfig config, Sealer sealer, MeterRegistry metrics) {
    this.connections = connections;
    this.config = config;
    this.sealer = sealer;
    this.delay = new PositionDelay(metrics);
  }

  @Override
  public boolean isLeading() {
    return leading;
  }

  void start(@Observes StartupEvent event) {
    if (config.sequence()) {
      running = true;
      thread = Thread.ofPlatform().daemon().name("ledger-sequencer").start(this::run);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    if (thread != null) {
      thread.interrupt();
      thread.join(5_000);
    }
  }

  private void run() {
    while (running) {
      try (var connection = connections.toLead()) {
        follow(connection);
      } catch (SQLException | RuntimeException e) {
        // Whatever it was: a process that stops trying might be the last one.
        LOG.warnf("not leading: %s", e.getMessage());
      } catch (InterruptedException e) {
        return;
      } finally {
        if (leading) {
          leading = false;
          sealer.ends();
          LOG.info("no longer leads the ledger's order");
        }
      }
      pause(500);
    }
  }

  private void follow(Connection connection) throws SQLException, InterruptedException {
    while (running && !tryLock(connection)) {
      Thread.sleep(1_000);
    }
    if (running) {
      leading = true;
      LOG.info("leads the ledger's order");
      connection.setAutoCommit(false);
      delay.startsAnew();
      sealer.begins(connection);
    }
    while (running) {
      var began = Instant.now();
      var made = move(connection);
      delay.placed(began, made, made.size() < AT_ONCE);
      var more = sealer.round(connection, !made.isEmpty());
      if (made.size() < AT_ONCE && !more) {
        Thread.sleep(config.poll().toMillis());
      }
    }
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, LEADER_LOCK);
      try (var result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  /// One round: at most {@link #AT_ONCE} lines, told to all listeners by the same commit.
  ///
  /// @return when each of them was made
  static List<Instant> move(Connection connection) throws SQLException {
    List<Instant> made = List.of();
    try (var statement = connection.prepareStatement(MOVE);
        var result = statement.executeQuery()) {
      result.next();
      if (result.getInt(1) > 0) {
        notify(connection, result.getLong(2));
        made =
            Stream.of((Timestamp[]) result.getArray(3).getArray())
                .map(Timestamp::toInstant)
                .toList();
      }
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
    connection.commit();
    return made;
  }

  private static void notify(Connection connection, long upTo) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      statement.setString(1, CHANNEL);
      statement.setString(2, Long.toString(upTo));
      statement.executeQuery().close();
    }
  }

  private void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
