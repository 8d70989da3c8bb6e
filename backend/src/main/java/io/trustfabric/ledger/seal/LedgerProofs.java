package io.trustfabric.ledger.seal;

import io.trustfabric.ledger.tree.MerkleTree;
import io.trustfabric.ledger.tree.Nodes;
import io.trustfabric.ledger.tree.Proofs;
import io.trustfabric.ledger.tree.Tile;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Problem.Kind;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// What is served of the sealed ledger. Every proof is against the newest checkpoint unless it says
/// otherwise.
@ApplicationScoped
public class LedgerProofs {

  private static final String LINE =
      """
      SELECT p.leaf, l.bytes, l.record_id IS NOT NULL OR EXISTS (
          SELECT FROM ledger_batch_rows b WHERE b.line_id = l.id) AS of_records
      FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id WHERE p.position = ?
      """;

  private static final String ROWS =
      """
      SELECT b.bytes FROM ledger_batch_rows b JOIN ledger_positions p ON p.line_id = b.line_id
      WHERE p.position = ? ORDER BY b.row_index
      """;

  private final DataSource dataSource;
  private final SealingKeys sealing;

  LedgerProofs(DataSource dataSource, SealingKeys sealing) {
    this.dataSource = dataSource;
    this.sealing = sealing;
  }

  /// The ledger's name in its first epoch.
  public String origin() {
    return sealing.origin();
  }

  /// Where the sealed ledger stands.
  public SealedHead head() {
    return read(
        (connection, tree) ->
            new SealedHead(
                tree.newest(),
                Epoch.current(connection).number(),
                SealingKeys.all(connection).stream()
                    .map(key -> VerifierKey.parse(key.verifierKey()))
                    .toList()));
  }

  /// Whether a checkpoint, kept elsewhere, was signed by a key of this ledger.
  public boolean isSignedHere(SignedNote note, SealedHead head) {
    var origin = Checkpoint.parse(note.text()).origin();
    return sealing.isSignedHere(note, origin) || head.keys().stream().anyMatch(note::isSignedBy);
  }

  /// The root of a sealed size, 32 bytes.
  public byte[] root(long size) {
    return read((connection, tree) -> tree.proofs().root(size));
  }

  /// The proof that the tree of a sealed size is the beginning of another one.
  public List<byte[]> consistencyHashes(long from, long to) {
    return read((connection, tree) -> tree.proofs().consistency(from, to));
  }

  /// Reads lines with their proofs, all under the newest checkpoint, through one connection.
  ///
  /// @throws Refusal when nothing is sealed yet
  public <T> T proved(ProvedReading<T> reading) {
    return read(
        (connection, tree) -> {
          if (tree.size() == 0) {
            throw Refusal.of(Kind.UNAVAILABLE, "Nothing of the ledger is sealed yet.");
          }
          return reading.of(new ProvedLines(connection, tree));
        });
  }

  /// What is made of lines with their proofs.
  public interface ProvedReading<T> {
    T of(ProvedLines lines) throws SQLException;
  }

  /// A line's proof as a file of its own, with the line in it; empty until the line is sealed.
  ///
  /// @param lineId as the ledger answered when the line was written
  public Optional<String> proofOfLine(long lineId) {
    return read(
        (connection, tree) -> {
          var position = position(connection, lineId);
          return position == null || position >= tree.size()
              ? Optional.empty()
              : Optional.of(TlogProof.of(inclusion(connection, tree, position, true)));
        });
  }

