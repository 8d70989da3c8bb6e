package io.trustfabric.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.HttpApi.Answer;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Real threads over HTTP against the real server and database.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConcurrencyTest {

  @TestHTTPResource("/")
  String url;

  private HttpApi api;

  @BeforeEach
  void start() {
    api = new HttpApi(url.replaceAll("/$", ""));
  }

  @RepeatedTest(5)
  void of_two_who_change_a_status_one_wins_and_writes_one_line() throws SQLException {
    var id = api.record("raced").id();
    var withVersion =
        Together.run(2, i -> api.move(id, "investigating", "me first", "If-Match", "\"0\""));
    assertThat(statuses(withVersion)).containsExactlyInAnyOrder(200, 412);
    var without = Together.run(2, i -> api.move(id, "resolved", "me first"));
    assertThat(statuses(without)).containsExactlyInAnyOrder(200, 409);
    assertThat(lines(id)).isEqualTo(3);
  }

  @RepeatedTest(3)
  void of_twenty_reports_with_one_fingerprint_one_is_new() throws SQLException {
    var fingerprint = ", \"fingerprint\": \"%s\"".formatted(UUID.randomUUID());
    var answers = Together.run(20, i -> api.record("report " + i, fingerprint));
    assertThat(Collections.frequency(statuses(answers), 201)).isEqualTo(1);
    assertThat(Collections.frequency(statuses(answers), 200)).isEqualTo(19);
    var ids = answers.stream().map(Answer::id).collect(Collectors.toSet());
    assertThat(ids).hasSize(1);
    var id = ids.iterator().next();
    assertThat(event(id).body().get("occurrences").longValue()).isEqualTo(20);
    assertThat(lines(id)).isEqualTo(1);
  }

  @RepeatedTest(3)
  void reports_are_counted_once_each_while_their_event_is_resolved() throws SQLException {
    var name = UUID.randomUUID().toString();
    var fingerprint = ", \"fingerprint\": \"%s\"".formatted(name);
    var first = api.record("first", fingerprint).id();
    var work = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 20; i++) {
      work.add(() -> api.record("report", fingerprint));
    }
    work.add(10, () -> api.move(first, "resolved", "done"));
    var answers = Together.run(work);
    assertThat(statuses(answers)).isSubsetOf(200, 201);
    var again = api.record("after", fingerprint);
    var counted =
        TestLedger.count(
            "SELECT sum(occurrences) FROM event_fingerprints WHERE fingerprint = '%s'"
                .formatted(name));
    assertThat(counted).isEqualTo(22);
    assertThat(event(again.id()).body().get("status").textValue()).isEqualTo("open");
    assertThat(
            TestLedger.count(
                "SELECT count(*) FROM event_fingerprints WHERE current AND fingerprint = '%s'"
                    .formatted(name)))
        .isEqualTo(1);
  }

  @RepeatedTest(3)
  void one_idempotency_key_is_carried_out_once() throws SQLException {
    var key = UUID.randomUUID().toString();
    var body = HttpApi.event("once " + key, "");
    var answers =
        Together.run(
            10,
            i ->
                api.post(
                    HttpApi.EVENTS, Tokens.machine("ingest_events"), body, "Idempotency-Key", key));
    assertThat(
            TestLedger.count(
                "SELECT count(*) FROM security_events WHERE title = 'once %s'".formatted(key)))
        .isEqualTo(1);
    assertThat(statuses(answers)).isSubsetOf(201, 409).contains(201);
    var fresh = 0;
    for (var answer : answers) {
      if (answer.status() == 409) {
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(answer.body().get("type").textValue()).endsWith("/in-flight");
      } else if (answer.header("Idempotent-Replayed") == null) {
        fresh++;
      }
    }
    assertThat(fresh).isEqualTo(1);
  }

  @RepeatedTest(3)
  void batches_that_overlap_in_opposite_order_do_not_lock_each_other_out() throws SQLException {
    var name = UUID.randomUUID().toString();
    var events =
        IntStream.range(0, 200)
            .mapToObj(i -> HttpApi.event("e", ", \"fingerprint\": \"%s-%d\"".formatted(name, i)))
            .toList();
    var work = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 4; i++) {
      var mine = i % 2 == 0 ? events : events.reversed();
      work.add(
          () ->
              api.post(
                  HttpApi.EVENTS + "/batch", Tokens.machine("ingest_events"), mine.toString()));
    }
    var answers = Together.run(work);
    assertThat(statuses(answers)).containsOnly(201);
    assertThat(answers.stream().mapToInt(a -> a.body().get("created").intValue()).sum())
        .isEqualTo(200);
    assertThat(
            TestLedger.count(
                "SELECT sum(occurrences) FROM event_fingerprints WHERE fingerprint LIKE '%s%%'"
                    .formatted(name)))
        .isEqualTo(800);
  }

  @Test
  void of_two_who_decide_one_request_one_is_heard() throws SQLException {
    var event =
        api.post(
            HttpApi.EVENTS,
            Tokens.person("security"),
            """
            {"eventType": "data_breach", "severity": "critical", "title": "breach", "source": "test",
             "occurredAt": "2026-01-31T10:00:00Z", "personalData": true}
            """);
    var approval =
        api.patch(
                HttpApi.EVENTS + "/" + event.id() + "/authority-report",
                Tokens.person("security"),
                "{\"required\": false, \"reason\": \"nobody was harmed\"}")
            .id();
    var answers =
        Together.run(
            2,
            i ->
                api.post(
                    "/api/approvals/" + approval + "/decision",
                    Tokens.person(i == 0 ? "compliance" : "admin"),
                    "{\"decision\": \"approved\", \"reason\": \"seen\"}"));
    assertThat(statuses(answers)).containsExactlyInAnyOrder(200, 409);
    assertThat(lines(approval)).isEqualTo(2);
    assertThat(lines(event.id())).isEqualTo(2);
  }

  @Test
  void lines_that_commit_late_get_later_positions_and_none_is_lost() throws Exception {
    var written = new HashSet<Long>();
    Together.run(8, TestWriter::new).forEach(writer -> written.addAll(writer.committed));
    TestLedger.awaitOrder();
    assertThat(
            TestLedger.count(
                "SELECT count(*) FROM ledger_positions WHERE line_id = ANY ('{%s}')"
                    .formatted(
                        written.stream().map(String::valueOf).collect(Collectors.joining(",")))))
        .isEqualTo(written.size());
    // A line that was written first and committed last is behind those it let pass.
    assertThat(
            TestLedger.count(
                "SELECT count(*) FROM (SELECT line_id, lag(line_id) OVER (ORDER BY position) AS before FROM ledger_positions) p WHERE line_id < before"))
        .isPositive();
    LedgerVerifier.verify(TestLedger.adminUrl());
  }

  /// Writes lines in transactions that stay open for a random while; takes some of them back.
  private static final class TestWriter {
    final List<Long> committed = new ArrayList<>();

    TestWriter(int number) {
      var random = new Random(number);
      try (var connection = TestLedger.asApp()) {
        connection.setAutoCommit(false);
        for (int i = 0; i < 25; i++) {
          var mine = new ArrayList<Long>();
          for (int line = 0; line <= random.nextInt(3); line++) {
            mine.add(TestLedger.write(connection, null, ""));
            Await.sleep(random.nextInt(120));
          }
          if (random.nextInt(5) == 0) {
            connection.rollback();
          } else {
            connection.commit();
            committed.addAll(mine);
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Answer event(String id) {
    return api.get(HttpApi.EVENTS + "/" + id, Tokens.person("viewer"));
  }

  private static long lines(String id) throws SQLException {
    return TestLedger.count("SELECT count(*) FROM audit_log WHERE record_id = '%s'".formatted(id));
  }

  private static List<Integer> statuses(List<Answer> answers) {
    return answers.stream().map(Answer::status).toList();
  }
}
