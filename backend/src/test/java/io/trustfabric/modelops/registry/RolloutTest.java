package io.trustfabric.modelops.registry;

import static io.trustfabric.testing.Api.MERGE_PATCH;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.model;
import static io.trustfabric.testing.Api.registered;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Who answers in production, and to what share.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PromotionGateTest.WithGate.class)
class RolloutTest {

  private final String name = "m-" + UUID.randomUUID();
  private int versions;

  @Test
  void the_first_version_has_all_of_production() {
    var id = staged();
    ask(id, 100).statusCode(200);
    get(MODELS + "/" + id)
        .body("status", equalTo("production"))
        .body("rolloutPercentage", is(100))
        .body("split.rolloutPercentage", contains(100));
  }

  @Test
  void who_registered_a_version_needs_another_and_says_why() {
    var id =
        as("admin")
            .contentType(ContentType.JSON)
            .body(model("{\"name\": \"%s\"}".formatted(name)))
            .post(MODELS)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    move(id, "validating").statusCode(200);
    move(id, "staging").statusCode(200);
    isInvalid(patchAs("admin", id, "{\"status\": \"production\"}"), "/reason");
    var promotion = "{\"status\": \"production\", \"reason\": \"r\"}";
    var approval = patchAs("admin", id, promotion).statusCode(202).extract().<String>path("id");
    isProblem(decideWith(Tokens.person("admin"), approval), 403, "forbidden");
    isProblem(patchAs("admin", id, promotion), 409, "conflict");
    get(MODELS + "/" + id).body("status", equalTo("staging"));
    decide(approval, "cora").statusCode(200);
    get(MODELS + "/" + id).body("status", equalTo("production"));
  }

  @Test
  void a_share_is_taken_from_the_incumbent_and_the_answer_gives_the_whole_split() {
    var first = promoted(100);
    var second = promoted(10);
    splitIs(first, 90, second, 10);
    share(second, 40)
        .statusCode(200)
        .body("split.find { it.id == '%s' }.rolloutPercentage".formatted(first), is(60))
        .body("split.find { it.id == '%s' }.rolloutPercentage".formatted(second), is(40));
    share(second, 25).statusCode(200);
    splitIs(first, 75, second, 25);
    share(second, 100).statusCode(200).body("split.id", contains(second));
    get(MODELS + "/" + first)
        .body("status", equalTo("deprecated"))
        .body("rolloutPercentage", is(0));
  }

  @Test
  void with_nobody_else_in_production_the_share_is_all_of_it() {
    isInvalid(ask(staged(), 50), "/rolloutPercentage");
    var id = promoted(100);
    isInvalid(share(id, 50), "/rolloutPercentage");
    isInvalid(share(id, 0), "/rolloutPercentage");
  }

  @Test
  void a_rollback_says_why_and_returns_the_share_also_to_a_version_that_was_superseded() {
    var first = promoted(100);
    var second = promoted(30);
    isInvalid(move(second, "staging"), "/reason");
    back(second).statusCode(200).body("split.id", contains(first));
    splitIs(first, 100);
    var third = promoted(100);
    get(MODELS + "/" + first).body("status", equalTo("deprecated"));
    back(third).statusCode(200).body("status", equalTo("staging"));
    get(MODELS + "/" + first)
        .body("status", equalTo("production"))
        .body("rolloutPercentage", is(100));
    back(first).statusCode(200).body("split", empty());
  }

  @Test
  void of_three_the_largest_gives_first_and_a_rollback_returns_to_who_gave() {
    var first = promoted(100);
    var second = promoted(40);
    var third = promoted(50);
    splitIs(first, 10, second, 40, third, 50);
    back(third).statusCode(200);
    splitIs(first, 60, second, 40);
    share(second, 100).statusCode(200);
    back(second).statusCode(200);
    splitIs(first, 100);
  }

  @Test
  void a_deprecated_version_comes_back_by_no_persons_step() {
    var first = promoted(100);
    promoted(100);
    isProblem(ask(first, 100), 409, "forbidden-transition");
    move(first, "archived").statusCode(200);
  }

  @Test
  void an_alias_of_production_leaves_with_the_version() {
    var first = promoted(100);
    String registeredModelId = get(MODELS + "/" + first).extract().path("registeredModelId");
    var path = "/api/modelops/registered-models/" + registeredModelId;
    as("engineer")
        .contentType(MERGE_PATCH)
        .body("{\"aliases\": {\"champion\": \"1\", \"good\": \"1\"}}")
        .patch(path)
        .then()
        .statusCode(200);
    promoted(100);
    get(path).body("aliases.keySet()", contains("good"));
  }

