package io.trustfabric.ledger.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/// One position and the line at it as they lie in the tables: nothing of it is believed yet.
record StoredLine(
    long position,
    long lineId,
    byte[] leaf,
    boolean there,
    int formatVersion,
    Instant occurredAt,
    String actorIssuer,
    String actorSubject,
    String action,
    String recordType,
    UUID recordId,
    Long recordVersion,
    byte[] stateSha256,
    String requestId,
    byte[] bytes,
    byte[] beside,
    String personal) {

  static final String ALL =
      """
      SELECT p.position, p.line_id, p.leaf, l.id, l.format_version, l.occurred_at, l.actor_issuer, l.actor_subject,
        l.action, l.record_type, l.record_id, l.record_version, l.state_sha256, l.request_id, l.bytes, y.change,
        y.personal::text
      FROM ledger_positions p LEFT JOIN audit_log l ON l.id = p.line_id
      LEFT JOIN ledger_payloads y ON y.line_id = p.line_id AND y.row_index = -1
      ORDER BY p.position
      """;

  private static final int FORMAT = 1;
  private static final int MAX_BYTES = 65_535;

  private static final Set<String> MEMBERS =
      Set.of(
          "formatVersion",
          "occurredAt",
          "actor",
          "actorName",
          "action",
          "recordType",
          "recordId",
          "recordVersion",
          "reason",
          "change",
          "stateSha256",
          "batch",
          "requestId",
          "clientAddress");

  static StoredLine of(ResultSet row) throws SQLException {
    var occurredAt = row.getObject(6, OffsetDateTime.class);
    return new StoredLine(
        row.getLong(1),
        row.getLong(2),
        row.getBytes(3),
        row.getObject(4) != null,
        row.getInt(5),
        occurredAt == null ? null : occurredAt.toInstant(),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getObject(11, UUID.class),
        row.getObject(12, Long.class),
        row.getBytes(13),
        row.getString(14),
        row.getBytes(15),
        row.getBytes(16),
        row.getString(17));
  }

  /// Checks the line by itself: its leaf, its form, its columns, what is kept beside.
  ///
  /// @throws Found when something is wrong with it
  LineContent check() {
    var here = LedgerFinding.ofLine(position, null).about(recordType, recordId);
    if (!there) {
      throw new Found(LedgerFinding.ofLine(position, "the line at it is not there"));
    }
    try {
      LineContent.same(
          "the leaf",
          HexFormat.of().formatHex(RecomputedTree.leaf(bytes)),
          HexFormat.of().formatHex(leaf));
      var content = LineContent.of(bytes, beside, personal);
      columns(content.json());
      return content;
    } catch (LineContent.Broken broken) {
      throw new Found(broken.at(here));
    }
  }

  private void columns(JsonNode line) {
    if (bytes.length > MAX_BYTES) {
      throw new LineContent.Broken("the line is too long", MAX_BYTES, bytes.length);
    }
    line.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw new LineContent.Broken("the line has a member of no known name", null, null);
              }
            });
    LineContent.same("the format", FORMAT, line.path("formatVersion").asInt());
    LineContent.same("the column format_version", FORMAT, formatVersion);
    column("actor_issuer", line.at("/actor/issuer"), actorIssuer);
    column("actor_subject", line.at("/actor/subject"), actorSubject);
    column("action", line.path("action"), action);
    column("record_type", line.path("recordType"), recordType);
    column("record_id", line.path("recordId"), recordId == null ? null : recordId.toString());
    column("request_id", line.path("requestId"), requestId);
    column(
        "state_sha256",
        line.path("stateSha256"),
        stateSha256 == null ? null : HexFormat.of().formatHex(stateSha256));
    LineContent.same(
        "the column record_version",
        line.has("recordVersion") ? line.get("recordVersion").longValue() : null,
        recordVersion);
    LineContent.same("the column occurred_at", time(line.path("occurredAt").asText()), occurredAt);
  }

  private static void column(String name, JsonNode member, String column) {
    LineContent.same("the column " + name, member.textValue(), column);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
