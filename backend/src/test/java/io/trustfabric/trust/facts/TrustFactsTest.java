package io.trustfabric.trust.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.record.Author;
import io.trustfabric.record.Clock;
import io.trustfabric.record.LedgerConsumer.LedgerLine;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.trust.Doings;
import io.trustfabric.trust.Recount;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrustFactsTest {

  @Inject Consumers consumers;
  @Inject Pictures pictures;
  @Inject TrustFacts facts;
  @Inject EntityManager entityManager;
  @Inject ObjectMapper mapper;

  @Test
  void after_whatever_was_done_facts_and_counts_are_those_of_a_full_recount() {
    Doings.catchUp(consumers);
    var live = Recount.live();
    var kept = Recount.kept();
    var doings = new Doings(20_261_125);
    doings.run(10);
    doings.manyEvents(10_000);
    doings.more(40);
    Doings.catchUp(consumers);
    var expected = Recount.changes(live, Recount.live());
    assertThat(expected).hasSizeGreaterThan(30);
    assertThat(Recount.changes(kept, Recount.kept())).isEqualTo(expected);
  }

  @Test
  void what_was_known_at_a_line_can_be_read_again_later() {
    var doings = new Doings(7);
    var then = new ArrayList<Picture>();
    doings.run(0);
    for (int i = 0; i < 4; i++) {
      doings.more(6);
      Doings.catchUp(consumers);
      then.add(pictures.now(Clock.now()));
    }
    for (var picture : then) {
      var again = pictures.asOf(picture.position(), picture.at());
      assertThat(again.facts()).isEqualTo(picture.facts());
      picture
          .totals()
          .forEach(
              (measure, total) -> assertThat(again.total(measure)).as(measure).isEqualTo(total));
      assertThat(again.position()).isEqualTo(picture.position());
    }
  }

  @Test
  void
      in_whatever_portions_lines_are_taken_and_however_often_that_is_undone_the_same_comes_of_them() {
    Doings.catchUp(consumers);
    var from = Sql.number("SELECT position FROM ledger_cursors WHERE consumer = 'trust-facts'");
    var doings = new Doings(8);
    doings.run(15);
    Await.until(
        "every line has its place",
        Duration.ofSeconds(30),
        () -> Sql.number("SELECT count(*) FROM ledger_pending") == 0);
    var lines = lines(from);
    assertThat(lines).hasSizeGreaterThan(40);
    var together = taken(lines, from, lines.size());
    assertThat(taken(lines, from, 1)).isEqualTo(together);
    assertThat(taken(lines, from, 7)).isEqualTo(together);
    consumers.catchUp();
    assertThat(dump(from)).isEqualTo(together);
  }

  /// What comes of lines taken so many at a time; undone afterwards.
  private String taken(List<LedgerLine> lines, long from, int portion) {
    var dump = new AtomicReference<String>();
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          for (int i = 0; i < lines.size(); i += portion) {
                            facts.take(lines.subList(i, Math.min(lines.size(), i + portion)));
                          }
                          dump.set(dump(from));
                          throw new Killed();
                        }))
        .isInstanceOf(Killed.class);
    return dump.get();
  }

  private static final class Killed extends RuntimeException {}

  private String dump(long from) {
    return (String)
        entityManager
            .createNativeQuery(
                """
                SELECT concat_ws(E'\\n',
                  (SELECT string_agg(concat_ws(' ', kind, subject, fact, since), E'\\n' ORDER BY kind, subject) FROM trust_facts),
                  (SELECT string_agg(concat_ws(' ', kind, subject, fact, positions), E'\\n'
                    ORDER BY kind, subject, positions) FROM trust_facts_past WHERE upper(positions) > :from),
                  (SELECT string_agg(concat_ws(' ', measure, position, total), E'\\n' ORDER BY measure, position)
                    FROM trust_tallies WHERE position > :from),
                  (SELECT string_agg(concat_ws(' ', measure, total), E'\\n' ORDER BY measure) FROM trust_totals WHERE total > 0),
                  (SELECT string_agg(concat_ws(' ', minute, position), E'\\n' ORDER BY minute) FROM trust_minutes))
                """,
                String.class)
            .setParameter("from", from)
            .getSingleResult();
  }

  @SuppressWarnings("unchecked")
  private List<LedgerLine> lines(long from) {
    List<Object[]> rows =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    entityManager
                        .createNativeQuery(
                            """
                            SELECT p.position, l.occurred_at, l.action, l.record_type, l.record_id, l.record_version,
                              encode(l.state_sha256, 'hex'), convert_from(coalesce(own.change, l.bytes), 'UTF8'), own.change IS NULL
                            FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
                            LEFT JOIN ledger_payloads own ON own.line_id = l.id AND own.row_index = -1
                            WHERE p.position > :from ORDER BY p.position
                            """,
                            Object[].class)
                        .setParameter("from", from)
                        .getResultList());
    return rows.stream().map(this::line).toList();
  }

  private LedgerLine line(Object[] row) {
    try {
      var json = mapper.readTree((String) row[7]);
      var change = (Boolean) row[8] ? json.path("change") : json;
      return new LedgerLine(
          (Long) row[0],
          (Instant) row[1],
          new Author("i", "s", null),
          (String) row[2],
          (String) row[3],
          (UUID) row[4],
          (Long) row[5],
          (String) row[6],
          change instanceof ObjectNode fields ? fields : mapper.createObjectNode());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