  /// The id of the line that was written last, of those that are committed; 0 when there is none.
  public long newestLine() {
    return read(
        (connection, tree) -> {
          try (var select =
                  connection.prepareStatement("SELECT coalesce(max(id), 0) FROM audit_log");
              var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static Long position(Connection connection, long lineId) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT position FROM ledger_positions WHERE line_id = ?")) {
      select.setLong(1, lineId);
      try (var row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : null;
      }
    }
  }

  /// What is read through one connection.
  private interface Reading<T> {
    T of(Connection connection, SealedTree tree) throws SQLException;
  }

  private <T> T read(Reading<T> reading) {
    try (var connection = dataSource.getConnection()) {
      return reading.of(connection, new SealedTree(connection));
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    }
  }

  /// The newest checkpoint.
  ///
  /// @param cosigned the newest one that a witness signed too
  SignedNote checkpoint(boolean cosigned) {
    return read(
        (connection, tree) -> {
          var newest = cosigned ? tree.cosigned() : tree.newest();
          if (newest == null) {
            throw Refusal.notFound("checkpoint", "yet");
          }
          return newest;
        });
  }

  List<LedgerKeyView> keys() {
    return read((connection, tree) -> SealingKeys.all(connection));
  }

  /// The hashes of a tile under the newest checkpoint.
  byte[] hashes(int level, String path) {
    var tile = Tile.parse(level, path);
    return read(
        (connection, tree) -> {
          check(tile, path, tree);
          var hashes = tree.hashes(level, tile.index());
          return java.util.Arrays.copyOf(hashes, tile.width() * MerkleTree.HASH);
        });
  }

  /// The entries of a bundle under the newest checkpoint.
  byte[] entries(String path) {
    var tile = Tile.parse(0, path);
    return read(
        (connection, tree) -> {
          check(tile, path, tree);
          return tree.bundle(tile);
        });
  }

  private static void check(Tile tile, String path, SealedTree tree) throws SQLException {
    if (tile == null || !tile.isWithin(tree.size())) {
      throw Refusal.notFound("tile", path);
    }
  }

  /// @param whole whether the caller may read every line
  InclusionProof inclusion(long position, boolean whole) {
    return read((connection, tree) -> inclusion(connection, tree, position, whole));
  }

  private static InclusionProof inclusion(
      Connection connection, SealedTree tree, long position, boolean whole) throws SQLException {
    try (var select = connection.prepareStatement(LINE)) {
      select.setLong(1, position);
      try (var line = select.executeQuery()) {
        if (!line.next()) {
          throw Refusal.notFound("line at position", position);
        }
        var note = tree.newest();
        var checkpoint = note == null ? null : Checkpoint.parse(note.text());
        if (checkpoint == null || position >= checkpoint.size()) {
          throw new Conflict("The line is not sealed yet; ask again in a second.");
        }
        return new InclusionProof(
            position,
            whole || line.getBoolean(3) ? base64(line.getBytes(2)) : null,
            hex(line.getBytes(1)),
            checkpoint.size(),
            checkpoint.rootHex(),
            hex(tree.proofs().inclusion(position, checkpoint.size())),
            note.note());
      }
    }
  }

  /// @param to null for the newest checkpoint's
  ConsistencyProof consistency(long from, Long to) {
    return read(
        (connection, tree) -> {
          var size = tree.size();
          var until = to == null ? size : to;
          if (until > size || from > until) {
            throw Invalid.field(
                until > size ? "?to" : "?from", "is more than what is sealed, %d".formatted(size));
          }
          var note = tree.checkpoint(until);
          var proofs = tree.proofs();
          return new ConsistencyProof(
              from,
              hex(proofs.root(from)),
              until,
              hex(proofs.root(until)),
              hex(proofs.consistency(from, until)),
              note == null ? null : note.note());
        });
  }

  BatchRowProof row(long position, int index, boolean whole) {
    return read(
        (connection, tree) -> {
          var rows = rows(connection, position);
          if (index < 0 || index >= rows.size()) {
            throw Refusal.notFound("batch row", position + "/" + index);
          }
          var leaves = rows.stream().map(MerkleTree::leaf).toList();
          var proofs = new Proofs(Nodes.of(leaves));
          return new BatchRowProof(
              base64(rows.get(index)),
              index,
              hex(leaves.get(index)),
              rows.size(),
              hex(proofs.root(rows.size())),
              hex(proofs.inclusion(index, rows.size())),
              inclusion(connection, tree, position, whole));
        });
  }

  private static List<byte[]> rows(Connection connection, long position) throws SQLException {
    try (var select = connection.prepareStatement(ROWS)) {
      select.setLong(1, position);
      try (var row = select.executeQuery()) {
        var rows = new ArrayList<byte[]>();
        while (row.next()) {
          rows.add(row.getBytes(1));
        }
        return rows;
      }
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(LedgerProofs::hex).toList();
  }
}
