package io.trustfabric.ledger.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.Signer;
import io.trustfabric.record.Canonical;
import io.trustfabric.testing.SealKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What somebody can do who owns the database and the signing key too: write another history that
/// is sound in itself.
final class History {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Lines about no record, so that no state has to fit.
  private static final String NOTES =
      """
      SELECT p.position FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
      WHERE l.action = 'ledger.read' ORDER BY p.position
      """;

  /// Ways to rewrite history; each leaves a ledger that is sound in itself.
  static final List<Tampering> OTHER =
      List.of(
          new Tampering("roll back", History::rollBack),
          new Tampering("rewrite a line and sign anew", History::rewrite),
          new Tampering("take a line out and sign anew", History::takeOut),
          new Tampering("put a line in and sign anew", History::putIn),
          new Tampering("change the order of two lines and sign anew", History::reorder));

  private History() {}

  static Signer newSigner() {
    return Signer.parse(SealKeys.newSeed());
  }

  /// The newest lines go, with the records they made.
  private static String rollBack(OwnersHand h) throws SQLException {
    open(h);
    h.open("security_events");
    var size = h.number("SELECT max(position) + 1 FROM ledger_positions") - 1 - h.below(100);
    h.run(
        """
        DELETE FROM security_events WHERE id IN (SELECT l.record_id FROM audit_log l
          JOIN ledger_positions p ON p.line_id = l.id WHERE p.position >= %d)
        """
            .formatted(size));
    h.run(
        "DELETE FROM ledger_payloads WHERE line_id IN (SELECT line_id FROM ledger_positions WHERE position >= %d)"
            .formatted(size));
    h.run(
        "DELETE FROM audit_log WHERE id IN (SELECT line_id FROM ledger_positions WHERE position >= %d)"
            .formatted(size));
    h.run("DELETE FROM ledger_positions WHERE position >= " + size);
    sealAnew(h, size);
    return "to %d lines".formatted(size);
  }

