package io.trustfabric.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// A table, and the columns that can be copied into it.
record Table(String name, String columns) {

  static Table of(Connection reader, String name) throws SQLException {
    try (var statement = reader.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE"
                    + " attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
                        .formatted(name))) {
      rows.next();
      return new Table(name, rows.getString(1));
    }
  }

  /// The rows that meet a condition, as `COPY` writes them.
  String read(Connection reader, String where) throws SQLException, IOException {
    var bytes = new ByteArrayOutputStream();
    reader
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut(
            "COPY (SELECT %s FROM %s WHERE %s) TO STDOUT".formatted(columns, name, where), bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  String copyIn() {
    return "COPY %s (%s) FROM STDIN".formatted(name, columns);
  }
}
