package io.trustfabric.modelops.mlflow;

import static io.restassured.RestAssured.given;
import static io.trustfabric.modelops.mlflow.MlflowApi.MODEL;
import static io.trustfabric.modelops.mlflow.MlflowApi.VERSION;
import static io.trustfabric.modelops.mlflow.MlflowApi.actions;
import static io.trustfabric.modelops.mlflow.MlflowApi.delete;
import static io.trustfabric.modelops.mlflow.MlflowApi.id;
import static io.trustfabric.modelops.mlflow.MlflowApi.model;
import static io.trustfabric.modelops.mlflow.MlflowApi.modelId;
import static io.trustfabric.modelops.mlflow.MlflowApi.ours;
import static io.trustfabric.modelops.mlflow.MlflowApi.patch;
import static io.trustfabric.modelops.mlflow.MlflowApi.post;
import static io.trustfabric.modelops.mlflow.MlflowApi.produced;
import static io.trustfabric.modelops.mlflow.MlflowApi.read;
import static io.trustfabric.modelops.mlflow.MlflowApi.stageOf;
import static io.trustfabric.modelops.mlflow.MlflowApi.staged;
import static io.trustfabric.modelops.mlflow.MlflowApi.version;
import static io.trustfabric.testing.Api.MLFLOW;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isMlflowError;
import static io.trustfabric.testing.Api.registered;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.trustfabric.modelops.registry.PromotionGateTest;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PromotionGateTest.WithGate.class)
class MlflowRegistryTest {

  @Test
  void what_mlflow_registers_is_a_version_of_ours_with_honest_defaults() {
    var name = model();
    version(name);
    ours(name, "1")
        .body("name", equalTo(name))
        .body("status", equalTo("registered"))
        .body("framework", equalTo("mlflow"))
        .body("modelType", equalTo("unspecified"))
        .body("owner", equalTo("service-account-report_models"))
        .body("artifactUri", equalTo("s3://models/" + name))
        .body("tags", anEmptyMap());
    assertThat(actions(id(name, "1"))).containsExactly("model_version.created");
    assertThat(actions(modelId(name)))
        .containsExactly("registered_model.created", "registered_model.version_registered");
  }

  @Test
  void what_mlflow_has_no_field_for_is_taken_from_tags() {
    var name = model();
    var body =
        """
        {"name": "%s", "source": "s3://x", "tags": [
          {"key": "trust-fabric.framework", "value": "tribuo"}, {"key": "trust-fabric.model-type", "value": "crf"},
          {"key": "trust-fabric.owner", "value": "Platform"}, {"key": "trust-fabric.artifact-sha256", "value": "%s"},
          {"key": "mine", "value": "yes"}]}
        """;
    post(VERSION + "create", body.formatted(name, "ab".repeat(32)))
        .statusCode(200)
        .body("model_version.tags.key", hasItem("trust-fabric.status"))
        .body("model_version.tags.find { it.key == 'mine' }.value", equalTo("yes"));
    ours(name, "1")
        .body("framework", equalTo("tribuo"))
        .body("modelType", equalTo("crf"))
        .body("owner", equalTo("Platform"))
        .body("artifactSha256", equalTo("ab".repeat(32)))
        .body("tags.keySet()", equalTo(new TreeSet<>(List.of("mine"))));
    isMlflowError(
            post(VERSION + "create", body.formatted(name, "no digest")),
            400,
            "INVALID_PARAMETER_VALUE")
        .body("message", containsString("artifactSha256"));
    isMlflowError(
        post(
            VERSION + "create",
            """
            {"name": "%s", "source": "s3://x", "tags": [{"key": "trust-fabric.status", "value": "production"}]}
            """
                .formatted(name)),
        400,
        "INVALID_PARAMETER_VALUE");
  }

  @Test
  void a_version_of_ours_is_one_of_mlflows() {
    var name = "m-" + UUID.randomUUID();
    registered(
        "{\"name\": \"%s\", \"modelVersion\": \"2026-01\", \"tags\": {\"a\": \"b\"}}"
            .formatted(name));
    read(name, "2026-01")
        .statusCode(200)
        .body("model_version.current_stage", equalTo("None"))
        .body("model_version.tags.find { it.key == 'a' }.value", equalTo("b"));
    assertThat(version(name)).isEqualTo("1");
    registered("{\"name\": \"%s\", \"modelVersion\": \"41\"}".formatted(name));
    assertThat(version(name)).isEqualTo("42");
  }