  private static String rewrite(OwnersHand h) throws SQLException {
    open(h);
    var position = h.any(NOTES);
    var line = "(SELECT line_id FROM ledger_positions WHERE position = %s)".formatted(position);
    var bytes =
        h.column("SELECT encode(bytes, 'escape') FROM audit_log WHERE id = " + line).getFirst();
    try {
      var json = (ObjectNode) MAPPER.readTree(bytes);
      ((ObjectNode) json.get("change")).put("limit", 1_000 + h.below(1_000));
      h.run(
          "UPDATE audit_log SET bytes = '\\x%s' WHERE id = %s"
              .formatted(java.util.HexFormat.of().formatHex(Canonical.bytes(json)), line));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    leavesAnew(h);
    sealAnew(h, h.number("SELECT count(*) FROM ledger_positions"));
    return "at " + position;
  }

  private static String takeOut(OwnersHand h) throws SQLException {
    open(h);
    var position = h.any(NOTES);
    var line = h.any("SELECT line_id FROM ledger_positions WHERE position = " + position);
    for (var table : List.of("ledger_payloads", "ledger_positions")) {
      h.run("DELETE FROM %s WHERE line_id = %s".formatted(table, line));
    }
    h.run("DELETE FROM audit_log WHERE id = " + line);
    Tampering.shift(h, Long.parseLong(position), -1);
    sealAnew(h, h.number("SELECT count(*) FROM ledger_positions"));
    return "at " + position;
  }

  private static String putIn(OwnersHand h) throws SQLException {
    open(h);
    var position = h.any(NOTES);
    Tampering.shift(h, Long.parseLong(position), 1);
    h.run(
        """
        INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, request_id, bytes)
        SELECT l.format_version, l.occurred_at, l.actor_issuer, l.actor_subject, l.action, l.record_type, l.request_id, l.bytes
        FROM audit_log l JOIN ledger_positions p ON p.line_id = l.id WHERE p.position = %s + 1
        """
            .formatted(position));
    h.run(
        "INSERT INTO ledger_positions SELECT %s, id, '\\x00' FROM audit_log WHERE id = (SELECT max(id) FROM audit_log)"
            .formatted(position));
    h.run(
        """
        INSERT INTO ledger_payloads
        SELECT (SELECT max(id) FROM audit_log), l.row_index, l.change, l.personal
        FROM ledger_payloads l JOIN ledger_positions p USING (line_id) WHERE p.position = %s + 1
        """
            .formatted(position));
    leavesAnew(h);
    sealAnew(h, h.number("SELECT count(*) FROM ledger_positions"));
    return "at " + position;
  }

  private static String reorder(OwnersHand h) throws SQLException {
    open(h);
    var all = h.column(NOTES);
    var one = h.below(all.size() - 1);
    h.run(
        """
        UPDATE ledger_positions p SET line_id = o.line_id FROM ledger_positions o
        WHERE p.position IN (%1$s, %2$s) AND o.position = %1$s + %2$s - p.position
        """
            .formatted(all.get(one), all.get(one + 1)));
    leavesAnew(h);
    sealAnew(h, h.number("SELECT count(*) FROM ledger_positions"));
    return "at %s and %s".formatted(all.get(one), all.get(one + 1));
  }

  private static void open(OwnersHand h) throws SQLException {
    h.open(
        "audit_log",
        "ledger_positions",
        "ledger_payloads",
        "ledger_batch_rows",
        "ledger_tiles",
        "ledger_checkpoints",
        "ledger_keys");
  }

  private static void leavesAnew(OwnersHand h) throws SQLException {
    h.run(
        "UPDATE ledger_positions p SET leaf = sha256('\\x00'::bytea || l.bytes) FROM audit_log l WHERE l.id = p.line_id");
  }

  /// Tiles and checkpoints of what is there now, by the ledger's own key.
  private static void sealAnew(OwnersHand h, long size) throws SQLException {
    var signer = Signer.parse(SealKeys.SEED);
    var sizes =
        new ArrayList<>(h.column("SELECT tree_size FROM ledger_checkpoints ORDER BY tree_size"));
    sizes.removeIf(s -> Long.parseLong(s) > size);
    sizes.add(Long.toString(size));
    h.run("DELETE FROM ledger_checkpoints");
    h.run("DELETE FROM ledger_tiles");
    var hashes = new ByteArrayOutputStream();
    var tree =
        new RecomputedTree(
            (height, index, hash) -> {
              if (height == 0) {
                hashes.writeBytes(hash);
              } else if (height == 8) {
                tile(h, index, hashes.toByteArray(), hash);
                hashes.reset();
              }
            });
    for (var leaf :
        h.column("SELECT encode(leaf, 'hex') FROM ledger_positions ORDER BY position")) {
      tree.add(java.util.HexFormat.of().parseHex(leaf));
      if (sizes.contains(Long.toString(tree.size()))) {
        checkpoint(h, signer, tree);
      }
    }
  }

  private static void tile(OwnersHand h, long index, byte[] hashes, byte[] root) {
    try (var insert =
        h.connection().prepareStatement("INSERT INTO ledger_tiles VALUES (0, ?, ?, ?)")) {
      insert.setLong(1, index);
      insert.setBytes(2, hashes);
      insert.setBytes(3, root);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void checkpoint(OwnersHand h, Signer signer, RecomputedTree tree)
      throws SQLException {
    var checkpoint = new Checkpoint(SealKeys.ORIGIN, tree.size(), tree.root());
    try (var insert =
        h.connection()
            .prepareStatement("INSERT INTO ledger_checkpoints VALUES (?, ?, ?, ?, now())")) {
      insert.setLong(1, tree.size());
      insert.setString(2, SealKeys.ORIGIN);
      insert.setBytes(3, tree.root());
      insert.setString(4, signer.sign(checkpoint).note());
      insert.executeUpdate();
    }
  }

  /// Puts the log into a folder as it is served (fewer than 65,536 lines).
  static void export(OwnersHand h, Path folder) throws SQLException, IOException {
    var newest =
        h.column("SELECT note FROM ledger_checkpoints ORDER BY tree_size DESC LIMIT 1").getFirst();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("checkpoint"), newest);
    var size = h.number("SELECT max(tree_size) FROM ledger_checkpoints");
    for (long tile = 0; tile * 256 < size; tile++) {
      var width = Math.min(256, size - tile * 256);
      var name = "%03d%s".formatted(tile, width < 256 ? ".p/" + width : "");
      var from =
          "FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id WHERE p.position >= %d AND p.position < %d"
              .formatted(tile * 256, tile * 256 + width);
      write(
          folder.resolve("tile/0/" + name),
          h,
          "SELECT string_agg(p.leaf, '' ORDER BY p.position) " + from);
      write(
          folder.resolve("tile/entries/" + name),
          h,
          "SELECT string_agg(substring(int4send(octet_length(l.bytes)) FROM 3) || l.bytes, '' ORDER BY p.position) "
              + from);
    }
    if (size >= 256) {
      write(
          folder.resolve("tile/1/000.p/" + size / 256),
          h,
          "SELECT string_agg(root, '' ORDER BY tile) FROM ledger_tiles WHERE level = 0");
    }
  }

  private static void write(Path file, OwnersHand h, String sql) throws SQLException, IOException {
    Files.createDirectories(file.getParent());
    try (var statement = h.connection().createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      Files.write(file, row.getBytes(1));
    }
  }
}
