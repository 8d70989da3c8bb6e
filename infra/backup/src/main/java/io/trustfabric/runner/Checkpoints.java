package io.trustfabric.runner;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is kept outside of the database about its ledger: the rolling hash of positions 0 to N.
///
/// `h(-1)` is 32 zero bytes, `h(n) = SHA-256(h(n-1) || n as 8 bytes, big-endian || leaf(n))`.
final class Checkpoints {

  /// @param lastPosition N
  /// @param sha256 h(N) in hex
  record Checkpoint(long lastPosition, String sha256) {}

  private static final String LEAVES =
      "SELECT position, leaf FROM ledger_positions ORDER BY position";

  /// The leaf is worked out again, as a line's bytes may have been damaged without it.
  private static final String LINES =
      """
      SELECT p.position, sha256('\\x00'::bytea || l.bytes)
      FROM ledger_positions p LEFT JOIN audit_log l ON l.id = p.line_id
      WHERE p.position <= %d ORDER BY p.position
      """;

  private final Path folder;

  Checkpoints(Path state) {
    this.folder = state.resolve("checkpoints");
  }

  /// Hashes the live ledger, holds it against everything that was kept before and keeps the
  /// outcome; empty for an empty ledger.
  ///
  /// @throws RunnerFailure when the ledger does not continue what was kept
  Optional<Checkpoint> take(Connection live) throws SQLException {
    var kept = new TreeMap<Long, String>();
    Json.files(folder).stream()
        .map(Json::read)
        .forEach(c -> kept.put(c.get("lastPosition").longValue(), c.get("sha256").textValue()));
    var now = hash(live, LEAVES, kept);
    if (now.isEmpty() && !kept.isEmpty()) {
      throw new RunnerFailure("The ledger is empty, but was not before.");
    }
    now.ifPresent(this::keep);
    return now;
  }

  /// The newest that is kept.
  Optional<Checkpoint> newest() {
    var files = Json.files(folder);
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.read(files.getLast()))
            .map(
                c ->
                    new Checkpoint(c.get("lastPosition").longValue(), c.get("sha256").textValue()));
  }

  /// h(N) of a restored ledger, from the bytes of its lines. Where positions are missing it is the
  /// hash of those that are there, which is another.
  static String restored(Connection connection, long lastPosition) throws SQLException {
    return hash(connection, LINES.formatted(lastPosition), Map.of())
        .map(Checkpoint::sha256)
        .orElseGet(() -> Json.hex(new byte[32]));
  }

  private void keep(Checkpoint checkpoint) {
    Json.write(
        folder.resolve("%019d.json".formatted(checkpoint.lastPosition())),
        Json.object()
            .put("lastPosition", checkpoint.lastPosition())
            .put("sha256", checkpoint.sha256())
            .put("takenAt", Instant.now().toString()));
  }

  private static Optional<Checkpoint> hash(
      Connection connection, String positions, Map<Long, String> kept) throws SQLException {
    var hash = new byte[32];
    var last = -1L;
    var missing = new TreeMap<>(kept);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(5_000);
      try (var rows = statement.executeQuery(positions)) {
        while (rows.next()) {
          last = rows.getLong(1);
          var leaf = rows.getBytes(2);
          var number = ByteBuffer.allocate(Long.BYTES).putLong(last).array();
          hash = Json.sha256(hash, number, leaf == null ? new byte[0] : leaf);
          var was = missing.remove(last);
          if (was != null && !was.equals(Json.hex(hash))) {
            throw new RunnerFailure(
                "The ledger up to position %d is not what it was when it was kept."
                    .formatted(last));
          }
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    if (last >= 0 && !missing.isEmpty()) {
      throw new RunnerFailure(
          "The ledger ends at position %d, but reached to %d before."
              .formatted(last, missing.lastKey()));
    }
    return last < 0 ? Optional.empty() : Optional.of(new Checkpoint(last, Json.hex(hash)));
  }
}
