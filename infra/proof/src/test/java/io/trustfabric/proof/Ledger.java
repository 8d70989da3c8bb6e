package io.trustfabric.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.testing.LedgerVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The ledger's order as someone outside has seen it, read from the tables: a position once seen
/// holds the same leaf for ever.
final class Ledger {

  /// How old a line may get without a position.
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private static final String POSITIONS =
      "SELECT position, encode(leaf, 'hex') FROM ledger_positions WHERE position >= %d ORDER BY position";

  private static final String UNSETTLED =
      """
      SELECT count(*) FROM audit_log l LEFT JOIN ledger_positions p ON p.line_id = l.id
      LEFT JOIN ledger_pending w ON w.line_id = l.id
      WHERE p.line_id IS NULL OR w.line_id IS NOT NULL
      """;

  private static final String FALSE_LEAVES =
      """
      SELECT count(*) FROM ledger_positions p LEFT JOIN audit_log l ON l.id = p.line_id
      WHERE p.leaf IS DISTINCT FROM sha256('\\x00'::bytea || l.bytes)
      """;

  private static final String RECORDED =
      """
      SELECT l.record_id || ' ' || l.record_version FROM audit_log l JOIN ledger_positions p ON p.line_id = l.id
      WHERE p.position >= %1$d AND l.record_id IS NOT NULL
      UNION ALL
      SELECT b.record_id::text FROM ledger_batch_rows b JOIN ledger_positions p ON p.line_id = b.line_id
      WHERE p.position >= %1$d
      """;

  private static final String MARKS =
      """
      SELECT mark, count(*) FROM (
        SELECT source AS mark FROM security_events UNION ALL SELECT service FROM incidents) marked
      WHERE starts_with(mark, '%s') GROUP BY mark
      """;

  private final Victims victims;
  private final List<String> leaves = new ArrayList<>();
  private final Set<String> recorded = new HashSet<>();
  private final LedgerVerifier verifier = new LedgerVerifier();
  private long verified;
  private volatile boolean watching;
  private volatile AssertionError failure;

  Ledger(Victims victims) {
    this.victims = victims;
  }

  /// Remembers positions as they are given, until the database is gone or {@link #unwatch}.
  Thread watch() {
    watching = true;
    return Thread.ofPlatform()
        .start(
            () -> {
              try (var connection = victims.connect()) {
                while (watching) {
                  read(connection, leaves);
                  pause(20);
                }
              } catch (SQLException gone) {
                watching = false;
              } catch (AssertionError e) {
                failure = e;
              }
            });
  }

  void unwatch(Thread watcher) {
    watching = false;
    try {
      watcher.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// Returns when every committed line has its position.
  void settle() throws SQLException {
    var deadline = Instant.now().plus(SETTLING);
    try (var connection = victims.connect()) {
      while (number(connection, UNSETTLED) > 0) {
        assertThat(Instant.now())
            .as("a committed line has no position after %s", SETTLING)
            .isBefore(deadline);
        pause(50);
      }
    }
  }

  /// Holds the order against what was seen of it before, and the leaves against the lines.
  void holdOrder() throws SQLException {
    try (var connection = victims.connect()) {
      var now = new ArrayList<String>();
      read(connection, now);
      assertThat(now.size())
          .as("lost: positions that were seen")
          .isGreaterThanOrEqualTo(leaves.size());
      for (int i = 0; i < leaves.size(); i++) {
        assertThat(now.get(i)).as("lost: the leaf seen at position %d", i).isEqualTo(leaves.get(i));
      }
      leaves.addAll(now.subList(leaves.size(), now.size()));
      assertThat(number(connection, FALSE_LEAVES)).as("leaves that are not of their line").isZero();
    }
  }

  /// Replays what came since the last time and holds the live rows against it.
  void holdRecords() throws SQLException {
    try (var connection = victims.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(RECORDED.formatted(verified))) {
      while (rows.next()) {
        recorded.add(rows.getString(1));
      }
    }
    try {
      var report = verifier.goOn(victims.jdbcUrl());
      assertThat(report.broken()).as("records that are not what their lines say").isEmpty();
      verified = report.lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a version of a record has a line with a position; of a batch's rows there is only the
  /// first version.
  boolean holds(String id, long version) {
    return recorded.contains(id + " " + version) || version == 0 && recorded.contains(id);
  }

  /// How many records there are of each mark that begins with `prefix`.
  Map<String, Integer> marks(String prefix) throws SQLException {
    var marks = new TreeMap<String, Integer>();
    try (var connection = victims.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(MARKS.formatted(prefix))) {
      while (rows.next()) {
        marks.put(rows.getString(1), rows.getInt(2));
      }
    }
    return marks;
  }

  int size() {
    return leaves.size();
  }

  /// SHA-256 over all leaves seen, in order.
  String rollingHash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      leaves.forEach(leaf -> digest.update(leaf.getBytes(StandardCharsets.US_ASCII)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void read(Connection connection, List<String> known) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(POSITIONS.formatted(known.size()))) {
      while (rows.next()) {
        assertThat(rows.getLong(1)).as("positions have no gap").isEqualTo(known.size());
        known.add(rows.getString(2));
      }
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
