package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Author;
import io.trustfabric.web.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Reads the ledger back: lines in their order, and one record's history.
@ApplicationScoped
public class LedgerEntries {

  private static final String COLUMNS =
      """
      p.position, p.leaf, l.id, l.bytes, own.personal::text AS line_personal, own.change AS line_change
      """;

  private static final String WHOLE =
      """
      SELECT %s, NULL::integer AS row_index, NULL::bytea AS row_bytes, NULL AS row_personal, NULL::bytea AS row_change
      FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
      LEFT JOIN ledger_payloads own ON own.line_id = l.id AND own.row_index = -1
      WHERE %s
      ORDER BY p.position DESC LIMIT ?
      """;

  private static final String OF_RECORD =
      """
      SELECT * FROM (
        SELECT %1$s, NULL::integer AS row_index, NULL::bytea AS row_bytes, NULL AS row_personal, NULL::bytea AS row_change
        FROM audit_log l LEFT JOIN ledger_positions p ON p.line_id = l.id
        LEFT JOIN ledger_payloads own ON own.line_id = l.id AND own.row_index = -1
        WHERE l.record_type = ? AND l.record_id = ?
        UNION ALL
        SELECT %1$s, b.row_index, b.bytes, of_row.personal::text, of_row.change
        FROM ledger_batch_rows b JOIN audit_log l ON l.id = b.line_id
        LEFT JOIN ledger_positions p ON p.line_id = l.id
        LEFT JOIN ledger_payloads own ON own.line_id = l.id AND own.row_index = -1
        LEFT JOIN ledger_payloads of_row ON of_row.line_id = l.id AND of_row.row_index = b.row_index
        WHERE b.record_id = ? AND l.record_type = ?) lines
      WHERE ?::bigint IS NULL OR position < ?
      ORDER BY position DESC NULLS FIRST, id DESC LIMIT ?
      """
          .formatted(COLUMNS);

  private final DataSource dataSource;
  private final ObjectMapper mapper;

  LedgerEntries(DataSource dataSource, ObjectMapper mapper) {
    this.dataSource = dataSource;
    this.mapper = mapper;
  }

  /// Ordered lines before a position, newest first. The total is the number of lines of the page
  /// where there are no more; otherwise it says that it does not know.
  Page<LedgerEntryView> page(LedgerFilter filter, Long before, int limit) {
    var where = filter.where();
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(WHOLE.formatted(COLUMNS, where))) {
      statement.setLong(1, before == null ? Long.MAX_VALUE : before);
      var next = filter.bind(connection, statement, 2);
      statement.setInt(next, limit + 1);
      return page(read(statement.executeQuery(), true), limit);
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    }
  }

  /// One record's lines, newest first.
  Page<LedgerEntryView> ofRecord(String type, UUID id, Long before, int limit) {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(OF_RECORD)) {
      statement.setString(1, type);
      statement.setObject(2, id);
      statement.setObject(3, id);
      statement.setString(4, type);
      statement.setObject(5, before, java.sql.Types.BIGINT);
      statement.setObject(6, before, java.sql.Types.BIGINT);
      statement.setInt(7, limit + 1);
      return page(read(statement.executeQuery(), false), limit);
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    }
  }

  private static Page<LedgerEntryView> page(List<LedgerEntryView> entries, int limit) {
    var more = entries.size() > limit;
    var items = more ? entries.subList(0, limit) : entries;
    var last = items.isEmpty() ? null : items.getLast().position();
    var next = more && last != null ? last.toString() : null;
    return new Page<>(List.copyOf(items), new Page.Info(limit, next, items.size(), !more));
  }

  private List<LedgerEntryView> read(ResultSet rows, boolean withAddress) throws SQLException {
    var entries = new ArrayList<LedgerEntryView>();
    try (rows) {
      while (rows.next()) {
        entries.add(entry(rows, withAddress));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private LedgerEntryView entry(ResultSet row, boolean withAddress)
      throws SQLException, IOException {
    var line =
        disclose(
            row.getBytes("bytes"), row.getString("line_personal"), row.getBytes("line_change"));
    var rowBytes = row.getBytes("row_bytes");
    var record =
        rowBytes == null
            ? line
            : disclose(rowBytes, row.getString("row_personal"), row.getBytes("row_change"));
    var leaf = row.getBytes("leaf");
    var id = record.path("recordId").textValue();
    return new LedgerEntryView(
        row.getObject("position", Long.class),
        Instant.parse(line.get("occurredAt").textValue()),
        new Author(
            line.at("/actor/issuer").textValue(),
            line.at("/actor/subject").textValue(),
            line.path("actorName").textValue()),
        line.get("action").textValue(),
        line.get("recordType").textValue(),
        id == null ? null : UUID.fromString(id),
        record.has("recordVersion") ? record.get("recordVersion").longValue() : null,
        line.path("reason").textValue(),
        record.get("change"),
        record.path("stateSha256").textValue(),
        leaf == null ? null : HexFormat.of().formatHex(leaf),
        line.path("requestId").textValue(),
        withAddress ? line.path("clientAddress").textValue() : null,
        batch(line, row.getObject("row_index", Integer.class)));
  }

  private static LedgerEntryView.Batch batch(JsonNode line, Integer index) {
    return line.has("batch")
        ? new LedgerEntryView.Batch(
            line.at("/batch/count").intValue(), line.at("/batch/rootSha256").textValue(), index)
        : null;
  }

  /// The bytes as JSON with what they hold only by digest put back in its place.
  private ObjectNode disclose(byte[] bytes, String personal, byte[] change) throws IOException {
    var json = (ObjectNode) mapper.readTree(bytes);
    if (change != null) {
      json.set("change", mapper.readTree(change));
    }
    if (personal != null) {
      for (var value : mapper.readTree(personal).properties()) {
        var cut = value.getKey().lastIndexOf('/');
        if (json.at(value.getKey().substring(0, cut)) instanceof ObjectNode parent) {
          parent.set(value.getKey().substring(cut + 1), value.getValue().get("value"));
        }
      }
    }
    return json;
  }
}
