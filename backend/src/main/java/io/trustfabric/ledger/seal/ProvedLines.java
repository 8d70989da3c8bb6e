package io.trustfabric.ledger.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.ledger.tree.MerkleTree;
import io.trustfabric.ledger.tree.Nodes;
import io.trustfabric.ledger.tree.Proofs;
import io.trustfabric.record.Canonical;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// Lines about records, each with all that it takes to verify it offline against one checkpoint:
/// the audit path, what is kept beside the line, and of a batch the row with its path.
public final class ProvedLines {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// So many lines are fetched at a time.
  private static final int FETCH = 100;

  private static final String OF_RECORD =
      """
      SELECT p.position, l.id, l.bytes, own.personal::text, own.change, NULL::integer AS row_index,
        NULL::bytea AS row_bytes, NULL AS row_personal, NULL::bytea AS row_change
      FROM audit_log l JOIN ledger_positions p ON p.line_id = l.id
      LEFT JOIN ledger_payloads own ON own.line_id = l.id AND own.row_index = -1
      WHERE l.record_type = ? AND l.record_id = ? AND p.position < ?
      UNION ALL
      SELECT p.position, l.id, l.bytes, own.personal::text, own.change, b.row_index, b.bytes, of_row.personal::text,
        of_row.change
      FROM ledger_batch_rows b JOIN audit_log l ON l.id = b.line_id
      JOIN ledger_positions p ON p.line_id = l.id
      LEFT JOIN ledger_payloads own ON own.line_id = l.id AND own.row_index = -1
      LEFT JOIN ledger_payloads of_row ON of_row.line_id = l.id AND of_row.row_index = b.row_index
      WHERE l.record_type = ? AND b.record_id = ? AND p.position < ?
      ORDER BY position
      """;

  private static final String ROWS =
      "SELECT bytes FROM ledger_batch_rows WHERE line_id = ? ORDER BY row_index";

  private final Connection connection;
  private final SignedNote note;
  private final Checkpoint checkpoint;
  private final SealedTree tree;
  private final Proofs proofs;
  private long batch = -1;
  private List<byte[]> batchLeaves = List.of();

  /// Who is handed the lines, one after the other.
  public interface Taker {
    void take(ObjectNode line) throws IOException;
  }

  ProvedLines(Connection connection, SealedTree tree) throws SQLException {
    this.connection = connection;
    this.tree = tree;
    this.note = tree.newest();
    this.checkpoint = Checkpoint.parse(note.text());
    this.proofs = tree.proofs();
  }

  /// The signed checkpoint that everything here is proved against.
  public String note() {
    return note.note();
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /// The verifier keys of all that ever signed, oldest first.
  public List<LedgerKeyView> keys() throws SQLException {
    return SealingKeys.all(connection);
  }

  /// An older checkpoint with its witnesses' signatures; null when there is none of that size.
  public String olderNote(long size) throws SQLException {
    var older = tree.witnessed(size);
    return older == null ? null : older.note();
  }

  /// That the ledger of an older size is the beginning of the checkpoint's, hex.
  public List<String> consistency(long size) {
    return hex(proofs.consistency(size, checkpoint.size()));
  }

  /// Hands over all lines about a record that are under the checkpoint, in their order, as
  /// `{position, entry, proof, personal, change, row}`: bytes in base64, hashes in hex; `personal`
  /// has values by pointer as canonical text with their salts, `change` the bytes that the entry
  /// holds by digest only.
  public void of(String recordType, UUID recordId, Taker taker) throws SQLException, IOException {
    try (var select = connection.prepareStatement(OF_RECORD)) {
      select.setFetchSize(FETCH);
      for (var part = 0; part <= 3; part += 3) {
        select.setString(part + 1, recordType);
        select.setObject(part + 2, recordId);
        select.setLong(part + 3, checkpoint.size());
      }
      try (var row = select.executeQuery()) {
        while (row.next()) {
          taker.take(line(row));
        }
      }
    }
  }

  private ObjectNode line(ResultSet row) throws SQLException {
    var position = row.getLong(1);
    var line = JsonNodeFactory.instance.objectNode().put("position", position);
    line.put("entry", row.getBytes(3));
    hex(proofs.inclusion(position, checkpoint.size())).forEach(line.putArray("proof")::add);
    beside(line, row.getString(4), row.getBytes(5));
    if (row.getBytes(7) != null) {
      row(line.putObject("row"), row);
    }
    return line;
  }

  private void row(ObjectNode part, ResultSet row) throws SQLException {
    var leaves = leaves(row.getLong(2));
    var index = row.getInt(6);
    part.put("index", index).put("entry", row.getBytes(7));
    hex(new Proofs(Nodes.of(leaves)).inclusion(index, leaves.size()))
        .forEach(part.putArray("proof")::add);
    beside(part, row.getString(8), row.getBytes(9));
  }

  /// The leaves of one batch; those of the last are kept, since its rows are often asked for one
  /// after the other.
  private List<byte[]> leaves(long lineId) throws SQLException {
    if (lineId != batch) {
      try (var select = connection.prepareStatement(ROWS)) {
        select.setFetchSize(FETCH);
        select.setLong(1, lineId);
        try (var row = select.executeQuery()) {
          var leaves = new ArrayList<byte[]>();
          while (row.next()) {
            leaves.add(MerkleTree.leaf(row.getBytes(1)));
          }
          batch = lineId;
          batchLeaves = leaves;
        }
      }
    }
    return batchLeaves;
  }

  private static void beside(ObjectNode line, String personal, byte[] change) {
    if (personal != null) {
      var values = line.putObject("personal");
      try {
        MAPPER
            .readTree(personal)
            .properties()
            .forEach(
                value ->
                    values
                        .putObject(value.getKey())
                        .put("salt", value.getValue().get("salt").textValue())
                        .put(
                            "value",
                            new String(
                                Canonical.bytes(value.getValue().get("value")),
                                StandardCharsets.UTF_8)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("what is kept beside a line is no JSON", e);
      }
    }
    if (change != null) {
      line.put("change", Base64.getEncoder().encodeToString(change));
    }
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HexFormat.of()::formatHex).toList();
  }
}
