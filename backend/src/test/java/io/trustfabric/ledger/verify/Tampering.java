package io.trustfabric.ledger.verify;

import java.sql.SQLException;
import java.util.List;

/// One way to change what was written, past the application. Where in the ledger, and with what, is
/// drawn anew each time.
record Tampering(String name, Act act) {

  @FunctionalInterface
  interface Act {
    /// @return what was done, for whoever looks at a failure
    String by(OwnersHand hand) throws SQLException;
  }

  /// A byte of a line, or of a row, is never at its end: its digest is.
  private static final String FLIP =
      "set_byte(%1$s, %2$d %% octet_length(%1$s), get_byte(%1$s, %2$d %% octet_length(%1$s)) # 1)";

  private static String flipped(String column, OwnersHand hand) {
    return FLIP.formatted(column, hand.below(100_000));
  }

  @Override
  public String toString() {
    return name;
  }

  /// Ways to change the ledger's own tables.
  static final List<Tampering> OF_THE_LEDGER =
      List.of(
          new Tampering("flip a byte of a line", h -> line(h, "bytes = " + flipped("bytes", h))),
          new Tampering(
              "cut a line off",
              h -> line(h, "bytes = substring(bytes FOR octet_length(bytes) - 1)")),
          new Tampering(
              "change a line's actor", h -> line(h, "actor_subject = actor_subject || 'x'")),
          new Tampering("change a line's action", h -> line(h, "action = action || '_'")),
          new Tampering(
              "change a line's time", h -> line(h, "occurred_at = occurred_at - interval '1 day'")),
          new Tampering("change a line's record", h -> line(h, "record_id = gen_random_uuid()")),
          new Tampering(
              "change a line's version",
              h -> line(h, "record_version = coalesce(record_version, 0) + 1")),
          new Tampering("change a line's state", h -> line(h, "state_sha256 = sha256('x')")),
          new Tampering("delete a line", Tampering::deleteLine),
          new Tampering("delete a line and its position", Tampering::deleteLineAndPosition),
          new Tampering("insert a line without position", h -> insertLine(h, false)),
          new Tampering("insert a line at the end", h -> insertLine(h, true)),
          new Tampering("flip a byte of a leaf", h -> position(h, "leaf = " + flipped("leaf", h))),
          new Tampering("delete a position", Tampering::deletePosition),
          new Tampering("truncate positions", Tampering::truncatePositions),
          new Tampering("give a line a second position", Tampering::secondPosition),
          new Tampering("change the order of two lines", h -> reorder(h, false)),
          new Tampering("change the order of two lines and their leaves", h -> reorder(h, true)),
          new Tampering("change a personal value", Tampering::changePersonal),
          new Tampering("delete a personal value", Tampering::deletePersonal),
          new Tampering("flip a byte of a change kept beside", Tampering::flipBeside),
          new Tampering("delete a change kept beside", Tampering::deleteBeside),
          new Tampering(
              "flip a byte of a batch's row", h -> row(h, "bytes = " + flipped("bytes", h))),
          new Tampering(
              "change the record of a batch's row", h -> row(h, "record_id = gen_random_uuid()")),
          new Tampering("delete a batch's row", Tampering::deleteRow),
          new Tampering("insert a batch's row", Tampering::insertRow),
          new Tampering("change the order of a batch's rows", Tampering::reorderRows),
          new Tampering("flip a byte of a tile", h -> tile(h, "hashes = " + flipped("hashes", h))),
          new Tampering(
              "flip a byte of a tile's root", h -> tile(h, "root = " + flipped("root", h))),
          new Tampering("delete a tile", Tampering::deleteTile),
          new Tampering("insert a tile", Tampering::insertTile),
          new Tampering(
              "flip a byte of a checkpoint's root",
              h -> checkpoint(h, "root = " + flipped("root", h))),
          new Tampering("change a checkpoint's note", Tampering::changeNote),
          new Tampering(
              "change a checkpoint's origin", h -> checkpoint(h, "origin = origin || 'x'")),
          new Tampering("say a checkpoint is of more lines", Tampering::growCheckpoint),
          new Tampering("replace the signing key", Tampering::replaceKey));

