package io.trustfabric.ledger.verify;

import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.SignedNote;
import io.trustfabric.ledger.seal.VerifierKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Holds every tile and every checkpoint that was ever signed against the tree as it is recomputed.
/// Checkpoints are read beside the lines, each when the tree has its size.
final class SealCheck implements AutoCloseable {

  private static final int HASH = 32;

  /// A tile is a subtree of this height; so many hashes are in it.
  private static final int HEIGHT = 8;

  private static final int WIDTH = 1 << HEIGHT;

  private static final String CHECKPOINTS =
      "SELECT tree_size, origin, root, note FROM ledger_checkpoints ORDER BY tree_size";

  private static final String TILE =
      "SELECT hashes, root FROM ledger_tiles WHERE level = ? AND tile = ?";

  private static final String NEWEST = "SELECT coalesce(max(tree_size), 0) FROM ledger_checkpoints";

  private static final String KEYS =
      "SELECT from_size, verifier_key FROM ledger_keys ORDER BY from_size";

  private static final String TILES_PAST =
      """
      SELECT level, tile FROM ledger_tiles
      WHERE (tile + 1)::numeric * 256::numeric ^ (level + 1) > ? ORDER BY level, tile LIMIT 1
      """;

  private final VerificationFigures figures;
  private final Connection connection;
  private final PreparedStatement tile;
  private final PreparedStatement checkpoints;
  private final ResultSet checkpoint;
  private final NavigableMap<Long, VerifierKey> keys = new TreeMap<>();
  private final long sealed;
  private long next;

  /// Of each level the hashes of the tile that is not full yet.
  private final byte[][] hashes = new byte[Long.SIZE / HEIGHT + 1][];

  SealCheck(Connection connection, VerificationFigures figures) throws SQLException {
    this.connection = connection;
    this.figures = figures;
    readKeys();
    sealed = number(NEWEST);
    tile = connection.prepareStatement(TILE);
    checkpoints = connection.prepareStatement(CHECKPOINTS);
    checkpoints.setFetchSize(WIDTH);
    checkpoint = checkpoints.executeQuery();
    advance();
  }

  private void readKeys() throws SQLException {
    try (var select = connection.createStatement();
        var rows = select.executeQuery(KEYS)) {
      while (rows.next()) {
        try {
          keys.put(rows.getLong(1), VerifierKey.parse(rows.getString(2)));
        } catch (IllegalArgumentException e) {
          throw new Found(
              LedgerFinding.at(
                  VerificationCheck.CHECKPOINTS,
                  "key from size " + rows.getLong(1),
                  "it is no verifier key"));
        }
      }
    }
  }

  private long number(String sql) throws SQLException {
    try (var select = connection.createStatement();
        var row = select.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void advance() throws SQLException {
    next = checkpoint.next() ? checkpoint.getLong(1) : -1;
  }

  /// Takes a subtree; the roots of full tiles are the hashes of the level above.
  void node(int height, long index, byte[] hash) {
    if (height % HEIGHT != 0) {
      return;
    }
    var level = height / HEIGHT;
    try {
      if (level > 0) {
        hold(level - 1, index, hash);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the tiles cannot be read", e);
    }
    if (hashes[level] == null) {
      hashes[level] = new byte[WIDTH * HASH];
    }
    System.arraycopy(hash, 0, hashes[level], (int) (index % WIDTH) * HASH, HASH);
  }

  /// A tile that is full by now. Those past the newest checkpoint may not be stored yet.
  private void hold(int level, long index, byte[] root) throws SQLException {
    var place =
        LedgerFinding.at(VerificationCheck.TREE, "tile %d/%d".formatted(level, index), null);
    tile.setInt(1, level);
    tile.setLong(2, index);
    try (var row = tile.executeQuery()) {
      if (!row.next()) {
        if ((index + 1) << HEIGHT * (level + 1) <= sealed) {
          throw new Found(place.withProblem("it is not there"));
        }
        return;
      }
      var stored = row.getBytes(1);
      for (int i = 0; i < WIDTH; i++) {
        var is = Arrays.copyOfRange(stored, i * HASH, (i + 1) * HASH);
        var should = Arrays.copyOfRange(hashes[level], i * HASH, (i + 1) * HASH);
        if (!Arrays.equals(is, should)) {
          throw new Found(
              place
                  .withProblem("its hash %d is another".formatted(i))
                  .compared(hex(should), hex(is)));
        }
      }
      if (!Arrays.equals(row.getBytes(2), root)) {
        throw new Found(
            place.withProblem("its root is another").compared(hex(root), hex(row.getBytes(2))));
      }
    }
  }

  /// The tree has one more leaf, or none yet: holds the checkpoint of that size against it.
  void reached(RecomputedTree tree) {
    if (next != tree.size()) {
      return;
    }
    try {
      hold(tree.root());
      figures.checkpoints++;
      advance();
    } catch (SQLException e) {
      throw new IllegalStateException("the checkpoints cannot be read", e);
    }
  }

  private void hold(byte[] root) throws SQLException {
    var place = LedgerFinding.at(VerificationCheck.CHECKPOINTS, "checkpoint of size " + next, null);
    if (!Arrays.equals(root, checkpoint.getBytes(3))) {
      throw new Found(
          place
              .withProblem("its root is another")
              .compared(hex(root), hex(checkpoint.getBytes(3))));
    }
    var key = keys.floorEntry(next);
    if (key == null) {
      throw new Found(place.withProblem("no key is known that signs at this size"));
    }
    try {
      var note = SignedNote.parse(checkpoint.getString(4));
      var signed = Checkpoint.parse(note.text());
      if (signed.size() != next
          || !signed.origin().equals(checkpoint.getString(2))
          || !Arrays.equals(signed.root(), root)) {
        throw new Found(
            place
                .withProblem("its note says something else")
                .compared(
                    "%d %s".formatted(next, hex(root)),
                    "%d %s".formatted(signed.size(), signed.rootHex())));
      }
      if (!note.isSignedBy(key.getValue())) {
        throw new Found(place.withProblem("its key did not sign it"));
      }
    } catch (IllegalArgumentException e) {
      throw new Found(place.withProblem("its note is none"));
    }
  }

  /// All leaves are there: nothing may be signed or stored of more.
  void finished(RecomputedTree tree) throws SQLException {
    if (next >= 0) {
      throw new Found(
          LedgerFinding.at(
                  VerificationCheck.CHECKPOINTS,
                  "checkpoint of size " + next,
                  "it is of more lines than there are")
              .compared(next, tree.size()));
    }
    try (var select = connection.prepareStatement(TILES_PAST)) {
      select.setLong(1, tree.size());
      try (var row = select.executeQuery()) {
        if (row.next()) {
          throw new Found(
              LedgerFinding.at(
                  VerificationCheck.TREE,
                  "tile %d/%d".formatted(row.getInt(1), row.getLong(2)),
                  "it is of more lines than there are"));
        }
      }
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() throws SQLException {
    checkpoint.close();
    checkpoints.close();
    tile.close();
  }
}
