package io.trustfabric.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/// Ten thousand answers evaluated at once, beside `COPY` of the very rows that are kept of it.
final class Evaluating {

  static final int ITEMS = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/quality/golden-datasets";
  private static final List<String> KEPT =
      List.of("golden_evaluations", "golden_answers", "golden_outcomes");

  /// @param ours seconds, one value a round
  /// @param theirs the same for `COPY`
  record Result(Sample ours, Sample theirs) {
    double ratio() {
      return ours.median() / theirs.median();
    }
  }

  private Evaluating() {}

  static Result measure(Fabric fabric, int warmUps, int rounds) throws IOException, SQLException {
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    try (var engineer = fabric.engineer();
        var wire = fabric.wire();
        var reader = fabric.connect("superuser");
        var writer = fabric.connect("app")) {
      writer.setAutoCommit(false);
      var path = PATH + "/" + id(engineer.post(PATH, dataset())) + "/evaluations";
      fabric.execute("ANALYZE golden_items");
      for (int i = -warmUps; i < rounds; i++) {
        var body = answers(i);
        var begin = System.nanoTime();
        var answer = wire.post(path, body);
        var took = System.nanoTime() - begin;
        var copied = copy(reader, writer, id(answer));
        if (i >= 0) {
          ours.add(took / 1e9);
          theirs.add(copied / 1e9);
        }
      }
    }
    return new Result(SinglePosts.sample(ours), SinglePosts.sample(theirs));
  }

  private static String id(Wire.Answer answer) throws IOException {
    if (answer.status() != 201) {
      throw new IOException("refused: " + answer.text());
    }
    return JSON.readTree(answer.body()).get("id").textValue();
  }

  /// Invoices to book: eight fields each, compared in four ways.
  private static byte[] dataset() {
    var dataset = JSON.createObjectNode();
    dataset.put("name", "bench").put("jurisdiction", "GB").put("source", "drawn by infra/bench");
    dataset.put("filingType", "bookkeeping").put("documentType", "invoice");
    var comparators = dataset.putArray("comparators");
    for (var field : List.of("net", "tax", "gross")) {
      comparators.addObject().put("field", field).put("comparator", "money");
    }
    comparators.addObject().put("field", "date").put("comparator", "date");
    comparators.addObject().put("field", "supplier").put("comparator", "case_insensitive");
    var items = dataset.putArray("items");
    for (int i = 0; i < ITEMS; i++) {
      var item = items.addObject().put("key", key(i));
      item.putObject("input").put("document", "Invoice %d of supplier %d".formatted(i, i % 97));
      item.set("expected", booking(i, i % 11));
      item.putArray("tags").add("kind " + i % 7);
    }
    return dataset.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Every ninth account is wrong, another one each round.
  private static byte[] answers(int round) {
    var report = JSON.createObjectNode().put("testedSystem", "bench");
    var predictions = report.putArray("predictions");
    for (int i = 0; i < ITEMS; i++) {
      predictions
          .addObject()
          .put("key", key(i))
          .set("actual", booking(i, (i + round) % 9 == 0 ? 99 : i % 11));
    }
    return report.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String key(int i) {
    return "INV-%06d".formatted(i);
  }

  private static com.fasterxml.jackson.databind.JsonNode booking(int i, int account) {
    var booking = JSON.createObjectNode();
    booking.put("supplier", "Supplier " + i % 97).put("date", "2025-09-%02d".formatted(1 + i % 30));
    booking.put("accountCode", Integer.toString(6_000 + account)).put("taxRate", 20);
    booking.putObject("net").put("amount", i + ".00").put("currency", "GBP");
    booking.putObject("tax").put("amount", i / 5 + ".00").put("currency", "GBP");
    booking.putObject("gross").put("amount", i + i / 5 + ".00").put("currency", "GBP");
    return booking;
  }

  /// Writes what is kept of that evaluation once more under a new id.
  ///
  /// @return nanoseconds from the first `COPY` to the end of `COMMIT`
  private static long copy(Connection reader, Connection writer, String id)
      throws SQLException, IOException {
    var newId = UUID.randomUUID().toString();
    var copies = new ArrayList<String>();
    var ready = new ArrayList<byte[]>();
    for (var name : KEPT) {
      var table = Table.of(reader, name);
      var column = name.equals("golden_evaluations") ? "id" : "evaluation_id";
      copies.add(table.copyIn());
      ready.add(
          table
              .read(reader, "%s = '%s'".formatted(column, id))
              .replace(id, newId)
              .getBytes(StandardCharsets.UTF_8));
    }
    var api = writer.unwrap(PGConnection.class).getCopyAPI();
    var begin = System.nanoTime();
    for (int i = 0; i < copies.size(); i++) {
      api.copyIn(copies.get(i), new ByteArrayInputStream(ready.get(i)));
    }
    writer.commit();
    return System.nanoTime() - begin;
  }
}
