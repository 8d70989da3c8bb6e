package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trustfabric.ledger.tree.MerkleTree;
import io.trustfabric.record.Caller;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Change;
import io.trustfabric.record.Clock;
import io.trustfabric.record.CopyRows;
import io.trustfabric.record.Ledger;
import io.trustfabric.record.RecordState;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Writes ledger lines in format 1 (backend/docs/ledger-format.md).
@ApplicationScoped
public class LedgerLines implements Ledger {

  static final int FORMAT = 1;

  /// No line and no batch row is longer; what is, keeps its change beside it.
  static final int MAX_BYTES = 65_535;

  /// Where a line holds what was before.
  private static final String BEFORE = "/change/[^/]+/before(/.*)?";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /// One statement, so that a line costs one round trip: the line, its place in the queue, its
  /// payload.
  static final String INSERT =
      """
      WITH line AS (
        INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action,
                               record_type, record_id, record_version, state_sha256, request_id, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id),
      pending AS (INSERT INTO ledger_pending SELECT id FROM line),
      payload AS (INSERT INTO ledger_payloads (line_id, change, personal)
        SELECT id, p.change, p.personal FROM line, (VALUES (?::bytea, ?::jsonb)) p(change, personal)
        WHERE p.change IS NOT NULL OR p.personal IS NOT NULL)
      SELECT id FROM line
      """;

