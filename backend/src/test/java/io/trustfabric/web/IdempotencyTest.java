package io.trustfabric.web;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IdempotencyTest {

  @Inject ExpiredKeys expiredKeys;

  private final String key = UUID.randomUUID().toString();
  private final String machine = Tokens.machine("ingest_events");

  @Test
  void the_same_key_and_body_get_the_first_answer_again() {
    var first = post(machine, EVENTS, key, event("{}")).statusCode(201).extract();
    assertThat(first.header("Idempotent-Replayed")).isNull();
    var before = Sql.everything();
    for (int i = 0; i < 2; i++) {
      var again = post(machine, EVENTS, key, event("{}")).statusCode(201).extract();
      assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
      assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
      assertThat(again.header("Cache-Control")).isEqualTo("no-store");
      assertThat(again.contentType()).startsWith("application/json");
      assertThat(again.jsonPath().<Object>get("")).isEqualTo(first.jsonPath().<Object>get(""));
    }
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void the_first_answer_comes_also_when_the_event_has_changed() {
    var id = post(machine, EVENTS, key, event("{}")).extract().<String>path("id");
    with(Tokens.person("security"))
        .header("Content-Type", "application/json")
        .body("{\"status\": \"resolved\"}")
        .patch(EVENTS + "/" + id + "/status")
        .then()
        .statusCode(200);
    post(machine, EVENTS, key, event("{}")).statusCode(201).body("status", equalTo("open"));
  }

  @Test
  void another_body_under_the_same_key_is_refused() {
    post(machine, EVENTS, key, event("{}")).statusCode(201);
    var before = Sql.everything();
    isProblem(
        post(machine, EVENTS, key, event("{\"title\": \"other\"}")), 422, "idempotency-key-reused");
    isProblem(post(machine, EVENTS, key, event("{}") + " "), 422, "idempotency-key-reused");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void another_caller_or_path_is_another_key() {
    var body = event("{}");
    var id = post(machine, EVENTS, key, body).extract().<String>path("id");
    var other = post(Tokens.person("engineer"), EVENTS, key, body).statusCode(201);
    other.header("Idempotent-Replayed", nullValue());
    assertThat(other.extract().<String>path("id")).isNotEqualTo(id);
    post(machine, EVENTS + "/batch", key, "[" + body + "]")
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
    post(machine, EVENTS, UUID.randomUUID().toString(), body)
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
  }

  @Test
  void a_refusal_is_not_kept() {
    post(machine, EVENTS, key, event("{\"title\": \"\"}")).statusCode(400);
    post(machine, EVENTS, key, "nonsense").statusCode(400);
    post(Tokens.person("viewer"), EVENTS, key, event("{}")).statusCode(403);
    assertThat(Sql.number("SELECT count(*) FROM idempotency_keys WHERE key = ?", key)).isZero();
    post(machine, EVENTS, key, event("{}"))
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
  }

  @Test
  void a_refused_batch_is_not_kept() {
    post(machine, EVENTS + "/batch", key, "[{}]").statusCode(400);
    post(machine, EVENTS + "/batch", key, "[" + event("{}") + "]")
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
  }

  @Test
  void a_repeat_by_fingerprint_is_counted_once_for_one_key() {
    var body = event("{\"fingerprint\": \"%s\"}".formatted(UUID.randomUUID()));
    post(machine, EVENTS, null, body).statusCode(201);
    post(machine, EVENTS, key, body).statusCode(200).body("occurrences", equalTo(2));
    post(machine, EVENTS, key, body)
        .statusCode(200)
        .header("Idempotent-Replayed", equalTo("true"))
        .body("occurrences", equalTo(2));
    post(machine, EVENTS, null, body).body("occurrences", equalTo(3));
  }

  @Test
  void a_streamed_batch_is_replayed() {
    var body = "[%s,%s]".formatted(event("{}"), event("{}"));
    var ids =
        post(machine, EVENTS + "/batch", key, body)
            .statusCode(201)
            .extract()
            .<List<String>>path("ids");
    var before = Sql.everything();
    var again =
        post(machine, EVENTS + "/batch", key, body)
            .statusCode(201)
            .header("Idempotent-Replayed", equalTo("true"))
            .extract()
            .<List<String>>path("ids");
    assertThat(again).isEqualTo(ids);
    isProblem(
        post(machine, EVENTS + "/batch", key, body.replace("high", "low")),
        422,
        "idempotency-key-reused");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void delivered_cloudevents_are_replayed() {
    var body =
        "{\"specversion\": \"1.0\", \"id\": \"%s\", \"source\": \"/s\", \"type\": \"t\", \"data\": %s}"
            .formatted(key, event("{}"));
    send(machine, EVENTS + "/cloudevents", key, "application/cloudevents+json", body)
        .statusCode(201)
        .body("created", equalTo(1));
    send(machine, EVENTS + "/cloudevents", key, "application/cloudevents+json", body)
        .statusCode(201)
        .header("Idempotent-Replayed", equalTo("true"))
        .body("created", equalTo(1));
  }

  @Test
  void a_key_has_1_to_255_characters() {
    isInvalid(post(machine, EVENTS, " ", event("{}")), "Idempotency-Key");
    isInvalid(post(machine, EVENTS, "", event("{}")), "Idempotency-Key");
    isInvalid(post(machine, EVENTS, "x".repeat(256), event("{}")), "Idempotency-Key");
    var longest = key + "x".repeat(255 - key.length());
    post(machine, EVENTS, longest, event("{}")).statusCode(201);
    post(machine, EVENTS, longest, event("{}"))
        .statusCode(201)
        .header("Idempotent-Replayed", equalTo("true"));
  }

  @Test
  void a_key_is_forgotten_after_72_hours() {
    post(machine, EVENTS, key, event("{}")).statusCode(201);
    age("71 hours 59 minutes");
    expiredKeys.forget();
    post(machine, EVENTS, key, event("{}")).header("Idempotent-Replayed", equalTo("true"));
    age("72 hours 1 minute");
    expiredKeys.forget();
    post(machine, EVENTS, key, event("{}"))
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
  }

  private void age(String age) {
    Sql.run(
        "UPDATE idempotency_keys SET created_at = now() - interval '%s' WHERE key = '%s'"
            .formatted(age, key));
  }

  private static ValidatableResponse post(String token, String path, String key, String body) {
    return send(token, path, key, "application/json", body);
  }

  private static ValidatableResponse send(
      String token, String path, String key, String type, String body) {
    var request = with(token).header("Content-Type", type);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.body(body.getBytes(StandardCharsets.UTF_8)).post(path).then();
  }
}
