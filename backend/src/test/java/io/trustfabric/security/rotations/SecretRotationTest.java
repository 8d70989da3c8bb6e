package io.trustfabric.security.rotations;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.ROTATIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.post;
import static io.trustfabric.testing.Api.rotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecretRotationTest {

  @Inject RotationDeadlines deadlines;

  private final String secret = "secret/" + UUID.randomUUID();

  @Test
  void a_rotation_that_succeeded_says_when_the_next_is_due() {
    var id =
        logged("{\"status\": \"succeeded\", \"rotatedAt\": \"2026-01-01T00:00:00Z\"}")
            .statusCode(201)
            .header("ETag", "\"0\"")
            .body("status", equalTo("succeeded"))
            .body("rotatedAt", equalTo("2026-01-01T00:00:00Z"))
            .body("nextRotationDueAt", equalTo("2026-04-01T00:00:00Z"))
            .body("initiatedBy", equalTo("security"))
            .body("nextStatuses", empty())
            .extract()
            .<String>path("id");
    get(ROTATIONS + "/" + id).statusCode(200).body("secretName", equalTo(secret));
    get("/api/audit/records/secret_rotation/" + id)
        .body("items.action", contains("secret_rotation.created"));
  }

  @Test
  void one_that_has_begun_ends_well_or_badly_once() {
    var good = begun();
    end(good, "{\"status\": \"succeeded\", \"rotatedAt\": \"2026-02-01T00:00:00Z\"}")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("nextRotationDueAt", equalTo("2026-05-02T00:00:00Z"));
    isProblem(
            end(good, "{\"status\": \"failed\", \"failureReason\": \"x\"}"),
            409,
            "forbidden-transition")
        .body("currentStatus", equalTo("succeeded"))
        .body("allowedStatuses", empty());
    var bad = begun();
    isInvalid(end(bad, "{\"status\": \"failed\"}"), "/failureReason");
    end(bad, "{\"status\": \"failed\", \"failureReason\": \"the vault was sealed\"}")
        .statusCode(200)
        .body("failureReason", equalTo("the vault was sealed"))
        .body("rotatedAt", nullValue())
        .body("nextRotationDueAt", equalTo("2026-05-02T00:00:00Z"));
    isProblem(end(begun(), "{\"status\": \"in_progress\"}"), 409, "forbidden-transition")
        .body("allowedStatuses", contains("failed", "succeeded"));
  }

  @Test
  void a_bad_rotation_names_every_bad_field_and_logs_nothing() {
    var before = Sql.everything();
    isInvalid(
        post(
            ROTATIONS,
            """
            {"secretName": " x", "secretType": "pin", "rotationType": "daily", "rotationIntervalDays": 0,
             "rotatedAt": "2999-01-01T00:00:00Z", "value": "hunter2"}
            """),
        "/secretName",
        "/secretType",
        "/rotationType",
        "/rotationIntervalDays",
        "/rotatedAt",
        "/owner",
        "/value");
    isInvalid(
        logged(
            "{\"rotationIntervalDays\": 91, \"rotatedAt\": \"2026-01-01T00:00:00Z\", \"failureReason\": \"x\", \"retired\": true}"),
        "/rotationIntervalDays",
        "/rotatedAt",
        "/failureReason",
        "/retired");
    isInvalid(logged("{\"status\": \"failed\"}"), "/failureReason");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_field_that_looks_like_a_secret_is_refused_at_its_name_and_told_of_without_its_value() {
    var value = "Zq9TkWv3RmXy7LpNb2Hc8Ds4";
    var answer =
        logged(
            """
            {"owner": "%1$s", "initiatedBy": "password=hunter2", "status": "failed",
             "failureReason": "-----BEGIN RSA PRIVATE KEY-----", "metadata": {"a": [{"b": "%1$s"}]}}
            """
                .formatted(value));
    isInvalid(answer, "/owner", "/initiatedBy", "/failureReason", "/metadata");
    assertThat(answer.extract().asString()).doesNotContain(value, "hunter2", "RSA");
    isInvalid(log("{\"secretName\": \"%s\"}".formatted(value)), "/secretName");
    isInvalid(
        end(begun(), "{\"status\": \"failed\", \"failureReason\": \"%s\"}".formatted(value)),
        "/failureReason");
    Await.until(
        "it is told",
        Duration.ofSeconds(30),
        () ->
            Sql.number(
                    "SELECT count(*) FROM security_events WHERE event_type = 'secret_exposure' AND resource LIKE ?",
                    "%" + ROTATIONS + "%")
                > 0);
    for (var table : List.of("security_events", "secret_rotation_log", "ledger_payloads")) {
      assertThat(
              Sql.number(
                  "SELECT count(*) FROM %s t WHERE t::text LIKE ?".formatted(table),
                  "%" + value + "%"))
          .as(table)
          .isZero();
    }
  }

  @Test
  void a_stale_end_is_refused() {
    var id = begun();
    end(id, "{\"status\": \"succeeded\"}").statusCode(200);
    isProblem(
        as("security")
            .header("If-Match", "\"0\"")
            .contentType(ContentType.JSON)
            .body("{\"status\": \"failed\", \"failureReason\": \"x\"}")
            .patch(ROTATIONS + "/" + id + "/status")
            .then(),
        412,
        "stale-version");
  }

  @Test
  void of_several_who_end_it_at_once_one_does() {
    var id = begun();
    var statuses =
        Together.run(8, i -> end(id, "{\"status\": \"succeeded\"}").extract().statusCode());
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(statuses).allMatch(status -> status == 200 || status == 409);
  }

  @Test
  void rotations_are_listed_newest_first_and_filtered() {
    var first = begun();
    var second =
        logged("{\"rotationType\": \"emergency\", \"status\": \"succeeded\"}")
            .extract()
            .<String>path("id");
    var list = ROTATIONS + "?secretName=" + secret;
    get(list).body("items.id", contains(second, first)).body("page.total", is(2));
    get(list + "&sort=createdAt").body("items.id", contains(first, second));
    get(list + "&status=in_progress").body("items.id", contains(first));
    get(list + "&rotationType=emergency").body("items.id", contains(second));
    get(list + "&secretType=database_password&owner=Platform").body("page.total", is(2));
    isInvalid(
        get(list + "&status=x&secretType=x&rotationType=x&createdFrom=x"),
        "?status",
        "?secretType",
        "?rotationType",
        "?createdFrom");
    isProblem(get(ROTATIONS + "/0199f0f0-0000-7000-8000-000000000000"), 404, "not-found");
  }

  @Test
  void the_due_list_has_one_row_a_secret_the_worst_first_and_counts_who_is_on_time() {
    var before = get(ROTATIONS + "/due").extract().jsonPath();
    var overdue = secret + "/a";
    var worse = secret + "/b";
    var soon = secret + "/c";
    var fine = secret + "/d";
    var never = secret + "/e";
    var gone = secret + "/f";
    succeeded(overdue, 95);
    succeeded(overdue, 200);
    succeeded(worse, 400);
    succeeded(soon, 80);
    succeeded(fine, 10);
    log(
        "{\"secretName\": \"%s\", \"status\": \"failed\", \"failureReason\": \"no\"}"
            .formatted(never));
    succeeded(gone, 400);
    log("{\"secretName\": \"%s\", \"status\": \"succeeded\", \"retired\": true}".formatted(gone))
        .statusCode(201);
    log(
        "{\"secretName\": \"%s\", \"status\": \"failed\", \"failureReason\": \"no\"}"
            .formatted(overdue));

    var due = get(ROTATIONS + "/due").statusCode(200);
    due.body("within", equalTo("PT336H"))
        .body(mine("secretName"), contains(worse, overdue, never, soon))
        .body(mine("state"), contains("overdue", "overdue", "never_rotated", "due"))
        .body(mine("lastAttempt.status"), contains("succeeded", "failed", "failed", "succeeded"))
        .body(mine("withinPolicy"), everyItem(is(true)));
    var after = due.extract().jsonPath();
    assertThat(after.getLong("coverage.secrets") - before.getLong("coverage.secrets")).isEqualTo(5);
    assertThat(after.getLong("coverage.onTime") - before.getLong("coverage.onTime")).isEqualTo(2);
    assertThat(after.getLong("coverage.overdue") - before.getLong("coverage.overdue")).isEqualTo(2);
    assertThat(after.getLong("coverage.neverRotated") - before.getLong("coverage.neverRotated"))
        .isEqualTo(1);
    assertThat(after.getDouble("coverage.ratio"))
        .isBetween(
            after.getDouble("coverage.onTime") / after.getDouble("coverage.secrets") - 0.0001,
            after.getDouble("coverage.onTime") / after.getDouble("coverage.secrets") + 0.0001);
    get(ROTATIONS + "/due?within=PT0S").body(mine("secretName"), contains(worse, overdue, never));
    get(ROTATIONS + "/due?within=P90D")
        .body(mine("secretName"), contains(worse, overdue, never, soon, fine));
    for (var bad : List.of("14", "-P1D", "P3651D", "x")) {
      isInvalid(get(ROTATIONS + "/due?within=" + bad), "?within");
    }
  }

  @Test
  void an_overdue_secret_is_one_violation_which_the_next_success_clears() {
    succeeded(secret, 100);
    deadlines.raise();
    var rotation = get(ROTATIONS + "?secretName=" + secret).extract().jsonPath();
    var event = rotation.getString("items[0].violationEventId");
    get(EVENTS + "/" + event)
        .statusCode(200)
        .body("eventType", equalTo("policy_violation"))
        .body("severity", equalTo("medium"))
        .body("status", equalTo("open"))
        .body("resource", equalTo(secret))
        .body("createdBy.subject", equalTo("system"));
    deadlines.raise();
    assertThat(violations()).hasSize(1);

    logged("{\"status\": \"failed\", \"failureReason\": \"no\"}").statusCode(201);
    get(EVENTS + "/" + event).body("status", equalTo("open"));
    end(begun(), "{\"status\": \"succeeded\"}").statusCode(200);
    get(EVENTS + "/" + event)
        .body("status", equalTo("resolved"))
        .body("resolution", containsString("was rotated at"));
    deadlines.raise();
    get(ROTATIONS + "?secretName=" + secret + "&status=succeeded")
        .body("items[0].violationEventId", nullValue());
  }

  @Test
  void one_that_an_analyst_has_closed_is_not_raised_again_until_the_next_interval_has_passed() {
    succeeded(secret, 100);
    deadlines.raise();
    var event =
        get(ROTATIONS + "?secretName=" + secret)
            .extract()
            .<String>path("items[0].violationEventId");
    as("security")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"resolved\"}")
        .patch(EVENTS + "/" + event + "/status")
        .then()
        .statusCode(200);
    deadlines.raise();
    assertThat(violations()).hasSize(1);
    succeeded(secret, 95);
    deadlines.raise();
    assertThat(violations()).hasSize(2);
  }

  @Test
  void two_schedules_at_once_raise_each_violation_once() {
    for (int i = 0; i < 5; i++) {
      succeeded(secret + "/" + i, 100 + i);
    }
    Together.run(4, i -> deadlines.raise());
    assertThat(violations()).hasSize(5);
  }

  @Test
  void a_retired_secret_is_never_overdue_and_its_violation_is_cleared() {
    succeeded(secret, 100);
    deadlines.raise();
    logged("{\"status\": \"succeeded\", \"retired\": true}")
        .statusCode(201)
        .body("nextRotationDueAt", nullValue());
    get(EVENTS + "/" + violations().getFirst())
        .body("status", equalTo("resolved"))
        .body("resolution", containsString("no longer in use"));
    get(ROTATIONS + "/due").body("items.secretName", not(hasItem(secret)));
  }

  @Test
  void the_policy_is_changed_by_two_people_and_then_holds() {
    get(ROTATIONS + "/policy")
        .statusCode(200)
        .body("limits.find { it.secretType == 'encryption_key' }.usualDays", is(365));
    var approval =
        changePolicy(
                "{\"limits\": [{\"secretType\": \"encryption_key\", \"maxIntervalDays\": 30}], \"reason\": \"an audit\"}")
            .statusCode(202)
            .body("action", equalTo("rotation_policy.change"))
            .body("payload.encryption_key", is(30))
            .extract()
            .<String>path("id");
    isProblem(
        changePolicy(
            "{\"limits\": [{\"secretType\": \"other\", \"maxIntervalDays\": 30}], \"reason\": \"more\"}"),
        409,
        "conflict");
    var key = "{\"secretType\": \"encryption_key\", \"rotationIntervalDays\": 31}";
    logged(key).statusCode(201);
    isProblem(decide("admin", approval), 403, "forbidden");
    decide("compliance", approval).statusCode(200);
    get(ROTATIONS + "/policy")
        .body("limits.find { it.secretType == 'encryption_key' }.maxIntervalDays", is(30))
        .body("limits.find { it.secretType == 'api_key' }.maxIntervalDays", is(90))
        .body("id", notNullValue());
    isInvalid(logged(key), "/rotationIntervalDays");
    var before = Sql.everything();
    isInvalid(changePolicy("{\"limits\": [], \"reason\": \" \"}"), "/limits", "/reason");
    isInvalid(
        changePolicy(
            "{\"limits\": [{\"secretType\": \"other\", \"maxIntervalDays\": 0}, {}], \"reason\": \"x\"}"),
        "/limits/0/maxIntervalDays",
        "/limits/1/secretType",
        "/limits/1/maxIntervalDays");
    isInvalid(
        changePolicy(
            "{\"limits\": [{\"secretType\": \"other\", \"maxIntervalDays\": 1}, {\"secretType\": \"other\", \"maxIntervalDays\": 2}], \"reason\": \"x\"}"),
        "/limits/1/secretType");
    assertThat(Sql.everything()).isEqualTo(before);
    decide(
            "compliance",
            changePolicy(
                    "{\"limits\": [{\"secretType\": \"encryption_key\", \"maxIntervalDays\": 365}], \"reason\": \"back\"}")
                .extract()
                .<String>path("id"))
        .statusCode(200);
  }

  /// The ids of the events about this test's own secrets.
  private List<String> violations() {
    var ids =
        Sql.one(
            "SELECT string_agg(id::text, ',') FROM security_events WHERE resource LIKE ?",
            secret + "%");
    return ids == null ? List.of() : List.of(ids.split(","));
  }

  /// That field of the rows about this test's own secrets.
  private String mine(String field) {
    return "items.findAll { it.secretName.startsWith('%s') }.%s".formatted(secret, field);
  }

  private ValidatableResponse logged(String fields) {
    return log(fields.replaceFirst("\\{", "{\"secretName\": \"%s\", ".formatted(secret)));
  }

  private static ValidatableResponse log(String fields) {
    return post(ROTATIONS, rotation(fields));
  }

  private String begun() {
    return logged("{\"rotationIntervalDays\": 90}").statusCode(201).extract().path("id");
  }

  private static void succeeded(String name, int daysAgo) {
    var at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(daysAgo));
    log("{\"secretName\": \"%s\", \"status\": \"succeeded\", \"rotatedAt\": \"%s\"}"
            .formatted(name, at))
        .statusCode(201);
  }

  private static ValidatableResponse end(String id, String body) {
    return as("security")
        .contentType(ContentType.JSON)
        .body(body)
        .patch(ROTATIONS + "/" + id + "/status")
        .then();
  }

  private static ValidatableResponse changePolicy(String body) {
    return as("admin").contentType(ContentType.JSON).body(body).patch(ROTATIONS + "/policy").then();
  }

  private static ValidatableResponse decide(String role, String approval) {
    return as(role)
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"approved\", \"reason\": \"checked\"}")
        .post("/api/approvals/" + approval + "/decision")
        .then();
  }
}
