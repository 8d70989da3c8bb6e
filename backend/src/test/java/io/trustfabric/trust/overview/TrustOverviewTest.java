package io.trustfabric.trust.overview;

import static io.trustfabric.testing.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Tokens;
import io.trustfabric.trust.Doings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrustOverviewTest {

  private static final String OVERVIEW = "/api/trust/overview";

  /// Figures that are no number of a list's rows.
  private static final List<String> NO_LIST =
      List.of(
          "suites",
          "suitesFailing",
          "datasetsProved",
          "secrets",
          "overdue",
          "dueSoon",
          "neverRenewed",
          "breached",
          "atRisk",
          "onTrack",
          "alertsFiring",
          "late",
          "verified",
          "retentionDue",
          "lines",
          "linesNotInFigures");

  @Inject Consumers consumers;

  @Test
  void every_figure_is_the_number_of_the_records_that_its_link_leads_to() {
    Doings.catchUp(consumers);
    var before = followed();
    var doings = new Doings(11);
    doings.run(10);
    doings.manyEvents(40);
    Doings.catchUp(consumers);
    var after = followed();
    after.forEach(
        (figure, now) -> {
          if (now.rows() != null) {
            var was = before.get(figure);
            assertThat(now.value() - was.value()).as(figure).isEqualTo(now.rows() - was.rows());
          }
        });
    assertThat(after.values()).filteredOn(figure -> figure.rows() != null).hasSizeGreaterThan(25);
  }

  private record Followed(long value, Long rows) {}

  private static Map<String, Followed> followed() {
    List<Map<String, Object>> blocks =
        overview("admin").statusCode(200).extract().jsonPath().getList("blocks");
    var followed = new TreeMap<String, Followed>();
    for (var block : blocks) {
      for (var figure : JsonPath.given(json(block)).<Map<String, Object>>getList("figures")) {
        var name = (String) figure.get("figure");
        var answer = as("admin").get((String) figure.get("link")).then().statusCode(200);
        Integer total = NO_LIST.contains(name) ? null : answer.extract().path("page.total");
        followed.put(
            block.get("domain") + "." + name,
            new Followed(
                ((Number) figure.get("value")).longValue(),
                total == null || total >= 10_000 ? null : Long.valueOf(total)));
      }
    }
    return followed;
  }

  private static String json(Object node) {
    try {
      return new ObjectMapper().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void every_role_of_people_sees_every_domain_in_one_order() {
    for (var role : List.of("viewer", "auditor", "engineer", "security", "compliance", "admin")) {
      overview(role)
          .statusCode(200)
          .header("Cache-Control", "no-store")
          .body(
              "blocks.domain",
              contains(
                  "quality",
                  "models",
                  "security_events",
                  "incidents",
                  "rotations",
                  "slos",
                  "compliance",
                  "backups",
                  "chaos",
                  "ledger"));
    }
  }

  @Test
  void who_may_not_read_the_whole_ledger_gets_no_link_to_it() {
    var link = "blocks.find { it.domain == 'ledger' }.figures[0].link";
    overview("viewer").body(link, nullValue());
    overview("engineer").body(link, nullValue());
    overview("auditor").body(link, equalTo("/api/audit/entries"));
  }

  @Test
  void what_waits_is_told_to_those_who_may_do_it_and_to_nobody_else() {
    Api.recorded("{\"severity\": \"critical\"}");
    Api.post(
            Api.ROTATIONS,
            Api.rotation(
                "{\"secretName\": \"late\", \"status\": \"succeeded\", \"rotationIntervalDays\": 1, \"rotatedAt\": \"2026-01-01T00:00:00Z\"}"))
        .statusCode(201);
    Doings.catchUp(consumers);
    needs("viewer").body("needsMe.task", equalTo(List.of()));
    needs("auditor").body("needsMe.task", equalTo(List.of()));
    needs("security").body("needsMe.task", hasItem("critical_events"));
    needs("security").body("needsMe.task", hasItem("rotations_overdue"));
    needs("engineer").body("needsMe.task", hasItem("critical_events"));
    needs("engineer").body("needsMe.task", not(hasItem("rotations_overdue")));
    needs("compliance").body("needsMe.task", not(hasItem("critical_events")));
    needs("admin").body("needsMe.task", hasItem("critical_events"));
    needs("admin").body("needsMe.task", hasItem("rotations_overdue"));
  }

  @Test
  void nobody_is_told_to_decide_what_they_asked_for_themselves() {
    Doings.catchUp(consumers);
    var one = Tokens.person("one-who-asks", "admin");
    var other = Tokens.person("another-one", "admin");
    var ofOne = approvals(one);
    var ofOther = approvals(other);
    Api.with(one)
        .contentType(ContentType.JSON)
        .body(Api.backupPolicy("{\"target\": \"t-%s\"}".formatted(UUID.randomUUID())))
        .post(Api.BACKUP_POLICIES)
        .then()
        .statusCode(202);
    Doings.catchUp(consumers);
    assertThat(approvals(one)).isEqualTo(ofOne);
    assertThat(approvals(other)).isEqualTo(ofOther + 1);
  }

  private static int approvals(String token) {
    Integer count =
        Api.with(token)
            .get(OVERVIEW)
            .then()
            .statusCode(200)
            .extract()
            .path("needsMe.find { it.task == 'approvals' }.count");
    return count == null ? 0 : count;
  }

  private static ValidatableResponse needs(String role) {
    return overview(role).statusCode(200);
  }

  private static ValidatableResponse overview(String role) {
    return as(role).get(OVERVIEW).then();
  }
}
