package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trustfabric.record.AsOf;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.FormerStates;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/// Rebuilds a record's state from its lines: replays their changes in order, holds what comes out
/// against the digest in the last of them, and puts the personal values back that are still there.
@ApplicationScoped
public class FormerRecords implements FormerStates {

  /// A record's versions are in the order of its lines' positions; a line of a batch is its first.
  private static final String LINES =
      """
      SELECT position, leaf, line, bytes, personal, change FROM (
        SELECT p.position, p.leaf, l.bytes AS line, l.bytes, y.personal::text, y.change, l.occurred_at, l.record_version
        FROM audit_log l LEFT JOIN ledger_positions p ON p.line_id = l.id
        LEFT JOIN ledger_payloads y ON y.line_id = l.id AND y.row_index = -1
        WHERE l.record_type = ? AND l.record_id = ? AND l.state_sha256 IS NOT NULL
        UNION ALL
        SELECT p.position, p.leaf, l.bytes, b.bytes, y.personal::text, y.change, l.occurred_at, -1
        FROM ledger_batch_rows b JOIN audit_log l ON l.id = b.line_id
        LEFT JOIN ledger_positions p ON p.line_id = l.id
        LEFT JOIN ledger_payloads y ON y.line_id = b.line_id AND y.row_index = b.row_index
        WHERE b.record_id = ? AND l.record_type = ?) lines
      WHERE (?::timestamptz IS NULL OR occurred_at <= ?) AND (?::bigint IS NULL OR position <= ?)
      ORDER BY record_version
      """;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final DataSource dataSource;

  FormerRecords(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<FormerState> at(String type, UUID id, Set<String> personal, AsOf asOf) {
    try (var connection = dataSource.getConnection();
        var lines = connection.prepareStatement(LINES)) {
      check(connection, asOf.position());
      lines.setString(1, type);
      lines.setObject(2, id);
      lines.setObject(3, id);
      lines.setString(4, type);
      var at = asOf.at() == null ? null : asOf.at().atOffset(ZoneOffset.UTC);
      lines.setObject(5, at, Types.TIMESTAMP_WITH_TIMEZONE);
      lines.setObject(6, at, Types.TIMESTAMP_WITH_TIMEZONE);
      lines.setObject(7, asOf.position(), Types.BIGINT);
      lines.setObject(8, asOf.position(), Types.BIGINT);
      try (var rows = lines.executeQuery()) {
        Replay replay = null;
        while (rows.next()) {
          replay = replay == null ? new Replay() : replay;
          replay.apply(rows);
        }
        return Optional.ofNullable(replay).map(done -> done.state(personal));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      throw new NotBorneOut("a line of %s %s is not of the format".formatted(type, id));
    }
  }

  private static void check(Connection connection, Long position) throws SQLException {
    if (position != null) {
      try (var head = connection.createStatement();
          var row = head.executeQuery("SELECT max(position) FROM ledger_positions")) {
        row.next();
        if (position > row.getLong(1)) {
          throw Invalid.field("?position", "has not been given to a line yet");
        }
      }
    }
  }

  /// A state on its way.
  private static final class Replay {
    private final ObjectNode sealed = MAPPER.createObjectNode();

    /// What stands behind the digests of the state, by pointer into it.
    private final Map<String, JsonNode> disclosed = new HashMap<>();

    /// Pointers of values that stand for others which were erased.
    private final Set<String> markers = new HashSet<>();

    private Long position;
    private Instant occurredAt;
    private long version;
    private String stateSha256;

    void apply(ResultSet row) throws SQLException, IOException {
      position = row.getObject("position", Long.class);
      var lineBytes = row.getBytes("line");
      var leaf = row.getBytes("leaf");
      var line = MAPPER.readTree(lineBytes);
      var record = MAPPER.readTree(row.getBytes("bytes"));
      require(
          leaf == null || Arrays.equals(leaf, MerkleTree.leaf(lineBytes)),
          "its leaf is not that of its bytes");
      occurredAt = Instant.parse(line.path("occurredAt").asText());
      version = record.path("recordVersion").longValue();
      stateSha256 = record.path("stateSha256").textValue();
      var change = change(record.path("change"), row.getBytes("change"));
      for (var field : change.properties()) {
        set(field.getKey(), field.getValue());
      }
      var personal = row.getString("personal");
      if (personal != null) {
        disclose(MAPPER.readTree(personal), line.path("action").asText().endsWith(".erased"));
      }
    }

    private JsonNode change(JsonNode inLine, byte[] beside) throws IOException {
      if (beside == null) {
        return inLine;
      }
      require(
          Canonical.sha256Hex(beside).equals(inLine.path("sha256").textValue()),
          "the change beside it is another");
      return MAPPER.readTree(beside);
    }

    private void set(String name, JsonNode sides) {
      require(
          sides.path("before").equals(sealed.path(name)), name + " was not what is said of before");
      disclosed.keySet().removeIf(pointer -> (pointer + "/").startsWith("/" + name + "/"));
      markers.removeIf(pointer -> (pointer + "/").startsWith("/" + name + "/"));
      if (sides.has("after")) {
        sealed.set(name, sides.get("after"));
      } else {
        sealed.remove(name);
      }
    }

    /// `/change/authorityReport/after/delayReason` of a line is `/authorityReport/delayReason` of
    /// the state.
    private void disclose(JsonNode personal, boolean erasing) {
      for (var value : personal.properties()) {
        var parts = value.getKey().split("/", 5);
        if (parts.length >= 4 && parts[1].equals("change") && parts[3].equals("after")) {
          var pointer = "/" + parts[2] + (parts.length == 5 ? "/" + parts[4] : "");
          disclosed.put(pointer, value.getValue());
          if (erasing && Erasures.MARKERS.contains(value.getValue().path("value").toString())) {
            markers.add(pointer);
          }
        }
      }
    }

    FormerState state(Set<String> personal) {
      require(
          Canonical.sha256Hex(Canonical.bytes(sealed)).equals(stateSha256),
          "the changes do not come to the state that it names");
      var state = sealed.deepCopy();
      var erased = new ArrayList<String>();
      for (var pointer : personal.stream().sorted().toList()) {
        var digest = sealed.at(pointer);
        if (!digest.isMissingNode()) {
          var cut = pointer.lastIndexOf('/');
          var parent = (ObjectNode) state.at(pointer.substring(0, cut));
          parent.set(pointer.substring(cut + 1), readable(pointer, digest, erased));
        }
      }
      return new FormerState(
          position, occurredAt, version, stateSha256, List.copyOf(erased), state);
    }

    private JsonNode readable(String pointer, JsonNode digest, List<String> erased) {
      var value = disclosed.get(pointer);
      if (value == null) {
        erased.add(pointer);
        return TextNode.valueOf(ERASED);
      }
      var salt = Base64.getDecoder().decode(value.path("salt").asText());
      require(
          Canonical.sha256Hex(salt, Canonical.bytes(value.get("value")))
              .equals(digest.path("sha256").textValue()),
          pointer + " is not what its digest stands for");
      if (markers.contains(pointer)) {
        erased.add(pointer);
      }
      return value.get("value");
    }

    private void require(boolean holds, String otherwise) {
      if (!holds) {
        throw new NotBorneOut(
            "position %s, state %s: %s".formatted(position, stateSha256, otherwise));
      }
    }
  }
}