  /// Ways to change the records' own tables.
  static final List<Tampering> OF_RECORDS =
      List.of(
          new Tampering("change a field of a record", Tampering::changeField),
          new Tampering("delete a record", Tampering::deleteRecord),
          new Tampering("insert a record", Tampering::insertRecord),
          new Tampering("swap what two records say", Tampering::swapRecords));

  private static String line(OwnersHand h, String set) throws SQLException {
    h.open("audit_log");
    var id = h.any("SELECT id FROM audit_log ORDER BY id");
    return did(h, "UPDATE audit_log SET %s WHERE id = %s".formatted(set, id));
  }

  private static String did(OwnersHand h, String sql) throws SQLException {
    if (h.run(sql) == 0) {
      throw new IllegalStateException("nothing was changed by " + sql);
    }
    return sql;
  }

  private static String deleteLine(OwnersHand h) throws SQLException {
    h.open("audit_log");
    return did(
        h, "DELETE FROM audit_log WHERE id = " + h.any("SELECT id FROM audit_log ORDER BY id"));
  }

  /// What follows moves down, so that there is no gap.
  private static String deleteLineAndPosition(OwnersHand h) throws SQLException {
    h.open("audit_log", "ledger_positions", "ledger_payloads", "ledger_batch_rows");
    var position = h.any("SELECT position FROM ledger_positions ORDER BY position");
    var line = h.any("SELECT line_id FROM ledger_positions WHERE position = " + position);
    for (var table : List.of("ledger_positions", "ledger_payloads", "ledger_batch_rows")) {
      h.run("DELETE FROM %s WHERE line_id = %s".formatted(table, line));
    }
    h.run("DELETE FROM audit_log WHERE id = " + line);
    shift(h, Long.parseLong(position), -1);
    return "line %s at %s".formatted(line, position);
  }

  /// Moves all positions from there.
  static void shift(OwnersHand h, long from, int by) throws SQLException {
    h.run("UPDATE ledger_positions SET position = position + 1000000 WHERE position >= " + from);
    h.run(
        "UPDATE ledger_positions SET position = position - 1000000 + %d WHERE position >= 1000000"
            .formatted(by));
  }

  private static String insertLine(OwnersHand h, boolean atTheEnd) throws SQLException {
    h.open("audit_log", "ledger_positions");
    var id = h.any("SELECT id FROM audit_log WHERE state_sha256 IS NOT NULL ORDER BY id");
    did(
        h,
        """
        INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, record_id,
          record_version, state_sha256, request_id, bytes)
        SELECT format_version, occurred_at, actor_issuer, actor_subject, action, record_type, record_id,
          record_version, state_sha256, request_id, bytes FROM audit_log WHERE id = %s
        """
            .formatted(id));
    if (atTheEnd) {
      did(
          h,
          """
          INSERT INTO ledger_positions SELECT (SELECT max(position) + 1 FROM ledger_positions), id, sha256('\\x00' || bytes)
          FROM audit_log WHERE id = (SELECT max(id) FROM audit_log)
          """);
      did(
          h,
          """
          INSERT INTO ledger_payloads SELECT (SELECT max(id) FROM audit_log), row_index, change, personal
          FROM ledger_payloads WHERE line_id = %s
          """
              .formatted(id));
    }
    return "line " + id + " once more";
  }

  private static String position(OwnersHand h, String set) throws SQLException {
    h.open("ledger_positions");
    var position = h.any("SELECT position FROM ledger_positions ORDER BY position");
    return did(h, "UPDATE ledger_positions SET %s WHERE position = %s".formatted(set, position));
  }

  private static String deletePosition(OwnersHand h) throws SQLException {
    h.open("ledger_positions");
    var position = h.any("SELECT position FROM ledger_positions ORDER BY position");
    return did(h, "DELETE FROM ledger_positions WHERE position = " + position);
  }

