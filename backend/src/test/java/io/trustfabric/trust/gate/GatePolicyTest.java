package io.trustfabric.trust.gate;

import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.model;
import static io.trustfabric.testing.Api.with;
import static io.trustfabric.trust.gate.Releasable.POLICY;
import static io.trustfabric.trust.gate.Releasable.decide;
import static io.trustfabric.trust.gate.Releasable.move;
import static io.trustfabric.trust.gate.Releasable.promote;
import static io.trustfabric.trust.gate.Releasable.propose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The policy of the release gate and its override: nothing of it is one person's.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GatePolicyTest {

  private static final String OVERRIDE = "{\"reason\": \"the tax office closes tonight\"}";

  private Releasable system;

  @BeforeEach
  void fill() {
    system = new Releasable();
  }

  @Test
  void a_policy_is_in_force_by_two_people_and_what_was_before_stays_readable() {
    String former = get(POLICY).statusCode(200).extract().path("id");
    int number = get(POLICY).extract().path("number");
    var proposal = propose(system.policy("{\"driftRecency\": \"PT36H\"}")).statusCode(202);
    String approval = proposal.extract().path("id");
    String policy = proposal.extract().path("recordId");
    get(POLICY + "/versions/" + policy)
        .body("status", equalTo("proposed"))
        .body("number", nullValue())
        .body("basedOn", is(number));
    get(POLICY).body("id", equalTo(former));
    isProblem(decide(Tokens.person("admin"), approval, "approved"), 403, "forbidden");
    decide(Tokens.person("cora", "compliance"), approval, "approved").statusCode(200);
    get(POLICY)
        .body("id", equalTo(policy))
        .body("number", is(number + 1))
        .body("driftRecency", equalTo("PT36H"))
        .body("suites[0]", equalTo(system.suite))
        .body("slos[0]", equalTo(system.slo))
        .body("evidence[0].controlId", equalTo(Releasable.CONTROL))
        .body("datasets[0].accuracyFloor", is(0.5f));
    get(POLICY + "/versions/" + former)
        .body("status", equalTo("superseded"))
        .body("supersededAt", notNullValue());
    get(POLICY + "/versions?status=superseded&status=in_force")
        .body("items.id", hasItems(former, policy));
    assertThat(
            Sql.one(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE record_id = ?::uuid",
                policy))
        .isEqualTo("gate_policy.proposed gate_policy.put_in_force");
  }

  @Test
  void one_proposal_waits_at_a_time_and_a_refused_one_changes_nothing() {
    String former = get(POLICY).extract().path("id");
    var first = propose(system.policy("{}")).statusCode(202);
    var second = propose(system.policy("{\"driftRecency\": \"PT2H\"}")).statusCode(202);
    get(POLICY + "/versions/" + first.extract().path("recordId"))
        .body("status", equalTo("expired"));
    var cora = Tokens.person("cora", "compliance");
    isProblem(decide(cora, first.extract().path("id"), "approved"), 409, "forbidden-transition");
    decide(cora, second.extract().path("id"), "rejected").statusCode(200);
    get(POLICY + "/versions/" + second.extract().path("recordId"))
        .body("status", equalTo("rejected"));
    get(POLICY).body("id", equalTo(former));
  }

  @Test
  void of_proposals_made_at_once_one_waits() {
    var statuses = Together.run(4, i -> propose(system.policy("{}")).extract().statusCode());
    assertThat(statuses).contains(202).isSubsetOf(202, 409);
    get(POLICY + "/versions?status=proposed").body("items.size()", is(1));
  }

  @Test
  void what_nobody_could_meet_is_refused_by_field_and_all_at_once() {
    var before = Sql.everything();
    var answer =
        propose(
            system.policy(
                """
                {"datasets": [{"name": "%1$s", "minItems": 1, "accuracyFloor": 0.9},
                              {"name": "%1$s", "minItems": 1, "accuracyFloor": 0.9},
                              {"name": "nobody's", "minItems": 1, "accuracyFloor": 0.9}],
                 "suites": ["nobody's"], "slos": ["%2$s"],
                 "evidence": [{"framework": "soc2", "controlId": "CC99"}], "driftRecency": "PT59M"}
                """
                    .formatted(system.datasetName, UUID.randomUUID())));
    isInvalid(
        answer,
        "/datasets/1/name",
        "/datasets/2/name",
        "/suites/0",
        "/slos/0",
        "/evidence/0/controlId",
        "/driftRecency");
    assertThat(errors(answer).get("/datasets/1/name")).isEqualTo("is there twice");
    isInvalid(
        propose(
            system.policy(
                "{\"datasets\": [{\"name\": \"%s\", \"minItems\": 0, \"accuracyFloor\": 1}]}"
                    .formatted(system.datasetName))),
        "/datasets/0/minItems",
        "/datasets/0/accuracyFloor");
    isInvalid(
        propose(system.policy("{\"suites\": [], \"slos\": [], \"reason\": \" \"}")),
        "/suites",
        "/slos",
        "/reason");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void who_read_an_older_policy_proposes_nothing() {
    isProblem(
        as("admin")
            .header("If-Match", "\"99\"")
            .contentType(ContentType.JSON)
            .body(system.policy("{}"))
            .put(POLICY)
            .then(),
        412,
        "stale-version");
  }

  @Test
  void two_admins_let_a_version_through_and_that_is_a_security_event() {
    var id = system.staged();
    String approval = override("admin", id).statusCode(202).extract().path("id");
    isProblem(decide(Tokens.person("admin"), approval, "approved"), 403, "forbidden");
    isProblem(decide(Tokens.person("cora", "compliance"), approval, "approved"), 403, "forbidden");
    get(MODELS + "/" + id).body("status", equalTo("staging"));
    decide(Tokens.person("ada", "admin"), approval, "approved").statusCode(200);
    get(MODELS + "/" + id).body("status", equalTo("production"));
    String event =
        get(MODELS + "/" + id + "/promotions")
            .body("items[0].overridden", is(true))
            .body("items[0].approvalId", equalTo(approval))
            .body("items[0].reason", equalTo("the tax office closes tonight"))
            .body("items[0].createdBy.subject", equalTo("ada"))
            .body("items[0].gate.verdict", equalTo("fail"))
            .extract()
            .path("items[0].overrideEventId");
    get("/api/security/events/" + event)
        .body("eventType", equalTo("policy_violation"))
        .body("severity", equalTo("high"))
        .body("resource", equalTo("/api/modelops/models/" + id))
        .body("metadata.failedRules", containsInAnyOrder("golden_accuracy", "drift"));
  }

  @Test
  void an_override_is_for_people_and_for_what_fails() {
    var id = system.candidate();
    isProblem(override("admin", id), 409, "conflict");
    promote(id).statusCode(200);
    isProblem(override("admin", id), 409, "forbidden-transition");
    var failing = system.staged();
    isProblem(override("engineer", failing), 403, "forbidden");
    isInvalid(
        as("admin")
            .contentType(ContentType.JSON)
            .body("{\"reason\": \"\", \"rolloutPercentage\": 0}")
            .post(MODELS + "/" + failing + "/gate/override")
            .then(),
        "/reason",
        "/rolloutPercentage");
    isProblem(
        with(Tokens.token(
                "service-account-admin",
                List.of("admin"),
                Duration.ofMinutes(5),
                Tokens.AUDIENCE,
                Map.of("client_id", "admin")))
            .contentType(ContentType.JSON)
            .body(OVERRIDE)
            .post(MODELS + "/" + failing + "/gate/override")
            .then(),
        403,
        "forbidden");
  }

  @Test
  void an_admin_who_registered_the_version_does_not_agree_to_its_override() {
    var id =
        as("admin")
            .contentType(ContentType.JSON)
            .body(model("{\"name\": \"%s\"}".formatted(system.model)))
            .post(MODELS)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    move("engineer", id, "{\"status\": \"validating\"}").statusCode(200);
    move("engineer", id, "{\"status\": \"staging\"}").statusCode(200);
    String approval =
        with(Tokens.person("ada", "admin"))
            .contentType(ContentType.JSON)
            .body(OVERRIDE)
            .post(MODELS + "/" + id + "/gate/override")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    isProblem(decide(Tokens.person("admin"), approval, "approved"), 403, "forbidden");
    decide(Tokens.person("otto", "admin"), approval, "approved").statusCode(200);
  }

  private static ValidatableResponse override(String role, String id) {
    return as(role)
        .contentType(ContentType.JSON)
        .body(OVERRIDE)
        .post(MODELS + "/" + id + "/gate/override")
        .then();
  }
}
