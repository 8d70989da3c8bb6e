package io.trustfabric.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Tokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LedgerHistoryTest {

  @TestHTTPResource("/")
  String url;

  // The management root path, /q, is put in front.
  @TestHTTPResource(value = "/health/ready", management = true)
  String ready;

  private HttpApi api;

  @BeforeEach
  void start() {
    api = new HttpApi(url.replaceAll("/$", ""));
  }

  @Test
  void a_row_of_a_batch_has_its_own_history() {
    var batch =
        api.post(
            HttpApi.EVENTS + "/batch",
            Tokens.machine("ingest_events"),
            "[%s,%s,%s]"
                .formatted(
                    HttpApi.event("zero", ""),
                    HttpApi.event("one", ", \"actor\": \"jane\""),
                    HttpApi.event("two", "")));
    var id = batch.body().at("/ids/1").textValue();
    api.move(id, "investigating", "have a look");
    TestLedger.awaitOrder();

    var items = history("security_event", id, "").get("items");

    assertThat(items).hasSize(2);
    assertThat(items.at("/0/action").textValue()).isEqualTo("security_event.status_changed");
    assertThat(items.at("/0/reason").textValue()).isEqualTo("have a look");
    assertThat(items.at("/0/batch").isNull()).isTrue();
    var created = items.get(1);
    assertThat(created.get("action").textValue()).isEqualTo("security_event.batch_created");
    assertThat(created.get("recordId").textValue()).isEqualTo(id);
    assertThat(created.get("recordVersion").longValue()).isZero();
    assertThat(created.at("/batch/index").intValue()).isEqualTo(1);
    assertThat(created.at("/batch/count").intValue()).isEqualTo(3);
    assertThat(created.at("/change/actor/after").textValue()).isEqualTo("jane");
    assertThat(created.at("/change/title/after").textValue()).isEqualTo("one");
    assertThat(created.get("stateSha256").textValue()).matches("[0-9a-f]{64}");
  }

  @Test
  void pages_go_back_in_time_without_gap_or_repeat() {
    var id = api.record("paged").id();
    for (var status : List.of("investigating", "resolved", "investigating", "false_positive")) {
      assertThat(api.move(id, status, "next").status()).isEqualTo(200);
    }
    TestLedger.awaitOrder();
    var versions = new ArrayList<Long>();
    String cursor = "";
    do {
      var page = history("security_event", id, "?limit=2" + cursor);
      page.get("items").forEach(item -> versions.add(item.get("recordVersion").longValue()));
      var next = page.at("/page/nextCursor");
      cursor = next.isNull() ? null : "&cursor=" + next.textValue();
    } while (cursor != null);
    assertThat(versions).containsExactly(4L, 3L, 2L, 1L, 0L);
  }

  @Test
  void what_was_erased_shows_its_digest_and_no_name() throws SQLException {
    var record = UUID.randomUUID();
    var digest = HexFormat.of().formatHex(new byte[32]);
    var erased = "{\"sha256\":\"%s\"}".formatted(digest);
    try (var connection = TestLedger.asApp()) {
      TestLedger.write(
          connection,
          record,
          "\"actorName\":%1$s,\"change\":{\"title\":{\"after\":%1$s}},".formatted(erased));
    }
    var item = history("test", record.toString(), "").at("/items/0");
    assertThat(item.at("/actor/subject").textValue()).isEqualTo("writer");
    assertThat(item.at("/actor/name").isTextual()).isFalse();
    assertThat(item.at("/change/title/after/sha256").textValue()).isEqualTo(digest);
  }

  @Test
  void reading_the_whole_ledger_is_itself_a_line() throws SQLException {
    var reads = "SELECT count(*) FROM audit_log WHERE action = 'ledger.read'";
    var before = TestLedger.count(reads);
    for (var role : List.of("viewer", "engineer")) {
      assertThat(api.get("/api/audit/entries", Tokens.person(role)).status()).isEqualTo(403);
    }
    assertThat(TestLedger.count(reads)).isEqualTo(before);
    for (var role : List.of("auditor", "security", "compliance", "admin")) {
      assertThat(api.get("/api/audit/entries?limit=1", Tokens.person(role)).status())
          .isEqualTo(200);
    }
    assertThat(TestLedger.count(reads)).isEqualTo(before + 4);
    TestLedger.awaitOrder();
    var newest =
        api.get("/api/audit/entries?limit=1&action=ledger.read", Tokens.person("auditor"))
            .body()
            .at("/items/0");
    assertThat(newest.at("/actor/subject").textValue()).isEqualTo("admin");
    assertThat(newest.get("leafSha256").textValue()).matches("[0-9a-f]{64}");
  }

  @Test
  void the_whole_ledger_narrows_to_a_record_an_actor_and_actions() throws SQLException {
    var id = api.record("narrowed").id();
    TestLedger.awaitOrder();
    var lines = whole("recordId=" + id);
    assertThat(lines).hasSize(1);
    var line = lines.get(0);
    assertThat(line.at("/action").textValue()).isEqualTo("security_event.created");
    var actor = line.at("/actor/subject").textValue();
    var both = "recordType=incident&recordType=security_event&action=security_event.created";
    assertThat(whole("recordId=%s&%s&actor=%s&actor=nobody".formatted(id, both, actor)))
        .containsExactly(line);
    for (var other : List.of("actor=nobody", "recordType=incident", "action=incident.created")) {
      assertThat(whole("recordId=%s&%s".formatted(id, other))).isEmpty();
    }
  }

  @Test
  void a_batch_line_is_found_by_a_record_that_it_holds() throws SQLException {
    var batch =
        api.post(
            HttpApi.EVENTS + "/batch",
            Tokens.machine("ingest_events"),
            "[%s,%s]".formatted(HttpApi.event("zero", ""), HttpApi.event("one", "")));
    TestLedger.awaitOrder();
    var lines = whole("recordId=" + batch.body().at("/ids/1").textValue());
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).at("/batch/count").intValue()).isEqualTo(2);
    assertThat(lines.get(0).at("/recordId").isNull()).isTrue();
  }

  @Test
  void wrong_filters_are_named_together() {
    var answer =
        api.get("/api/audit/entries?recordId=x&action=A&actor=%01&limit=0", Tokens.person("auditor"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("?recordId", "?action", "?actor", "?limit");
  }

  private List<JsonNode> whole(String query) {
    var answer = api.get("/api/audit/entries?" + query, Tokens.person("auditor"));
    assertThat(answer.status()).isEqualTo(200);
    var items = new ArrayList<JsonNode>();
    answer.body().get("items").forEach(items::add);
    return items;
  }

  @Test
  void a_line_without_position_is_in_the_history_and_readiness_tells_when_it_waits_too_long()
      throws SQLException {
    TestLedger.awaitOrder();
    String id;
    try (var blocking = TestLedger.asAdmin()) {
      blocking.setAutoCommit(false);
      try (var statement = blocking.createStatement()) {
        statement.execute("LOCK TABLE ledger_positions IN SHARE MODE");
      }
      id = api.record("waits").id();
      var item = history("security_event", id, "").at("/items/0");
      assertThat(item.get("position").isNull()).isTrue();
      assertThat(item.get("leafSha256").isNull()).isTrue();
      assertThat(item.at("/change/title/after").textValue()).isEqualTo("waits");
      assertThat(readiness().status()).as(readiness().text()).isEqualTo(200);
      Await.until("readiness is down", Duration.ofSeconds(30), () -> readiness().status() == 503);
      assertThat(readiness().text()).contains("oldestSeconds");
      blocking.rollback();
    }
    Await.until("readiness is up", Duration.ofSeconds(30), () -> readiness().status() == 200);
    TestLedger.awaitOrder();
    assertThat(history("security_event", id, "").at("/items/0/position").isNumber()).isTrue();
  }

  private HttpApi.Answer readiness() {
    return new HttpApi(ready).get("", Tokens.person("viewer"));
  }

  private JsonNode history(String type, String id, String query) {
    var answer = api.get("/api/audit/records/" + type + "/" + id + query, Tokens.person("viewer"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body();
  }
}