  @Test
  void each_create_of_a_version_is_another_and_each_of_a_model_after_the_first_refused() {
    var name = model();
    assertThat(List.of(version(name), version(name))).containsExactly("1", "2");
    var before = Sql.everything();
    isMlflowError(
        post(MODEL + "create", "{\"name\": \"%s\"}".formatted(name)),
        400,
        "RESOURCE_ALREADY_EXISTS");
    isMlflowError(
        post(VERSION + "create", "{\"name\": \"%s\"}".formatted(name)),
        400,
        "INVALID_PARAMETER_VALUE");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_create_with_a_key_is_answered_once() {
    var name = model();
    var key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      MlflowApi.send(
              as("engineer").header("Idempotency-Key", key),
              "POST",
              VERSION + "create",
              "{\"name\": \"%s\", \"source\": \"s3://x\"}".formatted(name))
          .statusCode(200)
          .body("model_version.version", equalTo("1"));
    }
    isMlflowError(
        MlflowApi.send(
            as("engineer").header("Idempotency-Key", key),
            "POST",
            VERSION + "create",
            "{\"name\": \"%s\", \"source\": \"s3://y\"}".formatted(name)),
        422,
        "INVALID_PARAMETER_VALUE");
  }

  @Test
  void versions_registered_at_once_get_numbers_of_their_own() {
    var name = model();
    var numbers = Together.run(8, i -> version(name));
    assertThat(numbers).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8");
  }

  @Test
  void of_models_made_at_once_one_is() {
    var name = "m-" + UUID.randomUUID();
    var statuses =
        Together.run(
            6,
            i ->
                post(MODEL + "create", "{\"name\": \"%s\"}".formatted(name))
                    .extract()
                    .statusCode());
    assertThat(statuses).containsOnlyOnce(200).contains(400).hasSize(6);
  }

  @Test
  void a_model_is_renamed_with_its_versions() throws Exception {
    var name = model();
    version(name);
    version(name);
    post(VERSION + "set-tag", versionTag(name, "checked", "yes")).statusCode(200);
    var newName = "n-" + UUID.randomUUID();
    var rename = "{\"name\": \"%s\", \"new_name\": \"%s\"}";
    post(MODEL + "rename", rename.formatted(name, newName))
        .statusCode(200)
        .body("registered_model.name", equalTo(newName))
        .body("registered_model.latest_versions.name", equalTo(List.of(newName)));
    isMlflowError(read(name, "1"), 404, "RESOURCE_DOES_NOT_EXIST");
    get(MODELS + "?name=" + newName).body("page.total", is(2));
    assertThat(actions(modelId(newName))).endsWith("registered_model.renamed");
    assertThat(actions(id(newName, "1"))).endsWith("model_version.renamed");
    isMlflowError(
        post(MODEL + "rename", rename.formatted(model(), newName)), 400, "RESOURCE_ALREADY_EXISTS");
    isMlflowError(
        post(MODEL + "rename", rename.formatted(name, "x")), 404, "RESOURCE_DOES_NOT_EXIST");
    assertThat(version(newName)).isEqualTo("3");
    Thread.sleep(500);
    assertThat(LedgerVerifier.verify(System.getProperty(PostgresResource.ADMIN_URL)).broken())
        .doesNotContainKeys(modelId(newName), id(newName, "1"), id(newName, "2"));
  }

  @Test
  void two_models_that_swap_names_at_once_end_with_two_names() {
    for (int round = 0; round < 5; round++) {
      var names = List.of(model(), model());
      var statuses =
          Together.run(
              2,
              i ->
                  post(
                          MODEL + "rename",
                          "{\"name\": \"%s\", \"new_name\": \"%s\"}"
                              .formatted(names.get(i), names.get(1 - i)))
                      .extract()
                      .statusCode());
      assertThat(statuses).containsOnly(400);
    }
  }

  @Test
  void tags_are_set_and_taken_away_each_by_one_line() {
    var name = model();
    version(name);
    post(MODEL + "set-tag", tag(name, "team", "platform")).statusCode(200).body("", anEmptyMap());
    post(VERSION + "set-tag", versionTag(name, "checked", "yes")).statusCode(200);
    read(name, "1").body("model_version.tags.find { it.key == 'checked' }.value", equalTo("yes"));
    as("viewer")
        .get(MODEL + "get?name=" + name)
        .then()
        .body("registered_model.tags.key", equalTo(List.of("team")));
    delete(MODEL + "delete-tag", tag(name, "team", "")).statusCode(200);
    delete(VERSION + "delete-tag", versionTag(name, "checked", "")).statusCode(200);
    read(name, "1").body("model_version.tags.key", not(hasItem("checked")));
    assertThat(actions(id(name, "1")))
        .containsExactly("model_version.created", "model_version.updated", "model_version.updated");
    assertThat(actions(modelId(name))).hasSize(4);
  }

