package io.trustfabric.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A table of records, and how a row of it is written as the ledger's state (ledger-format.md). The
/// shape comes from the state that a replay arrives at; every value comes from the row.
///
/// @param columns data type by name; without what the database derives
record RecordTable(String name, Map<String, String> columns) {

  private static final String SALT = "personal_salt";

  /// Embedded objects whose columns do not begin with the object's name.
  private static final Map<String, String> PREFIXES =
      Map.of(
          "authorityReport", "report_",
          "clock", "",
          "windows", "",
          "referenceWindow", "reference_",
          "currentWindow", "current_",
          "asRecorded", "recorded_");

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /// All tables of records: those whose rows have a salt.
  static List<RecordTable> all(Connection connection) throws SQLException {
    var tables = new TreeMap<String, Map<String, String>>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                  AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
                  AND a.attgenerated = ''
                  AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = c.oid
                    AND s.attname = 'personal_salt' AND NOT s.attisdropped)
                """)) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString(1), table -> new HashMap<>())
            .put(rows.getString(2), rows.getString(3));
      }
    }
    var found = new ArrayList<RecordTable>();
    tables.forEach((name, columns) -> found.add(new RecordTable(name, columns)));
    return found;
  }

  /// SHA-256 over the canonical state of a row, in hex.
  ///
  /// @param row the row as JSON, by column
  /// @param replayed the state whose shape it has
  String digest(ObjectNode row, ObjectNode replayed) {
    return Json.hex(Json.sha256(Json.canonical(state(row, replayed))));
  }

  private ObjectNode state(ObjectNode row, ObjectNode replayed) {
    var salt = HexFormat.of().parseHex(row.get(SALT).textValue().substring(2));
    var rest = new TreeSet<>(columns.keySet());
    rest.remove(SALT);
    var state = Json.object();
    for (var field : replayed.properties()) {
      var name = field.getKey();
      if (rest.remove(snake(name))) {
        put(state, name, value(row, snake(name), "/" + name, field.getValue(), salt));
      } else if (field.getValue().isObject()) {
        var prefix = PREFIXES.getOrDefault(name, snake(name) + "_");
        var embedded = state.putObject(name);
        for (var member : field.getValue().properties()) {
          var column = prefix + snake(member.getKey());
          if (rest.remove(column)) {
            var pointer = "/" + name + "/" + member.getKey();
            put(embedded, member.getKey(), value(row, column, pointer, member.getValue(), salt));
          }
        }
      }
    }
    // What the row has and the state has not is a difference, too.
    for (var column : rest) {
      put(state, column + " of the row", row.get(column));
    }
    return state;
  }

  private JsonNode value(
      ObjectNode row, String column, String pointer, JsonNode replayed, byte[] salt) {
    var value = typed(row.get(column), columns.get(column), replayed);
    var isPersonal =
        replayed.isObject() && replayed.size() == 1 && replayed.path("sha256").isTextual();
    if (!isPersonal || value == null || value.isNull() || value.equals(replayed)) {
      return value;
    }
    var fieldSalt =
        Arrays.copyOf(Json.sha256(salt, pointer.getBytes(StandardCharsets.UTF_8)), salt.length);
    return Json.object().put("sha256", Json.hex(Json.sha256(fieldSalt, Json.canonical(value))));
  }

  private static JsonNode typed(JsonNode value, String type, JsonNode replayed) {
    if (value == null || value.isNull()) {
      return value;
    }
    var make = JsonNodeFactory.instance;
    return switch (type) {
      case "timestamp with time zone" ->
          make.textNode(MICROSECONDS.format(OffsetDateTime.parse(value.textValue())));
      case "numeric" ->
          replayed.isNumber()
              ? value
              : make.textNode(value.decimalValue().stripTrailingZeros().toPlainString());
      default -> value;
    };
  }

  private static void put(ObjectNode object, String name, JsonNode value) {
    if (value != null && !value.isNull()) {
      object.set(name, value);
    }
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