  private static String truncatePositions(OwnersHand h) throws SQLException {
    h.open("ledger_positions");
    var position = h.any("SELECT position FROM ledger_positions ORDER BY position");
    return did(h, "DELETE FROM ledger_positions WHERE position >= " + position);
  }

  private static String secondPosition(OwnersHand h) throws SQLException {
    h.open("ledger_positions");
    var position = h.any("SELECT position FROM ledger_positions ORDER BY position");
    return did(
        h,
        """
        INSERT INTO ledger_positions SELECT (SELECT max(position) + 1 FROM ledger_positions), line_id, leaf
        FROM ledger_positions WHERE position = %s
        """
            .formatted(position));
  }

  private static String reorder(OwnersHand h, boolean leaves) throws SQLException {
    h.open("ledger_positions");
    h.run("ALTER TABLE ledger_positions DROP CONSTRAINT IF EXISTS ledger_positions_line_id_key");
    var one = h.below((int) h.number("SELECT max(position) FROM ledger_positions"));
    var swap =
        """
        UPDATE ledger_positions p SET line_id = o.line_id%s FROM ledger_positions o
        WHERE p.position IN (%2$d, %3$d) AND o.position = %2$d + %3$d - p.position
        """;
    return did(h, swap.formatted(leaves ? ", leaf = o.leaf" : "", one, one + 1));
  }

  private static String changePersonal(OwnersHand h) throws SQLException {
    h.open("ledger_payloads");
    var at =
        h.any(
                """
            SELECT line_id || ',' || row_index || ',' || key FROM ledger_payloads, jsonb_object_keys(personal) key
            ORDER BY line_id, row_index, key
            """)
            .split(",", 3);
    return did(
        h,
        "UPDATE ledger_payloads SET personal = jsonb_set(personal, ARRAY['%s', 'value'], '\"someone else\"') WHERE line_id = %s AND row_index = %s"
            .formatted(at[2], at[0], at[1]));
  }

  private static String deletePersonal(OwnersHand h) throws SQLException {
    h.open("ledger_payloads");
    var at =
        h.any(
                """
            SELECT line_id || ',' || row_index || ',' || key FROM ledger_payloads, jsonb_object_keys(personal) key
            ORDER BY line_id, row_index, key
            """)
            .split(",", 3);
    return did(
        h,
        "UPDATE ledger_payloads SET personal = personal - '%s' WHERE line_id = %s AND row_index = %s"
            .formatted(at[2], at[0], at[1]));
  }

  private static String flipBeside(OwnersHand h) throws SQLException {
    h.open("ledger_payloads");
    return did(
        h,
        "UPDATE ledger_payloads SET change = %s WHERE change IS NOT NULL"
            .formatted(flipped("change", h)));
  }

  private static String deleteBeside(OwnersHand h) throws SQLException {
    h.open("ledger_payloads");
    return did(h, "UPDATE ledger_payloads SET change = NULL WHERE change IS NOT NULL");
  }

  private static String row(OwnersHand h, String set) throws SQLException {
    h.open("ledger_batch_rows");
    return did(h, "UPDATE ledger_batch_rows SET %s WHERE %s".formatted(set, anyRow(h)));
  }

  private static String anyRow(OwnersHand h) throws SQLException {
    return "(line_id, row_index) = (%s)"
        .formatted(
            h.any(
                "SELECT line_id || ', ' || row_index FROM ledger_batch_rows ORDER BY line_id, row_index"));
  }

  private static String deleteRow(OwnersHand h) throws SQLException {
    h.open("ledger_batch_rows");
    return did(h, "DELETE FROM ledger_batch_rows WHERE " + anyRow(h));
  }