  @Test
  void a_tag_that_cannot_be_is_refused() {
    var name = model();
    version(name);
    var before = Sql.everything();
    for (var body :
        List.of(
            versionTag(name, "trust-fabric.framework", "x"),
            versionTag(name, "k".repeat(251), "x"),
            versionTag(name, "k", "x".repeat(5_001)),
            versionTag(name, " ", "x"),
            "{\"name\": \"%s\", \"version\": \"1\", \"key\": \"k\"}".formatted(name),
            "{\"name\": \"%s\", \"version\": 1, \"key\": \"k\", \"value\": \"v\"}".formatted(name),
            versionTag(name, "k", "a\\u0000b"))) {
      isMlflowError(post(VERSION + "set-tag", body), 400, "INVALID_PARAMETER_VALUE");
    }
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void tags_together_have_their_limit() {
    var name = model();
    version(name);
    for (int i = 0; i < 3; i++) {
      post(VERSION + "set-tag", versionTag(name, "k" + i, "x".repeat(5_000))).statusCode(200);
    }
    isMlflowError(
        post(VERSION + "set-tag", versionTag(name, "k3", "x".repeat(5_000))),
        400,
        "INVALID_PARAMETER_VALUE");
    isInvalid(
        as("engineer")
            .contentType("application/merge-patch+json")
            .body("{\"tags\": {\"trust-fabric.x\": \"y\", \"n\": 5}}")
            .patch(MODELS + "/" + id(name, "1"))
            .then(),
        "/tags/trust-fabric.x",
        "/tags/n");
  }

  @Test
  void a_deleted_version_is_archived_and_named_by_no_alias() {
    var name = model();
    version(name);
    MlflowApi.alias(as("engineer"), name, "1", "good").statusCode(200);
    var body = "{\"name\": \"%s\", \"version\": \"1\"}".formatted(name);
    for (int i = 0; i < 2; i++) {
      delete(VERSION + "delete", body).statusCode(200);
      read(name, "1")
          .body("model_version.current_stage", equalTo("Archived"))
          .body("model_version.aliases", empty());
    }
    assertThat(actions(id(name, "1")))
        .containsExactly("model_version.created", "model_version.status_changed");
  }

  @Test
  void a_version_in_production_is_not_deleted() {
    var name = model();
    var produced = produced(name);
    var staged = staged(name);
    var before = Sql.everything();
    isMlflowError(
            delete(
                VERSION + "delete",
                "{\"name\": \"%s\", \"version\": \"%s\"}".formatted(name, produced)),
            409,
            "INVALID_STATE")
        .body("message", containsString("deprecated, staging"));
    isMlflowError(
            delete(MODEL + "delete", "{\"name\": \"%s\"}".formatted(name)), 409, "INVALID_STATE")
        .body("message", containsString(produced + " (production)"));
    assertThat(Sql.everything()).isEqualTo(before);
    assertThat(stageOf(name, staged)).isEqualTo("Staging");
  }

  @Test
  void a_deleted_model_keeps_its_versions_archived() {
    var name = model();
    version(name);
    var staged = staged(name);
    delete(MODEL + "delete", "{\"name\": \"%s\"}".formatted(name)).statusCode(200);
    assertThat(stageOf(name, "1")).isEqualTo("Archived");
    assertThat(stageOf(name, staged)).isEqualTo("Archived");
    assertThat(actions(modelId(name))).endsWith("registered_model.archived");
    isMlflowError(
        post(MODEL + "create", "{\"name\": \"%s\"}".formatted(name)),
        400,
        "RESOURCE_ALREADY_EXISTS");
  }

  @Test
  void what_is_not_there_is_said_not_to_be() {
    var name = model();
    for (var path :
        List.of(
            MODEL + "get?name=none",
            VERSION + "get?name=none&version=1",
            VERSION + "get?name=" + name + "&version=7",
            VERSION + "get-download-uri?name=" + name + "&version=7",
            MODEL + "get-latest-versions?name=none",
            MODEL + "alias?name=" + name + "&alias=none")) {
      isMlflowError(as("viewer").get(path).then(), 404, "RESOURCE_DOES_NOT_EXIST");
    }
    for (var path : List.of(MODEL + "get", VERSION + "get?name=" + name, MODEL + "get?name=%00")) {
      isMlflowError(
          as("viewer").urlEncodingEnabled(false).get(path).then(), 400, "INVALID_PARAMETER_VALUE");
    }
  }

  @Test
  void whatever_is_wrong_is_told_in_mlflows_form() {
    var create = MODEL + "create";
    isMlflowError(given().get(MODEL + "get?name=x").then(), 401, "UNAUTHENTICATED")
        .header("WWW-Authenticate", "Bearer");
    isMlflowError(
        given().contentType(ContentType.JSON).body("{}").post(create).then(),
        401,
        "UNAUTHENTICATED");
    isMlflowError(
        MlflowApi.send(as("viewer"), "POST", create, "{\"name\": \"x\"}"),
        403,
        "PERMISSION_DENIED");
    isMlflowError(
        as("engineer").get(MLFLOW + "/experiments/list").then(), 404, "ENDPOINT_NOT_FOUND");
    isMlflowError(as("engineer").get(MLFLOW).then(), 404, "ENDPOINT_NOT_FOUND");
    isMlflowError(
        MlflowApi.send(as("engineer"), "PUT", create, "{\"name\": \"x\"}"),
        405,
        "ENDPOINT_NOT_FOUND");
    isMlflowError(
        as("engineer").contentType("text/plain").body("{}").post(create).then(),
        415,
        "BAD_REQUEST");
    isMlflowError(
        as("engineer").accept("application/xml").get(MODEL + "get?name=x").then(),
        406,
        "BAD_REQUEST");
    isMlflowError(
        post(create, "{\"name\": \"%s\"}".formatted("x".repeat(3 * 1024 * 1024))),
        413,
        "BAD_REQUEST");
    for (var body :
        List.of("", "{", "[]", "5", "null", "{\"name\": 5}", "{\"name\": \" \"}", "{}")) {
      isMlflowError(post(create, body), 400, "INVALID_PARAMETER_VALUE");
      isMlflowError(delete(MODEL + "delete", body), 400, "INVALID_PARAMETER_VALUE");
    }
    isMlflowError(as("engineer").delete(MODEL + "delete").then(), 400, "INVALID_PARAMETER_VALUE");
    isMlflowError(patch(VERSION + "update", "{\"version\": \"\"}"), 400, "INVALID_PARAMETER_VALUE")
        .body("message", equalTo("name: must not be blank; version: must not be blank"));
  }

  @Test
  void fields_that_are_not_known_here_are_left_alone() {
    post(
            MODEL + "create",
            "{\"name\": \"m-%s\", \"deployment_job_id\": \"x\", \"more\": {\"a\": [1]}}"
                .formatted(UUID.randomUUID()))
        .statusCode(200);
  }

  @Test
  void the_machine_that_reports_models_registers_and_tags_and_does_no_more() {
    var machine = with(Tokens.machine("report_models"));
    var name = "m-" + UUID.randomUUID();
    MlflowApi.send(machine, "POST", MODEL + "create", "{\"name\": \"%s\"}".formatted(name))
        .statusCode(200);
    version(name);
    with(Tokens.machine("report_models"))
        .get(VERSION + "get?version=1&name=" + name)
        .then()
        .statusCode(200)
        .body("model_version.status", equalTo("READY"));
    isMlflowError(
        MlflowApi.transition(with(Tokens.machine("report_models")), name, "1", "Archived", false),
        403,
        "PERMISSION_DENIED");
  }

  @Test
  void an_own_edit_keeps_what_mlflow_said_of_a_version() {
    var name = model();
    post(
            VERSION + "create",
            "{\"name\": \"%s\", \"source\": \"s3://x\", \"run_id\": \"r\"}".formatted(name))
        .statusCode(200);
    post(VERSION + "set-tag", versionTag(name, "a", "b")).statusCode(200);
    as("engineer")
        .contentType("application/merge-patch+json")
        .body("{\"owner\": \"Enzo\"}")
        .patch(MODELS + "/" + id(name, "1"))
        .then()
        .statusCode(200)
        .body("tags.a", equalTo("b"))
        .body("runId", equalTo("r"));
    engineer(MODELS, "{}").statusCode(400);
  }

  private static String tag(String name, String key, String value) {
    return "{\"name\": \"%s\", \"key\": \"%s\", \"value\": \"%s\"}".formatted(name, key, value);
  }

  private static String versionTag(String name, String key, String value) {
    return "{\"name\": \"%s\", \"version\": \"1\", \"key\": \"%s\", \"value\": \"%s\"}"
        .formatted(name, key, value);
  }
}
