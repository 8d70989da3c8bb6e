package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Author;
import io.trustfabric.record.Leadership;
import io.trustfabric.record.LedgerConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Hands the ledger's lines to whoever makes something of them. The leader does it; should two do
/// it at once, the row of the cursor holds the second until the first has committed.
@ApplicationScoped
public class Consumers {

  /// So many lines are taken in one transaction, and one at a time after a failure: what cannot be
  /// taken then holds up no line before it.
  private static final int AT_ONCE = 200;

  private static final Logger LOG = Logger.getLogger(Consumers.class);

  private static final String BEGIN =
      "INSERT INTO ledger_cursors (consumer, position) VALUES (?, -1) ON CONFLICT DO NOTHING";

  private static final String PLACE =
      "SELECT position FROM ledger_cursors WHERE consumer = ? FOR UPDATE";

  private static final String LINES =
      """
      SELECT p.position, l.occurred_at, l.actor_issuer, l.actor_subject, l.action, l.record_type, l.record_id,
        l.record_version, encode(l.state_sha256, 'hex'), l.bytes, own.change
      FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
      LEFT JOIN ledger_payloads own ON own.line_id = l.id AND own.row_index = -1
      WHERE p.position > ? ORDER BY p.position LIMIT ?
      """;

  private static final String MOVE =
      "UPDATE ledger_cursors SET position = ?, updated_at = now() WHERE consumer = ?";

  private final List<LedgerConsumer> consumers;
  private final DataSource dataSource;
  private final ObjectMapper mapper;
  private final Leadership leadership;
  private final LedgerFeed feed;

  /// The last place known here, for the metric.
  private final Map<String, Long> places = new ConcurrentHashMap<>();

  Consumers(
      @All List<LedgerConsumer> consumers,
      DataSource dataSource,
      ObjectMapper mapper,
      Leadership leadership,
      LedgerFeed feed) {
    this.consumers = consumers;
    this.dataSource = dataSource;
    this.mapper = mapper;
    this.leadership = leadership;
    this.feed = feed;
  }

  void measure(@Observes StartupEvent event, MeterRegistry metrics) {
    for (var consumer : consumers) {
      var name = consumer.consumerName();
      Gauge.builder("trust_fabric.ledger.consumer.lag", () -> lag(name))
          .description("Lines a consumer of the ledger has not taken yet; told by the leader")
          .tag("consumer", name)
          .register(metrics);
    }
  }

  private double lag(String consumer) {
    var place = places.get(consumer);
    return place == null || !leadership.isLeading() ? Double.NaN : Math.max(0, feed.head() - place);
  }

  @Scheduled(
      every = "${trust-fabric.consumers.every}",
      identity = "ledger-consumers",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void onSchedule() {
    if (leadership.isLeading()) {
      catchUp();
    }
  }

  /// Hands out what there is, in turns, so that a long way to go of one holds up no other.
  public void catchUp() {
    var behind = new ArrayList<>(consumers);
    while (!behind.isEmpty()) {
      behind.removeIf(consumer -> !step(consumer));
    }
  }

  /// One portion.
  ///
  /// @return whether there is more
  private boolean step(LedgerConsumer consumer) {
    try {
      return take(consumer, AT_ONCE) == AT_ONCE;
    } catch (RuntimeException many) {
      try {
        return take(consumer, 1) == 1;
      } catch (RuntimeException one) {
        LOG.errorf(
            one,
            "%s cannot take the ledger's line after %s; it is tried again",
            consumer.consumerName(),
            places.get(consumer.consumerName()));
        return false;
      }
    }
  }

  private int take(LedgerConsumer consumer, int most) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (var connection = dataSource.getConnection()) {
                var place = place(connection, consumer.consumerName());
                places.put(consumer.consumerName(), place);
                var lines = lines(connection, place, most);
                if (!lines.isEmpty()) {
                  consumer.take(lines);
                  move(connection, consumer.consumerName(), lines.getLast().position());
                }
                return lines.size();
              }
            });
  }

  private static long place(Connection connection, String consumer) throws SQLException {
    try (var begin = connection.prepareStatement(BEGIN);
        var place = connection.prepareStatement(PLACE)) {
      begin.setString(1, consumer);
      begin.executeUpdate();
      place.setString(1, consumer);
      try (var row = place.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private List<LedgerConsumer.LedgerLine> lines(Connection connection, long after, int most)
      throws SQLException, IOException {
    var lines = new ArrayList<LedgerConsumer.LedgerLine>();
    try (var select = connection.prepareStatement(LINES)) {
      select.setLong(1, after);
      select.setInt(2, most);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          var beside = row.getBytes(11);
          var change =
              beside == null
                  ? mapper.readTree(row.getBytes(10)).get("change")
                  : mapper.readTree(beside);
          lines.add(
              new LedgerConsumer.LedgerLine(
                  row.getLong(1),
                  row.getObject(2, java.time.OffsetDateTime.class).toInstant(),
                  new Author(row.getString(3), row.getString(4), null),
                  row.getString(5),
                  row.getString(6),
                  row.getObject(7, UUID.class),
                  row.getObject(8, Long.class),
                  row.getString(9),
                  change instanceof ObjectNode fields ? fields : mapper.createObjectNode()));
        }
      }
    }
    return lines;
  }

  private void move(Connection connection, String consumer, long position) throws SQLException {
    try (var move = connection.prepareStatement(MOVE)) {
      move.setLong(1, position);
      move.setString(2, consumer);
      move.executeUpdate();
    }
    places.put(consumer, position);
  }
}
