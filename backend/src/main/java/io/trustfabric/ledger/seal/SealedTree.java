package io.trustfabric.ledger.seal;

import io.trustfabric.ledger.tree.Proofs;
import io.trustfabric.ledger.tree.Tile;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The sealed part of the ledger's tree, read through one connection. Full tiles are stored; of one
/// that is not full yet the hashes lie one level below: leaves at their positions, roots with the
/// tiles they are of.
final class SealedTree implements Tile.Source {

  private static final String NEWEST =
      "SELECT note FROM ledger_checkpoints ORDER BY tree_size DESC LIMIT 1";

  private static final String COSIGNED =
      """
      SELECT c.note || string_agg(s.line, '' ORDER BY s.witness)
      FROM ledger_checkpoints c JOIN ledger_cosignatures s ON s.tree_size = c.tree_size
      WHERE c.tree_size = (SELECT max(tree_size) FROM ledger_cosignatures) GROUP BY c.note
      """;

  private static final String AT = "SELECT note FROM ledger_checkpoints WHERE tree_size = ?";

  private static final String WITNESSED =
      """
      SELECT c.note || coalesce(string_agg(s.line, '' ORDER BY s.witness), '')
      FROM ledger_checkpoints c LEFT JOIN ledger_cosignatures s ON s.tree_size = c.tree_size
      WHERE c.tree_size = ? GROUP BY c.note
      """;

  private static final String FULL = "SELECT hashes FROM ledger_tiles WHERE level = ? AND tile = ?";

  private static final String LEAVES =
      "SELECT leaf FROM ledger_positions WHERE position >= ? AND position < ? ORDER BY position";

  private static final String ROOTS =
      """
      SELECT root FROM ledger_tiles WHERE level = ? AND tile >= ? AND tile < ? ORDER BY tile
      """;

  private static final String ENTRIES =
      """
      SELECT l.bytes FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
      WHERE p.position >= ? AND p.position < ? ORDER BY p.position
      """;

  private final Connection connection;
  private final Map<Tile, byte[]> read = new Recent();

  /// The tiles read last: 8 MiB of hashes, however many a reader goes through.
  private static final class Recent extends LinkedHashMap<Tile, byte[]> {
    private static final int MOST = 1_024;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
      return size() > MOST;
    }
  }

  SealedTree(Connection connection) {
    this.connection = connection;
  }

  /// The newest checkpoint; null when nothing is sealed.
  SignedNote newest() throws SQLException {
    try (var select = connection.prepareStatement(NEWEST)) {
      return note(select);
    }
  }

  /// The newest checkpoint that a witness signed too, with all their signatures; null when none
  /// did.
  SignedNote cosigned() throws SQLException {
    try (var select = connection.prepareStatement(COSIGNED)) {
      return note(select);
    }
  }

  /// The checkpoint of that size; null when none was signed.
  SignedNote checkpoint(long size) throws SQLException {
    try (var select = connection.prepareStatement(AT)) {
      select.setLong(1, size);
      return note(select);
    }
  }

  /// The same with the signatures of all witnesses that signed it.
  SignedNote witnessed(long size) throws SQLException {
    try (var select = connection.prepareStatement(WITNESSED)) {
      select.setLong(1, size);
      return note(select);
    }
  }

  private static SignedNote note(PreparedStatement select) throws SQLException {
    try (var row = select.executeQuery()) {
      return row.next() ? SignedNote.parse(row.getString(1)) : null;
    }
  }

  /// How many entries are sealed; 0 when none.
  long size() throws SQLException {
    var newest = newest();
    return newest == null ? 0 : Checkpoint.parse(newest.text()).size();
  }

  /// Roots and proofs of this tree.
  Proofs proofs() {
    return new Proofs(Tile.nodes(this));
  }

  @Override
  public byte[] hashes(int level, long index) {
    return read.computeIfAbsent(new Tile(level, index, Tile.FULL), this::hashes);
  }

  private byte[] hashes(Tile tile) {
    try (var select = connection.prepareStatement(FULL)) {
      select.setInt(1, tile.level());
      select.setLong(2, tile.index());
      try (var row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : partial(tile.level(), tile.index());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger's tree cannot be read", e);
    }
  }

  private byte[] partial(int level, long index) throws SQLException {
    try (var select = connection.prepareStatement(level == 0 ? LEAVES : ROOTS)) {
      var first = 1;
      if (level > 0) {
        select.setInt(first++, level - 1);
      }
      select.setLong(first, index * Tile.FULL);
      select.setLong(first + 1, (index + 1) * Tile.FULL);
      try (var rows = select.executeQuery()) {
        var hashes = new ByteArrayOutputStream();
        while (rows.next()) {
          hashes.writeBytes(rows.getBytes(1));
        }
        return hashes.toByteArray();
      }
    }
  }

  /// Entries as a bundle of C2SP tlog-tiles: each with its length before it, two bytes.
  byte[] bundle(Tile tile) throws SQLException {
    try (var select = connection.prepareStatement(ENTRIES)) {
      var from = tile.index() * Tile.FULL;
      select.setLong(1, from);
      select.setLong(2, from + tile.width());
      try (var rows = select.executeQuery()) {
        var bundle = new ByteArrayOutputStream();
        while (rows.next()) {
          var bytes = rows.getBytes(1);
          bundle.write(bytes.length >> 8);
          bundle.write(bytes.length);
          bundle.writeBytes(bytes);
        }
        return bundle.toByteArray();
      }
    }
  }
}