  @Override
  public void write(Connection connection, List<Change> changes) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      for (var change : changes) {
        var line = Line.of(change.action(), change.after().type(), Callers.current());
        line.recordId = change.after().id();
        line.recordVersion = change.after().version();
        var after = change.after().seal();
        var before = change.before() == null ? null : change.before().seal();
        line.stateSha256 = after.sha256();
        line.change = after.changeFrom(before, line.disclosed);
        if (change.erasing()) {
          line.disclosed.keySet().removeIf(pointer -> pointer.matches(BEFORE));
        }
        line.because(change.reason());
        line.insert(insert);
      }
    }
  }

  @Override
  public Batch prepareBatch(String action, Supplier<List<RecordState>> created) {
    var caller = Callers.current();
    var rows = CompletableFuture.supplyAsync(() -> BatchRows.of(created.get()));
    return connection -> write(connection, action, caller, joined(rows));
  }

  private static BatchRows joined(CompletableFuture<BatchRows> rows) {
    try {
      return rows.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// The rows of a batch: each record's bytes, with what they hold by digest only.
  ///
  /// @param root RFC 6962 root over the bytes
  private record BatchRows(
      List<RecordState> states,
      List<byte[]> bytes,
      Map<Integer, byte[]> oversize,
      List<Map<String, ObjectNode>> disclosed,
      byte[] root) {

    static BatchRows of(List<RecordState> states) {
      var all = new ArrayList<byte[]>(states.size());
      var oversize = new LinkedHashMap<Integer, byte[]>();
      var disclosures = new ArrayList<Map<String, ObjectNode>>(states.size());
      for (int i = 0; i < states.size(); i++) {
        var disclosed = new LinkedHashMap<String, ObjectNode>();
        var row = row(states.get(i), disclosed);
        var bytes = Canonical.bytes(row);
        if (bytes.length > MAX_BYTES) {
          var full = Canonical.bytes(row.get("change"));
          oversize.put(i, full);
          bytes = Canonical.bytes(row.set("change", digestOf(full)));
        }
        all.add(bytes);
        disclosures.add(disclosed);
      }
      return new BatchRows(states, all, oversize, disclosures, MerkleTree.root(all));
    }
  }

  private static void write(Connection connection, String action, Caller caller, BatchRows rows)
      throws SQLException {
    var line = Line.of(action, rows.states.getFirst().type(), caller);
    line.batch =
        JsonNodeFactory.instance
            .objectNode()
            .put("count", rows.bytes.size())
            .put("rootSha256", HexFormat.of().formatHex(rows.root));
    long lineId;
    try (var insert = connection.prepareStatement(INSERT)) {
      lineId = line.insert(insert);
    }
    var batchRows = new CopyRows("ledger_batch_rows (line_id, row_index, record_id, bytes)");
    var payloads = new CopyRows("ledger_payloads (line_id, row_index, change, personal)");
    for (int i = 0; i < rows.bytes.size(); i++) {
      batchRows.row(lineId, i, rows.states.get(i).id(), rows.bytes.get(i));
      var personal = rows.disclosed.get(i);
      if (rows.oversize.containsKey(i) || !personal.isEmpty()) {
        payloads.row(
            lineId, i, rows.oversize.get(i), personal.isEmpty() ? null : personalJson(personal));
      }
    }
    batchRows.copyInto(connection);
    payloads.copyInto(connection);
  }

  @Override
  public long note(
      Connection connection, String action, String recordType, UUID recordId, ObjectNode change)
      throws SQLException {
    var line = Line.of(action, recordType, Callers.current());
    line.recordId = recordId;
    line.change = change;
    try (var insert = connection.prepareStatement(INSERT)) {
      return line.insert(insert);
    }
  }

  private static ObjectNode row(RecordState state, Map<String, ObjectNode> disclosed) {
    var node = JsonNodeFactory.instance.objectNode();
    var sealed = state.seal();
    node.set("change", sealed.changeFrom(null, disclosed));
    node.put("recordId", state.id().toString());
    node.put("recordVersion", state.version());
    node.put("stateSha256", HexFormat.of().formatHex(sealed.sha256()));
    return node;
  }

  static ObjectNode digestOf(byte[] change) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sha256", Canonical.sha256Hex(change))
        .put("size", change.length);
  }

  private static ObjectNode personalJson(Map<String, ObjectNode> disclosed) {
    var node = JsonNodeFactory.instance.objectNode();
    disclosed.forEach(node::set);
    return node;
  }

  /// A line being put together.
  private static final class Line {
    final Caller caller;
    final String action;
    final String recordType;
    final Instant occurredAt = Clock.now();
    final Map<String, ObjectNode> disclosed = new LinkedHashMap<>();
    final byte[] salt = new byte[16];
    final ObjectNode json = JsonNodeFactory.instance.objectNode();
    UUID recordId;
    Long recordVersion;
    byte[] stateSha256;
    ObjectNode change;
    ObjectNode batch;

    private Line(String action, String recordType, Caller caller) {
      this.caller = caller;
      this.action = action;
      this.recordType = recordType;
      RANDOM.nextBytes(salt);
    }

    static Line of(String action, String recordType, Caller caller) {
      var line = new Line(action, recordType, caller);
      line.personal("actorName", caller.author().name());
      line.personal("clientAddress", caller.clientAddress());
      return line;
    }

    void because(String reason) {
      personal("reason", reason);
    }

    private void personal(String name, String value) {
      if (value != null) {
        var fieldSalt = RecordState.fieldSalt(salt, "/" + name);
        var node = TextNode.valueOf(value);
        json.set(name, RecordState.digest(node, fieldSalt));
        disclosed.put("/" + name, RecordState.disclosed(node, fieldSalt));
      }
    }

    long insert(PreparedStatement insert) throws SQLException {
      json.put("formatVersion", FORMAT);
      json.put("occurredAt", MICROSECONDS.format(occurredAt));
      json.putObject("actor")
          .put("issuer", caller.author().issuer())
          .put("subject", caller.author().subject());
      json.put("action", action);
      json.put("recordType", recordType);
      if (recordId != null) {
        json.put("recordId", recordId.toString());
      }
      if (recordVersion != null) {
        json.put("recordVersion", recordVersion);
      }
      if (stateSha256 != null) {
        json.put("stateSha256", HexFormat.of().formatHex(stateSha256));
      }
      if (caller.requestId() != null) {
        json.put("requestId", caller.requestId());
      }
      if (batch != null) {
        json.set("batch", batch);
      }
      if (change != null) {
        json.set("change", change);
      }
      var bytes = Canonical.bytes(json);
      byte[] beside = null;
      if (bytes.length > MAX_BYTES) {
        beside = Canonical.bytes(change);
        json.set("change", digestOf(beside));
        bytes = Canonical.bytes(json);
      }
      insert.setInt(1, FORMAT);
      insert.setObject(2, occurredAt.atOffset(ZoneOffset.UTC));
      insert.setString(3, caller.author().issuer());
      insert.setString(4, caller.author().subject());
      insert.setString(5, action);
      insert.setString(6, recordType);
      insert.setObject(7, recordId, Types.OTHER);
      insert.setObject(8, recordVersion, Types.BIGINT);
      insert.setBytes(9, stateSha256);
      insert.setString(10, caller.requestId());
      insert.setBytes(11, bytes);
      insert.setBytes(12, beside);
      insert.setString(13, disclosed.isEmpty() ? null : personalJson(disclosed).toString());
      try (var id = insert.executeQuery()) {
        id.next();
        return id.getLong(1);
      }
    }
  }
}
