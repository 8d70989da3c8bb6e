package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// Rows on their way into a table by `COPY`, which is what a bulk path uses instead of one insert a
/// row.
public final class CopyRows {

  private final String target;
  private final StringBuilder rows = new StringBuilder();

  /// @param target the table with its columns: `t (a, b)`
  public CopyRows(String target) {
    this.target = target;
  }

  /// Adds one row; values in the order of the columns.
  public void row(Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        rows.append('\t');
      }
      append(values[i]);
    }
    rows.append('\n');
  }

  /// Copies all rows through the connection, in its transaction.
  public void copyInto(Connection connection) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + target + " FROM STDIN", new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new SQLException("COPY was cut off", e);
    }
  }

  private void append(Object value) {
    switch (value) {
      case null -> rows.append("\\N");
      case byte[] bytes -> {
        rows.append("\\\\x");
        HexFormat.of().formatHex(rows, bytes);
      }
      case Enum<?> e -> rows.append(e.name().toLowerCase(Locale.ROOT));
      case Collection<?> items -> escape(array(items));
      case String text -> escape(text);
      case JsonNode json -> escape(json.toString());
      case Number number -> rows.append(number);
      case Boolean truth -> rows.append(truth);
      case Instant instant -> rows.append(instant);
      default -> escape(value.toString());
    }
  }

  private static String array(Collection<?> items) {
    return items.stream()
        .map(item -> '"' + item.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(c);
      }
    }
  }
}
