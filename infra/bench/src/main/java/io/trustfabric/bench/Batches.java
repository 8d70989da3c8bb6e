package io.trustfabric.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/// Ten thousand events at once, beside `COPY` of the very same kind of rows, ready-made, into the
/// same tables in one transaction.
final class Batches {

  static final int SIZE = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param ours rows per second, one value a round
  /// @param theirs the same for `COPY`
  record Result(Sample ours, Sample theirs) {
    double ratio() {
      return ours.median() / theirs.median();
    }
  }

  /// A table and which of its rows belong to a batch.
  private record Target(Table table, String of) {}

  private static final String LINE = "line_id = %1$d";
  private static final List<String> TABLES =
      List.of("security_events", "audit_log", "ledger_batch_rows", "ledger_payloads");

  private Batches() {}

  static Result measure(Fabric fabric, int warmUps, int rounds) throws IOException, SQLException {
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    try (var wire = fabric.wire();
        var reader = fabric.connect("superuser");
        var writer = fabric.connect("app")) {
      writer.setAutoCommit(false);
      for (int i = -warmUps; i < rounds; i++) {
        var body = Events.many(SIZE);
        var begin = System.nanoTime();
        var answer = wire.post("/api/security/events/batch", body);
        var took = System.nanoTime() - begin;
        if (answer.status() != 201) {
          throw new IOException("a batch is refused: " + answer.text());
        }
        var copied = copy(reader, writer, ids(answer));
        if (i >= 0) {
          ours.add(SIZE * 1e9 / took);
          theirs.add(SIZE * 1e9 / copied);
        }
      }
    }
    return new Result(SinglePosts.sample(ours), SinglePosts.sample(theirs));
  }

  private static List<String> ids(Wire.Answer answer) throws IOException {
    var ids = new ArrayList<String>();
    JSON.readTree(answer.body()).get("ids").forEach(id -> ids.add(id.textValue()));
    return ids;
  }

  /// Writes the rows of that batch once more under new ids.
  ///
  /// @return nanoseconds from the first `COPY` to the end of `COMMIT`
  private static long copy(Connection reader, Connection writer, List<String> ids)
      throws SQLException, IOException {
    long line;
    long newLine;
    try (var statement = reader.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT line_id, nextval(pg_get_serial_sequence('audit_log', 'id')) FROM ledger_batch_rows"
                    + " WHERE record_id = '%s'".formatted(ids.getFirst()))) {
      rows.next();
      line = rows.getLong(1);
      newLine = rows.getLong(2);
    }
    var fresh = freshIds(ids);
    var ready = new ArrayList<byte[]>();
    var copies = new ArrayList<String>();
    for (var target : targets(reader, line)) {
      copies.add(target.table().copyIn());
      var rows = target.table().read(reader, target.of());
      ready.add(renamed(rows, target.table().name(), line, newLine, fresh));
    }
    copies.add("COPY ledger_pending (line_id) FROM STDIN");
    ready.add((newLine + "\n").getBytes(StandardCharsets.UTF_8));
    var api = writer.unwrap(PGConnection.class).getCopyAPI();
    var begin = System.nanoTime();
    for (int i = 0; i < copies.size(); i++) {
      api.copyIn(copies.get(i), new ByteArrayInputStream(ready.get(i)));
    }
    writer.commit();
    return System.nanoTime() - begin;
  }

  private static List<Target> targets(Connection reader, long line) throws SQLException {
    var targets = new ArrayList<Target>();
    for (var table : TABLES) {
      var of =
          switch (table) {
            case "security_events" ->
                "id IN (SELECT record_id FROM ledger_batch_rows WHERE line_id = %d) ORDER BY id"
                    .formatted(line);
            case "audit_log" -> "id = " + line;
            default -> LINE.formatted(line) + " ORDER BY row_index";
          };
      targets.add(new Target(Table.of(reader, table), of));
    }
    return targets;
  }

  /// The first bytes of an id hold its time, so new ones keep them: the index grows at its end for
  /// both sides.
  private static Map<String, String> freshIds(List<String> ids) {
    var fresh = new HashMap<String, String>();
    for (var id : ids) {
      fresh.put(id, id.substring(0, 18) + UUID.randomUUID().toString().substring(18));
    }
    return fresh;
  }

  private static byte[] renamed(
      String rows, String table, long line, long newLine, Map<String, String> fresh) {
    var text = new StringBuilder(rows.length());
    for (var row : rows.split("\n")) {
      var columns = row.split("\t", -1);
      for (int i = 0; i < columns.length; i++) {
        var isLine = i == 0 && !table.equals("security_events");
        text.append(i == 0 ? "" : "\t");
        text.append(
            isLine && columns[i].equals(Long.toString(line))
                ? Long.toString(newLine)
                : fresh.getOrDefault(columns[i], columns[i]));
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