  @Test
  void racing_promotions_and_rollbacks_leave_shares_that_are_100_together() {
    for (int round = 0; round < 6; round++) {
      var old = promoted(100);
      var ids = List.of(staged(), staged(), staged());
      var work = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < ids.size(); i++) {
        var id = ids.get(i);
        var share = List.of(100, 30, 60).get(i);
        work.add(() -> ask(id, share).extract().statusCode());
      }
      work.add(() -> back(old).extract().statusCode());
      work.add(() -> share(old, 70).extract().statusCode());
      var statuses = Together.run(work);
      assertThat(statuses).allMatch(status -> List.of(200, 400, 409).contains(status));
      var total =
          Sql.number(
              "SELECT coalesce(sum(rollout_percentage), 0) FROM model_registry WHERE name = ? AND status = 'production'",
              name);
      assertThat(total).as(statuses.toString()).isEqualTo(100);
    }
  }

  @Test
  void two_who_take_all_of_it_at_once_follow_one_another() {
    promoted(100);
    for (int round = 0; round < 5; round++) {
      var ids = List.of(staged(), staged());
      var statuses = Together.run(2, i -> ask(ids.get(i), 100).extract().statusCode());
      assertThat(statuses).containsOnly(200);
      var split =
          get(MODELS + "/" + ids.getFirst())
              .extract()
              .<List<Integer>>path("split.rolloutPercentage");
      assertThat(split).containsExactly(100);
    }
  }

  @Test
  void the_database_itself_refuses_shares_that_do_not_add_up() {
    var id = promoted(100);
    assertThatThrownBy(
            () ->
                Sql.run(
                    "UPDATE model_registry SET rollout_percentage = 99 WHERE id = '%s'"
                        .formatted(id)))
        .hasMessageContaining("the shares in production are 99 together");
    assertThatThrownBy(
            () ->
                Sql.run(
                    "UPDATE model_registry SET status = 'staging' WHERE id = '%s'".formatted(id)))
        .hasMessageContaining("model_registry_share_only_in_production");
  }

  @Test
  void every_change_of_a_share_has_its_line() throws Exception {
    var first = promoted(100);
    var second = promoted(100);
    back(second).statusCode(200);
    for (var id : List.of(first, second)) {
      assertThat(actions(id))
          .startsWith("model_version.created")
          .contains("model_version.promoted");
    }
    assertThat(actions(first)).endsWith("model_version.superseded", "model_version.reinstated");
    assertThat(actions(second)).endsWith("model_version.rolled_back");
    Thread.sleep(500);
    var report = LedgerVerifier.verify(System.getProperty(PostgresResource.ADMIN_URL));
    assertThat(report.broken()).doesNotContainKeys(first, second);
    assertThat(report.records()).containsKeys(first, second);
  }

  private static List<String> actions(String id) {
    return List.of(
        Sql.one(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE record_id = ?::uuid",
                id)
            .split(" "));
  }

  private String staged() {
    var id = registered("{\"name\": \"%s\", \"modelVersion\": \"%d\"}".formatted(name, ++versions));
    move(id, "validating").statusCode(200);
    move(id, "staging").statusCode(200);
    return id;
  }

  private String promoted(int share) {
    var id = staged();
    ask(id, share).statusCode(200);
    return id;
  }

  private static ValidatableResponse ask(String id, int share) {
    return patchAs(
        "engineer",
        id,
        "{\"status\": \"production\", \"rolloutPercentage\": %d, \"reason\": \"it is better\"}"
            .formatted(share));
  }

  private static ValidatableResponse share(String id, int share) {
    return patchAs(
        "engineer", id, "{\"status\": \"production\", \"rolloutPercentage\": %d}".formatted(share));
  }

  private static ValidatableResponse back(String id) {
    return patchAs("engineer", id, "{\"status\": \"staging\", \"reason\": \"it errs\"}");
  }

  private static ValidatableResponse move(String id, String status) {
    return patchAs("engineer", id, "{\"status\": \"%s\"}".formatted(status));
  }

  private static ValidatableResponse patchAs(String role, String id, String body) {
    return as(role)
        .contentType(ContentType.JSON)
        .body(body)
        .patch(MODELS + "/" + id + "/status")
        .then();
  }

  private static ValidatableResponse decide(String approval, String subject) {
    return decideWith(Tokens.person(subject, "compliance"), approval);
  }

  private static ValidatableResponse decideWith(String token, String approval) {
    return with(token)
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"approved\", \"reason\": \"checked\"}")
        .post("/api/approvals/" + approval + "/decision")
        .then();
  }

  /// @param idsAndShares in turn
  private static void splitIs(Object... idsAndShares) {
    var path = MODELS + "/" + idsAndShares[0];
    List<String> ids = get(path).extract().path("split.id");
    List<Integer> shares = get(path).extract().path("split.rolloutPercentage");
    assertThat(ids).hasSize(idsAndShares.length / 2);
    for (int i = 0; i < idsAndShares.length; i += 2) {
      assertThat(shares.get(ids.indexOf((String) idsAndShares[i]))).isEqualTo(idsAndShares[i + 1]);
    }
  }
}
