package io.trustfabric.ledger.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/// Reads every position with its line and all that belongs to it, in order, and builds the tree of
/// what it reads.
final class LineReading {

  private static final int AT_ONCE = 500;

  private static final String ROWS =
      """
      SELECT b.row_index, b.record_id, b.bytes, y.change, y.personal::text
      FROM ledger_batch_rows b
      LEFT JOIN ledger_payloads y ON y.line_id = b.line_id AND y.row_index = b.row_index
      WHERE b.line_id = ? ORDER BY b.row_index
      """;

  private static final Set<String> ROW =
      Set.of("change", "recordId", "recordVersion", "stateSha256");

  /// A line that was checked by itself.
  private record Checked(StoredLine line, LineContent content) {}

  /// A batch's row as it lies in the table.
  private record StoredRow(
      int index, UUID recordId, byte[] bytes, byte[] beside, String personal) {}

  /// A row that was checked by itself.
  private record CheckedRow(int index, byte[] leaf, long withoutValue) {}

  private final Connection connection;
  private final Executor workers;
  private final SealCheck seals;
  private final RecomputedTree tree;
  private final VerificationFigures figures;
  private final Erased erased;
  private final LongConsumer progress;
  private final Set<Long> batches = new HashSet<>();
  private final Set<String> types = new TreeSet<>();

  /// @param progress is told how many lines are done; may throw to end it
  LineReading(
      Connection connection,
      Executor workers,
      SealCheck seals,
      VerificationFigures figures,
      LongConsumer progress)
      throws SQLException {
    this.connection = connection;
    this.erased = new Erased(connection);
    this.workers = workers;
    this.seals = seals;
    this.tree = new RecomputedTree(seals::node);
    this.figures = figures;
    this.progress = progress;
  }

  /// Lines that stand for many records.
  Set<Long> batches() {
    return batches;
  }

  /// Kinds of records whose states are in the ledger.
  Set<String> recordTypes() {
    return types;
  }

  /// @throws Found at the first bad place
  void read() throws SQLException {
    try (var select = streaming(StoredLine.ALL)) {
      var inOrder = new InOrder<List<StoredLine>, List<Checked>>(workers, this::check, this::take);
      seals.reached(tree);
      try (var rows = select.executeQuery()) {
        var piece = new ArrayList<StoredLine>(AT_ONCE);
        while (rows.next()) {
          piece.add(StoredLine.of(rows));
          if (piece.size() == AT_ONCE) {
            inOrder.add(piece);
            piece = new ArrayList<>(AT_ONCE);
          }
        }
        inOrder.add(piece);
        inOrder.finish();
      }
    }
    seals.finished(tree);
  }

  /// A statement whose rows come in pieces, so that memory does not grow with their number.
  private PreparedStatement streaming(String sql) throws SQLException {
    var select = connection.prepareStatement(sql);
    select.setFetchSize(AT_ONCE);
    return select;
  }

  private List<Checked> check(List<StoredLine> lines) {
    return lines.stream().map(this::check).toList();
  }

  private Checked check(StoredLine line) {
    var content = line.check();
    var here = LedgerFinding.ofLine(line.position(), null);
    nothingLost(here.about(line.recordType(), line.recordId()), content);
    return new Checked(line, content);
  }

  private void nothingLost(LedgerFinding place, LineContent content) {
    if (!content.withoutValue().isEmpty()) {
      erased
          .lost(place.recordType(), place.recordId(), content.withoutValue())
          .ifPresent(
              pointer -> {
                throw new Found(
                    place.withProblem(
                        "the personal value of %s is gone and was not erased".formatted(pointer)));
              });
    }
  }

  private void take(List<Checked> lines) {
    for (var checked : lines) {
      var line = checked.line;
      if (line.position() != tree.size()) {
        throw new Found(
            LedgerFinding.ofLine(tree.size(), "positions have a gap or a repeat")
                .compared(tree.size(), line.position()));
      }
      content(line, checked.content);
      tree.add(line.leaf());
      seals.reached(tree);
      figures.lines++;
    }
    progress.accept(figures.lines);
  }

  private void content(StoredLine line, LineContent content) {
    figures.withoutValue += content.withoutValue().size();
    if (content.json().has("batch")) {
      batches.add(line.lineId());
      types.add(line.recordType());
      batch(line, content.json().get("batch"));
    } else if (line.stateSha256() != null) {
      types.add(line.recordType());
    }
  }

  private void batch(StoredLine line, JsonNode batch) {
    var here = LedgerFinding.ofLine(line.position(), null).about(line.recordType(), null);
    var rowTree = new RecomputedTree();
    var inOrder =
        new InOrder<List<StoredRow>, List<CheckedRow>>(
            workers,
            rows -> rows.stream().map(row -> check(row, here)).toList(),
            rows -> rows.forEach(row -> take(row, rowTree, here)));
    try (var select = streaming(ROWS)) {
      select.setLong(1, line.lineId());
      try (var rows = select.executeQuery()) {
        var piece = new ArrayList<StoredRow>(AT_ONCE);
        while (rows.next()) {
          piece.add(row(rows));
          if (piece.size() == AT_ONCE) {
            inOrder.add(piece);
            piece = new ArrayList<>(AT_ONCE);
          }
        }
        inOrder.add(piece);
        inOrder.finish();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a batch cannot be read", e);
    }
    try {
      LineContent.same("the batch's number of rows", batch.path("count").asLong(), rowTree.size());
      LineContent.same(
          "the root over the batch's rows",
          batch.path("rootSha256").textValue(),
          HexFormat.of().formatHex(rowTree.root()));
    } catch (LineContent.Broken broken) {
      throw new Found(broken.at(here));
    }
  }

  private static StoredRow row(ResultSet row) throws SQLException {
    return new StoredRow(
        row.getInt(1),
        row.getObject(2, UUID.class),
        row.getBytes(3),
        row.getBytes(4),
        row.getString(5));
  }

  private CheckedRow check(StoredRow row, LedgerFinding line) {
    var here = rowPlace(line, row.index).about(line.recordType(), row.recordId);
    try {
      var content = LineContent.of(row.bytes, row.beside, row.personal);
      var json = content.json();
      LineContent.same("the members of the row", ROW, names(json));
      LineContent.same(
          "the column record_id", json.path("recordId").textValue(), String.valueOf(row.recordId));
      nothingLost(here, content);
      return new CheckedRow(
          row.index, RecomputedTree.leaf(row.bytes), content.withoutValue().size());
    } catch (LineContent.Broken broken) {
      throw new Found(broken.at(here));
    }
  }

  private static Set<String> names(JsonNode json) {
    var names = new HashSet<String>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void take(CheckedRow row, RecomputedTree rows, LedgerFinding line) {
    if (row.index != rows.size()) {
      throw new Found(
          rowPlace(line, rows.size())
              .withProblem("the batch's rows have a gap or a repeat")
              .compared(rows.size(), row.index));
    }
    rows.add(row.leaf);
    figures.batchRows++;
    figures.withoutValue += row.withoutValue;
  }

  private static LedgerFinding rowPlace(LedgerFinding line, long index) {
    return new LedgerFinding(
        line.check(),
        "%s, row %d".formatted(line.place(), index),
        line.position(),
        line.recordType(),
        null,
        null,
        null,
        null);
  }
}
