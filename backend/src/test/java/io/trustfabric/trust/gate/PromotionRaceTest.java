package io.trustfabric.trust.gate;

import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.incident;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.opened;
import static io.trustfabric.testing.Api.post;
import static io.trustfabric.trust.gate.Releasable.lookForDrift;
import static io.trustfabric.trust.gate.Releasable.promote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens while a version is promoted is either seen by the gate or comes after the
/// promotion.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PromotionRaceTest {

  private Releasable system;

  @BeforeEach
  void fill() {
    system = new Releasable();
  }

  @Test
  void an_incident_that_gets_grave_while_a_version_is_promoted_is_waited_for() throws Exception {
    var incident =
        opened("{\"severity\": \"sev3\", \"service\": \"%s\"}".formatted(system.service));
    refusedAfter(
        "UPDATE incidents SET severity = 'sev1' WHERE id = '%s'".formatted(incident), "incidents");
  }

  @Test
  void a_drift_that_is_found_while_the_version_is_promoted_is_waited_for() throws Exception {
    var id = system.candidate();
    String drift = engineer(Api.DRIFT, Api.drift(id)).statusCode(201).extract().path("items[0].id");
    Api.as("engineer")
        .contentType("application/json")
        .body("{\"status\": \"acknowledged\"}")
        .patch(Api.DRIFT + "/" + drift + "/status")
        .then()
        .statusCode(200);
    Api.as("engineer")
        .contentType("application/json")
        .body("{\"status\": \"resolved\"}")
        .patch(Api.DRIFT + "/" + drift + "/status")
        .then()
        .statusCode(200);
    // A new row that refers to the version, as any look for drift of it does.
    refusedAfter(
        id,
        """
        INSERT INTO model_drift_detections
        SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'status', 'open'))).*
        FROM model_drift_detections d WHERE id = '%s'
        """
            .formatted(drift),
        "drift");
  }

  private void refusedAfter(String sql, String rule) throws Exception {
    refusedAfter(system.candidate(), sql, rule);
  }

  /// Promotes a version while a transaction is open that makes a rule fail, and then commits.
  private static void refusedAfter(String id, String sql, String rule) throws SQLException {
    get(MODELS + "/" + id + "/gate").body("verdict", equalTo("pass"));
    try (var connection =
            DriverManager.getConnection(System.getProperty(PostgresResource.ADMIN_URL));
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(sql);
      var promotion = CompletableFuture.supplyAsync(() -> promote(id));
      Await.until(
          "the promotion waits",
          Duration.ofSeconds(20),
          () ->
              Sql.number(
                      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'LOCK TABLE|FOR UPDATE'")
                  > 0);
      assertThat(promotion).isNotDone();
      connection.commit();
      isProblem(promotion.join(), 409, "gate-failed")
          .body("gate.rules.find { it.rule == '%s' }.verdict".formatted(rule), equalTo("fail"));
    }
  }

  @Test
  void a_promotion_is_refused_or_stands_before_the_incident_in_the_ledger() {
    for (int round = 0; round < 8; round++) {
      var race = new Releasable();
      var id = race.candidate();
      List<Callable<ValidatableResponse>> work =
          List.of(
              () -> promote(id),
              () ->
                  post(
                      Api.INCIDENTS,
                      incident(
                          "{\"severity\": \"sev1\", \"service\": \"%s\"}"
                              .formatted(race.service))));
      var answers = Together.run(work);
      String incident = answers.get(1).statusCode(201).extract().path("id");
      var promoted = answers.get(0).extract().statusCode() == 200;
      if (!promoted) {
        isProblem(answers.get(0), 409, "gate-failed");
      }
      assertThat(
              Sql.number(
                  """
                  SELECT count(*) FROM audit_log p JOIN audit_log i ON i.record_id = ?::uuid AND i.action = 'incident.created'
                  WHERE p.record_id = ?::uuid AND p.action = 'model_version.promoted' AND p.id < i.id
                  """,
                  incident,
                  id))
          .isEqualTo(promoted ? 1 : 0);
    }
  }

  @Test
  void of_two_promoted_at_once_the_second_is_held_against_the_first() {
    for (int round = 0; round < 5; round++) {
      var race = new Releasable();
      var good = race.candidate();
      var worse = race.staged();
      race.evaluate(worse, Releasable.ITEMS - 10);
      lookForDrift(worse);
      var statuses = Together.run(2, i -> promote(i == 0 ? good : worse).extract().statusCode());
      // The worse one gets in before the good one, or not at all.
      assertThat(statuses.getFirst()).isEqualTo(200);
      get(MODELS + "/" + good).body("rolloutPercentage", is(100));
      var against =
          get(MODELS + "/" + good + "/promotions")
              .extract()
              .<Object>path("items[0].gate.rules[1].findings[0].figures.versionsInProduction");
      assertThat(against == null).as(statuses.toString()).isEqualTo(statuses.get(1) == 200);
    }
  }
}
