package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.LedgerConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Keeps facts and counts as lines come: all in the transaction in which the reader's cursor moves,
/// so that each line counts once whatever is killed when.
@ApplicationScoped
public class TrustFacts implements LedgerConsumer {

  static final String NAME = "trust-facts";

  private static final int ROWS_AT_ONCE = 1_000;

  /// The rows of a batch; a change kept beside comes as it is.
  private static final String ROWS =
      """
      SELECT b.record_id, b.bytes, own.change
      FROM ledger_positions p JOIN ledger_batch_rows b ON b.line_id = p.line_id
      LEFT JOIN ledger_payloads own ON own.line_id = b.line_id AND own.row_index = b.row_index
      WHERE p.position = ? ORDER BY b.row_index
      """;

  private final DataSource dataSource;
  private final ObjectMapper mapper;
  private final Map<String, Follower> followers = new HashMap<>();
  private final Map<String, Set<String>> fields = new HashMap<>();
  private final Set<String> unchanging = new HashSet<>();

  TrustFacts(DataSource dataSource, ObjectMapper mapper) {
    this.dataSource = dataSource;
    this.mapper = mapper;
    for (var follower :
        List.of(
            new ApprovalFacts(),
            new ComplianceFacts(),
            new ModelFacts(),
            new QualityFacts(),
            new RecoveryFacts(),
            new SecurityFacts(),
            new SloFacts())) {
      follower.fields().keySet().forEach(type -> followers.put(type, follower));
      fields.putAll(follower.fields());
      unchanging.addAll(follower.unchanging());
    }
  }

  @Override
  public String consumerName() {
    return NAME;
  }

  @Override
  public void take(List<LedgerLine> lines) {
    try (var connection = dataSource.getConnection()) {
      var tables = new FactTables(connection, mapper);
      var states = new RecordStates(tables);
      var book = new FactBook(tables, states);
      markMinutes(tables, lines);
      read(states, lines);
      for (var line : lines) {
        book.turnTo(line.position());
        if (followers.containsKey(line.recordType())) {
          if (line.recordId() == null) {
            takeRows(connection, line, states, book);
          } else if (line.stateSha256() != null && !isErasure(line)) {
            see(line.recordType(), line.recordId(), line.change(), states, book);
          }
        }
      }
      states.write();
      book.close();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Times of lines are not in the order of positions: a minute begins with the first line that was
  /// written in it or later.
  private static void markMinutes(FactTables tables, List<LedgerLine> lines) {
    var newest = tables.newestMinute();
    for (var line : lines) {
      var minute = line.occurredAt().truncatedTo(ChronoUnit.MINUTES);
      if (newest == null || minute.isAfter(newest)) {
        tables.minute(minute, line.position());
        newest = minute;
      }
    }
  }

  /// What never changes has a second line only when personal values of it were erased, of which no
  /// figure is made.
  private boolean isErasure(LedgerLine line) {
    return unchanging.contains(line.recordType()) && line.recordVersion() > 0;
  }

  private void read(RecordStates states, List<LedgerLine> lines) {
    lines.stream()
        .filter(line -> line.recordId() != null && line.stateSha256() != null)
        .filter(line -> fields.containsKey(line.recordType()))
        .filter(line -> !unchanging.contains(line.recordType()))
        .collect(
            Collectors.groupingBy(
                LedgerLine::recordType,
                Collectors.mapping(LedgerLine::recordId, Collectors.toSet())))
        .forEach(states::read);
  }

  private void takeRows(Connection connection, LedgerLine line, RecordStates states, FactBook book)
      throws SQLException, IOException {
    try (var statement = connection.prepareStatement(ROWS)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      statement.setLong(1, line.position());
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          var beside = row.getBytes(3);
          var change =
              beside == null
                  ? mapper.readTree(row.getBytes(2)).path("change")
                  : mapper.readTree(beside);
          create(line.recordType(), row.getObject(1, UUID.class), change, states, book);
        }
      }
    }
  }

  /// A batch only ever makes new records.
  private void create(String type, UUID id, JsonNode change, RecordStates states, FactBook book) {
    follow(type, id, JsonNodeFactory.instance.objectNode(), change, states, book);
  }

  private void see(String type, UUID id, JsonNode change, RecordStates states, FactBook book) {
    var before =
        unchanging.contains(type) ? JsonNodeFactory.instance.objectNode() : states.of(type, id);
    follow(type, id, before, change, states, book);
  }

  private void follow(
      String type,
      UUID id,
      ObjectNode before,
      JsonNode change,
      RecordStates states,
      FactBook book) {
    var after = before.deepCopy();
    for (var name : fields.get(type)) {
      var sides = change.get(name);
      if (sides != null && sides.hasNonNull("after")) {
        after.set(name, sides.get("after"));
      } else if (sides != null) {
        after.remove(name);
      }
    }
    if (!after.equals(before)) {
      if (!unchanging.contains(type)) {
        states.put(type, id, after);
      }
      followers.get(type).follow(new SeenChange(type, id, before, after), book);
    }
  }
}
