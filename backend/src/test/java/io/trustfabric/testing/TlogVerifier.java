package io.trustfabric.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;

/// Verifies all that is sealed of a ledger from its tables, the documents of C2SP and RFC 6962
/// alone: nothing of the product's code is used.
public final class TlogVerifier {

  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private TlogVerifier() {}

  /// What was verified.
  ///
  /// @param size entries under the newest checkpoint
  public record Report(long size, int checkpoints, int tiles, int keys) {}

  public static Report verify(String jdbcUrl) throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUrl)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var report = verify(connection);
      connection.rollback();
      return report;
    }
  }

  private static Report verify(Connection connection) throws SQLException {
    var keys = new TreeMap<Long, String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT from_size, verifier_key FROM ledger_keys")) {
      while (rows.next()) {
        keys.put(rows.getLong(1), rows.getString(2));
      }
    }
    var tree = new Rfc6962.Growing();
    var count = 0;
    try (var lines = connection.createStatement();
        var notes = connection.createStatement();
        var line =
            lines.executeQuery(
                "SELECT l.bytes FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id ORDER BY p.position");
        var note =
            notes.executeQuery(
                "SELECT tree_size, origin, root, note FROM ledger_checkpoints ORDER BY tree_size")) {
      while (note.next()) {
        while (tree.size() < note.getLong(1)) {
          assertThat(line.next()).as("a line for each sealed leaf").isTrue();
          tree.add(Rfc6962.leaf(line.getBytes(1)));
        }
        assertThat(note.getBytes(3)).as("root of %d lines", tree.size()).isEqualTo(tree.root());
        var text =
            "%s\n%d\n%s\n"
                .formatted(
                    note.getString(2),
                    tree.size(),
                    Base64.getEncoder().encodeToString(tree.root()));
        assertThat(note.getString(4)).startsWith(text + "\n\u2014 ");
        var signature = note.getString(4).substring(text.length() + 1).strip().split(" ");
        assertIsSigned(text, signature, keys.floorEntry(tree.size()).getValue());
        count++;
      }
    }
    return new Report(tree.size(), count, tiles(connection, tree.size()), keys.size());
  }

  /// @param line dash, name, signature
  static void assertIsSigned(String text, String[] line, String verifierKey) {
    var key = verifierKey.split("\\+", 3);
    assertThat(line[1]).isEqualTo(key[0]).isEqualTo(text.lines().findFirst().orElseThrow());
    var typed = Base64.getDecoder().decode(key[2]);
    var hash = LedgerVerifier.sha256((key[0] + "\n").getBytes(StandardCharsets.UTF_8), typed);
    assertThat(HexFormat.of().formatHex(hash, 0, 4)).isEqualTo(key[1]);
    var bytes = Base64.getDecoder().decode(line[2]);
    assertThat(Arrays.copyOf(bytes, 4)).isEqualTo(Arrays.copyOf(hash, 4));
    try {
      var spki = new ByteArrayOutputStream();
      spki.writeBytes(SPKI);
      spki.write(typed, 1, 32);
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(spki.toByteArray())));
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      assertThat(verifier.verify(bytes, 4, 64)).as("signature of\n" + text).isTrue();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// Each tile holds the leaves, or the roots of the tiles below, and none is missing or too many.
  private static int tiles(Connection connection, long size) throws SQLException {
    var sql =
        """
        SELECT t.hashes, t.root, CASE t.level
          WHEN 0 THEN (SELECT string_agg(leaf, ''::bytea ORDER BY position) FROM ledger_positions
                       WHERE position >= t.tile * 256 AND position < (t.tile + 1) * 256)
          ELSE (SELECT string_agg(b.root, ''::bytea ORDER BY b.tile) FROM ledger_tiles b
                WHERE b.level = t.level - 1 AND b.tile >= t.tile * 256 AND b.tile < (t.tile + 1) * 256) END
        FROM ledger_tiles t
        """;
    var count = 0;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        assertThat(row.getBytes(1)).hasSize(8192).isEqualTo(row.getBytes(3));
        var tree = new Rfc6962.Growing();
        for (int i = 0; i < 8192; i += 32) {
          tree.add(Arrays.copyOfRange(row.getBytes(1), i, i + 32));
        }
        assertThat(row.getBytes(2)).isEqualTo(tree.root());
        count++;
      }
    }
    assertThat((long) count).as("full tiles").isEqualTo((size >> 8) + (size >> 16) + (size >> 24));
    return count;
  }
}
