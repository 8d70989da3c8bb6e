package io.trustfabric.ledger;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/// Tells everyone in this process about new positions. One connection listens; what comes is kept
/// in a ring, so that two hundred readers cost the database what one does. Readers pull: one that
/// is slow holds nobody back and occupies no memory; what has left the ring it reads from the
/// database.
@ApplicationScoped
public class LedgerFeed {

  /// One ordered line, without its content: who may see that asks for the record.
  public record Entry(
      long position, String action, String recordType, UUID recordId, Long recordVersion) {}

  private static final int RING = 20_000;
  private static final int PAGE = 1_000;
  private static final int LISTEN_MILLIS = 500;
  private static final Logger LOG = Logger.getLogger(LedgerFeed.class);

  private static final String READ =
      """
      SELECT p.position, l.action, l.record_type, l.record_id, l.record_version
      FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
      WHERE p.position > ? ORDER BY p.position LIMIT %d
      """
          .formatted(PAGE);

  private final DataSource dataSource;
  private final DirectConnection connections;

  /// The newest entries, each at its position modulo the ring's length: positions have no gaps.
  private final Entry[] ring = new Entry[RING];

  /// The oldest position in the ring.
  private long oldest;

  private final Set<UniEmitter<? super Void>> waiting = ConcurrentHashMap.newKeySet();
  private volatile long head = -1;
  private volatile boolean running;
  private volatile boolean closing;
  private Thread thread;

  LedgerFeed(DataSource dataSource, DirectConnection connections) {
    this.dataSource = dataSource;
    this.connections = connections;
  }

  /// The newest position this process knows of; -1 for an empty ledger.
  public long head() {
    return head;
  }

  /// Whether this process is about to stop: streams end, so that their readers go elsewhere.
  public boolean isClosing() {
    return closing;
  }

  /// The entries after a position, at once when there are any, else when there are; empty after
  /// `patience`.
  public Uni<List<Entry>> after(long position, Duration patience) {
    return Uni.createFrom().deferred(() -> available(position, patience));
  }

  private Uni<List<Entry>> available(long position, Duration patience) {
    if (position < head) {
      return next(position);
    }
    return Uni.createFrom()
        .<Void>emitter(emitter -> await(emitter, position))
        .ifNoItem()
        .after(patience)
        .recoverWithItem(() -> null)
        .chain(() -> position < head ? next(position) : Uni.createFrom().item(List.of()));
  }

  private void await(UniEmitter<? super Void> emitter, long position) {
    waiting.add(emitter);
    emitter.onTermination(() -> waiting.remove(emitter));
    if (position < head || closing) {
      emitter.complete(null);
    }
  }

  private Uni<List<Entry>> next(long position) {
    var remembered = fromRing(position);
    return remembered != null
        ? Uni.createFrom().item(remembered)
        : Uni.createFrom()
            .item(() -> fromDatabase(position))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /// Entries after a position; null when some of them are no longer in the ring.
  private List<Entry> fromRing(long position) {
    synchronized (ring) {
      if (position + 1 < oldest) {
        return null;
      }
      var entries = new ArrayList<Entry>();
      for (long p = position + 1; p <= head && entries.size() < PAGE; p++) {
        entries.add(ring[(int) (p % RING)]);
      }
      return entries;
    }
  }

  private List<Entry> fromDatabase(long position) {
    try (var connection = dataSource.getConnection()) {
      return read(connection, position);
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    }
  }

  private static List<Entry> read(Connection connection, long after) throws SQLException {
    var entries = new ArrayList<Entry>();
    try (var statement = connection.prepareStatement(READ)) {
      statement.setLong(1, after);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(
              new Entry(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getObject(4, UUID.class),
                  rows.getObject(5, Long.class)));
        }
      }
    }
    return entries;
  }

  void start(@Observes StartupEvent event) throws SQLException {
    // Before the first reader comes: one who asks for news must not get the whole ledger.
    try (var connection = dataSource.getConnection()) {
      startAtHead(connection);
    }
    running = true;
    thread = Thread.ofPlatform().daemon().name("ledger-feed").start(this::run);
  }

  void close(@Observes ShutdownDelayInitiatedEvent event) {
    closing = true;
    waiting.forEach(emitter -> emitter.complete(null));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    thread.join(2_000);
  }

  private void run() {
    while (running) {
      try (var connection = connections.toListen()) {
        try (var statement = connection.createStatement()) {
          statement.execute("LISTEN " + Sequencer.CHANNEL);
        }
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        LOG.warnf("not listening: %s", e.getMessage());
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    while (running) {
      // Also without a notification: a lost one must not delay anybody for longer than this.
      catchUp(connection);
      connection.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
    }
  }

  private void startAtHead(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery("SELECT coalesce(max(position), -1) FROM ledger_positions")) {
      result.next();
      head = result.getLong(1);
      oldest = head + 1;
    }
  }

  private void catchUp(Connection connection) throws SQLException {
    List<Entry> news;
    do {
      news = read(connection, head);
      if (!news.isEmpty()) {
        remember(news);
      }
    } while (news.size() == PAGE);
  }

  private void remember(List<Entry> news) {
    synchronized (ring) {
      for (var entry : news) {
        ring[(int) (entry.position() % RING)] = entry;
      }
      head = news.getLast().position();
      oldest = Math.max(oldest, head - RING + 1);
    }
    for (var emitter : waiting) {
      emitter.complete(null);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