  private static String insertRow(OwnersHand h) throws SQLException {
    h.open("ledger_batch_rows");
    return did(
        h,
        """
        INSERT INTO ledger_batch_rows SELECT line_id,
          (SELECT max(row_index) + 1 FROM ledger_batch_rows o WHERE o.line_id = b.line_id), record_id, bytes
        FROM ledger_batch_rows b WHERE %s
        """
            .formatted(anyRow(h)));
  }

  private static String reorderRows(OwnersHand h) throws SQLException {
    h.open("ledger_batch_rows");
    var line = h.any("SELECT DISTINCT line_id FROM ledger_batch_rows ORDER BY 1");
    return did(
        h,
        """
        UPDATE ledger_batch_rows p SET record_id = o.record_id, bytes = o.bytes FROM ledger_batch_rows o
        WHERE p.line_id = %1$s AND o.line_id = %1$s AND p.row_index IN (0, 1) AND o.row_index = 1 - p.row_index
        """
            .formatted(line));
  }

  private static String tile(OwnersHand h, String set) throws SQLException {
    h.open("ledger_tiles");
    return did(h, "UPDATE ledger_tiles SET " + set);
  }

  private static String deleteTile(OwnersHand h) throws SQLException {
    h.open("ledger_tiles");
    return did(h, "DELETE FROM ledger_tiles");
  }

  private static String insertTile(OwnersHand h) throws SQLException {
    h.open("ledger_tiles");
    return did(
        h,
        "INSERT INTO ledger_tiles SELECT level + %d, tile + %d, hashes, root FROM ledger_tiles WHERE tile = 0 AND level = 0"
            .formatted(h.below(2), 100 + h.below(5)));
  }

  private static String checkpoint(OwnersHand h, String set) throws SQLException {
    h.open("ledger_checkpoints");
    var size = h.any("SELECT tree_size FROM ledger_checkpoints ORDER BY tree_size");
    return did(h, "UPDATE ledger_checkpoints SET %s WHERE tree_size = %s".formatted(set, size));
  }

  /// A digit of the signature, or of what is signed.
  private static String changeNote(OwnersHand h) throws SQLException {
    var at = h.below(60);
    return checkpoint(
        h,
        h.below(2) == 0
            ? "note = overlay(note PLACING CASE WHEN substring(note FROM length(note) - 10 - %1$d FOR 1) = 'A' THEN 'B' ELSE 'A' END FROM length(note) - 10 - %1$d FOR 1)"
                .formatted(at)
            : "note = replace(note, E'\\n' || tree_size || E'\\n', E'\\n' || (tree_size + 1) || E'\\n')");
  }

  private static String growCheckpoint(OwnersHand h) throws SQLException {
    h.open("ledger_checkpoints");
    return did(
        h,
        "UPDATE ledger_checkpoints SET tree_size = tree_size + %d WHERE tree_size = (SELECT max(tree_size) FROM ledger_checkpoints)"
            .formatted(1 + h.below(100)));
  }

  private static String replaceKey(OwnersHand h) throws SQLException {
    h.open("ledger_keys");
    var other = History.newSigner().verifierKey(io.trustfabric.testing.SealKeys.ORIGIN).text();
    return did(h, "UPDATE ledger_keys SET verifier_key = '%s'".formatted(other));
  }

  private static String anyTable(OwnersHand h, int atLeast) throws SQLException {
    var tables =
        h.column(
            """
            SELECT c.table_name FROM information_schema.columns c
            JOIN information_schema.columns s USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND c.column_name = 'personal_salt' AND s.column_name = 'version' ORDER BY 1
            """);
    String table;
    do {
      table = h.any(tables);
    } while (h.number("SELECT count(*) FROM " + table) < atLeast);
    h.open(table);
    return table;
  }

  private static String anyRecord(OwnersHand h, String table) throws SQLException {
    return h.any("SELECT id FROM %s ORDER BY id".formatted(table));
  }

  private static List<String> fields(OwnersHand h, String table) throws SQLException {
    return h.column(
        """
        SELECT column_name || ' ' || CASE WHEN data_type = 'ARRAY' THEN udt_name ELSE data_type END
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = '%s' AND is_generated = 'NEVER' ORDER BY 1
        """
            .formatted(table));
  }

  private static String changeField(OwnersHand h) throws SQLException {
    var table = anyTable(h, 1);
    var field = h.any(fields(h, table)).split(" ", 2);
    return did(
        h,
        "UPDATE %s SET %s = %s WHERE id = '%s'"
            .formatted(table, field[0], other(field[0], field[1], h), anyRecord(h, table)));
  }

  /// Another value of that type, whatever is there.
  private static String other(String column, String type, OwnersHand h) {
    return switch (type) {
      case "text" -> "coalesce(%s, '') || 'x'".formatted(column);
      case "boolean" -> "NOT coalesce(%s, false)".formatted(column);
      case "uuid" -> "gen_random_uuid()";
      case "bytea" -> "set_byte(%1$s, 0, get_byte(%1$s, 0) # 1)".formatted(column);
      case "jsonb" ->
          "CASE jsonb_typeof(%1$s) WHEN 'object' THEN %1$s || '{\"tampered\": 1}' WHEN 'array' THEN %1$s || '[{\"tampered\": 1}]' ELSE '{\"tampered\": 1}' END"
              .formatted(column);
      case "timestamp with time zone" ->
          "coalesce(%s, '2026-01-01T00:00:00Z') + interval '%d microseconds'"
              .formatted(column, 1 + h.below(1_000_000));
      case "date" -> "coalesce(%s, '2026-01-01') + 1".formatted(column);
      case "_text" -> "coalesce(%s, '{}') || ARRAY['tampered']".formatted(column);
      case "_uuid" -> "coalesce(%s, '{}') || gen_random_uuid()".formatted(column);
      case "inet" -> "'192.0.2.77'";
      default -> "coalesce(%s, 0) + 1".formatted(column);
    };
  }

  private static String deleteRecord(OwnersHand h) throws SQLException {
    var table = anyTable(h, 1);
    return did(h, "DELETE FROM %s WHERE id = '%s'".formatted(table, anyRecord(h, table)));
  }

  private static String insertRecord(OwnersHand h) throws SQLException {
    var table = anyTable(h, 1);
    for (var index :
        h.column(
            """
            SELECT format('DROP INDEX %%I', c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = '%s'::regclass AND i.indisunique AND NOT i.indisprimary
            """
                .formatted(table))) {
      h.run(index);
    }
    for (var exclusion :
        h.column(
            "SELECT format('ALTER TABLE %1$s DROP CONSTRAINT %%I', conname) FROM pg_constraint WHERE conrelid = '%1$s'::regclass AND contype = 'x'"
                .formatted(table))) {
      h.run(exclusion);
    }
    var columns =
        fields(h, table).stream()
            .map(field -> field.split(" ")[0])
            .filter(name -> !name.equals("id"))
            .collect(java.util.stream.Collectors.joining(", "));
    return did(
        h,
        "INSERT INTO %1$s (id, %2$s) SELECT gen_random_uuid(), %2$s FROM %1$s WHERE id = '%3$s'"
            .formatted(table, columns, anyRecord(h, table)));
  }

  private static String swapRecords(OwnersHand h) throws SQLException {
    var table = anyTable(h, 2);
    var ids = h.column("SELECT id FROM %s ORDER BY id".formatted(table));
    var one = h.below(ids.size() - 1);
    var columns =
        fields(h, table).stream()
            .map(field -> field.split(" ")[0])
            .filter(name -> List.of("created_at", "personal_salt").contains(name))
            .map(name -> name + " = o." + name)
            .collect(java.util.stream.Collectors.joining(", "));
    return did(
        h,
        """
        UPDATE %1$s p SET %2$s FROM %1$s o
        WHERE p.id IN ('%3$s', '%4$s') AND o.id IN ('%3$s', '%4$s') AND o.id <> p.id
        """
            .formatted(table, columns, ids.get(one), ids.get(one + 1)));
  }
}
