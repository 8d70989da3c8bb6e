package io.trustfabric.modelops.registry;

import static io.restassured.RestAssured.withArgs;
import static io.trustfabric.testing.Api.MERGE_PATCH;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.model;
import static io.trustfabric.testing.Api.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ModelRegistryTest {

  private static final String REGISTERED = "/api/modelops/registered-models";

  private static final String FULL =
      """
      {"name": "%s", "modelVersion": "2026.1", "description": "Reads invoices", "artifactSha256": "%s",
       "trainingData": [{"datasetUri": "s3://data/1", "rows": 1200, "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}],
       "hyperparameters": {"l2": 0.01, "epochs": 5}, "evaluationMetrics": {"f1": 0.91},
       "goldenDatasetScores": [{"dataset": "us-invoices", "metric": "accuracy", "score": 0.97}],
       "fairnessMetrics": [{"metric": "equal_opportunity", "group": "US-CA", "value": 0.02, "threshold": 0.05}],
       "explainability": [{"kind": "shap", "uri": "s3://shap/1"}],
       "baseline": [{"feature": "amount", "numbers": [1.5, 2, 3]},
                    {"feature": "currency", "categories": [{"value": "EUR", "count": 7}, {"value": "USD", "count": 3}]},
                    {"feature": "age", "histogram": {"edges": [0, 1, 2], "counts": [4, 6]}}],
       "metadata": {"run": 7}}
      """;

  @Test
  void golden_datasets_that_are_not_there_are_refused_by_name() {
    var odd = UUID.randomUUID();
    var known = Api.golden("{}");
    isInvalid(
        engineer(
            MODELS,
            model(
                """
                {"trainingData": [{"datasetUri": "s3://a", "goldenDatasetId": "%1$s"}, {"datasetUri": "s3://b"},
                   {"datasetUri": "s3://c", "goldenDatasetId": "%2$s"}],
                 "goldenDatasetScores": [{"goldenDatasetId": "%2$s", "dataset": "d", "metric": "m", "score": 1}]}
                """
                    .formatted(known, odd))),
        "/trainingData/2/goldenDatasetId",
        "/goldenDatasetScores/0/goldenDatasetId");
    var id = registered("{}");
    isInvalid(
        as("engineer")
            .contentType(MERGE_PATCH)
            .body(
                "{\"goldenDatasetScores\": [{\"goldenDatasetId\": \"%s\", \"dataset\": \"d\", \"metric\": \"m\", \"score\": 1}]}"
                    .formatted(odd))
            .patch(MODELS + "/" + id)
            .then(),
        "/goldenDatasetScores/0/goldenDatasetId");
  }

  @Test
  void scores_from_evaluations_stand_before_those_its_reporter_tells() {
    var id =
        registered(
            "{\"goldenDatasetScores\": [{\"dataset\": \"own\", \"metric\": \"f1\", \"score\": 1}]}");
    var dataset = Api.golden("{}");
    evaluated(dataset, id, "report_tests", "12.34");
    // Whoever brought the answers in evaluates later: that is newer and still does not count.
    var newest = evaluated(dataset, id, "report_tests", "12.35");
    evaluated(dataset, id, "engineer", "12.34");
    for (var scores :
        List.of(
            get(MODELS + "/" + id).rootPath("goldenDatasetScores"),
            get(MODELS + "?limit=200")
                .rootPath("items.find{it.id=='%s'}.goldenDatasetScores", withArgs(id)))) {
      scores
          .body("provenance", contains("evaluated", "self_reported"))
          .body("score", contains(0f, 1))
          .body("[0].evaluation.id", equalTo(newest))
          .body("[0].evaluation.items", is(2))
          .body("[0].evaluation.dataVersion", is(1))
          .body("[0].evaluation.contaminated", is(false))
          .body("[0].evaluation.high", is(0.6576198f))
          .body("[1].evaluation", nullValue());
    }
  }

  @Test
  void a_model_tells_how_it_stands() {
    var name = "m-" + UUID.randomUUID();
    var version = "{\"name\": \"%s\", \"modelVersion\": \"%s\"}";
    var older = registered(version.formatted(name, "1"));
    var newer = registered(version.formatted(name, "2"));
    var standing = REGISTERED + "?name=" + name;
    get(standing)
        .rootPath("items[0].standing")
        .body("production", empty())
        .body("newest.id", equalTo(newer))
        .body("newest.status", equalTo("registered"))
        .body("score", nullValue())
        .body("drift", empty());

    evaluated(Api.golden("{}"), older, "report_tests", "12.34");
    var evaluation = evaluated(Api.golden("{}"), newer, "report_tests", "12.34");
    as("engineer").contentType(ContentType.JSON).body(Api.drift(older)).post(Api.DRIFT).then();
    as("engineer").contentType(ContentType.JSON).body(Api.drift(older)).post(Api.DRIFT).then();
    var answer =
        get(standing)
            .rootPath("items[0].standing")
            .body("score.evaluationId", equalTo(evaluation))
            .body("score.modelVersion", equalTo("2"))
            .body("drift.id", contains(older))
            .body("drift[0].open", is(2))
            .body("drift[0].alerts", is(2))
            .body("drift[0].worst", equalTo("high"))
            .body("drift[0].lastLookAt", notNullValue());
    get(REGISTERED + "/" + answer.extract().path("items[0].id"))
        .body("standing.drift[0].open", is(2));

    get(standing + "&openDrift=true&inProduction=false").body("items", hasSize(1));
    get(standing + "&openDrift=false").body("items", empty());
    get(standing + "&inProduction=true").body("items", empty());
    move(older, "archived", null).statusCode(200);
    get(standing + "&openDrift=true").body("items", empty());
    get(standing).body("items[0].standing.drift", empty());
    isInvalid(get(REGISTERED + "?openDrift=perhaps"), "?openDrift");
  }

  /// An evaluation of one answer of two, which is right when 12.34 is said.
  private static String evaluated(String dataset, String modelId, String by, String total) {
    var token = by.equals("engineer") ? Tokens.person(by) : Tokens.machine(by);
    return Api.with(token)
        .contentType("application/json")
        .body(
            """
            {"testedSystem": "s", "modelId": "%s", "predictions": [
              {"key": "inv-1", "actual": {"total": {"amount": "%s", "currency": "GBP"}, "supplier": "Acme"}}]}
            """
                .formatted(modelId, total))
        .post(Api.DATASETS + "/" + dataset + "/evaluations")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Test
  void a_version_is_kept_with_all_that_is_said_of_it_and_makes_its_model() {
    var name = "m-" + UUID.randomUUID();
    var id = register(FULL.formatted(name, "a".repeat(64)));
    get(MODELS + "/" + id)
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("name", equalTo(name))
        .body("modelVersion", equalTo("2026.1"))
        .body("status", equalTo("registered"))
        .body("rolloutPercentage", is(0))
        .body("trainingData[0].rows", is(1200))
        .body("trainingData[0].from", equalTo("2026-01-01T00:00:00Z"))
        .body("trainingData[0].goldenDatasetId", nullValue())
        .body("hyperparameters.epochs", is(5))
        .body("goldenDatasetScores[0].score", is(0.97f))
        .body("goldenDatasetScores[0].provenance", equalTo("self_reported"))
        .body("fairnessMetrics[0].group", equalTo("US-CA"))
        .body("explainability[0].kind", equalTo("shap"))
        .body("baselineFeatures", contains("amount", "currency", "age"))
        .body("registeredBy.subject", notNullValue())
        .body("nextStatuses.status", contains("validating", "archived"))
        .body("split", empty());
    get(MODELS + "/" + id + "/baseline")
        .statusCode(200)
        .body("features[0].numbers", contains(1.5f, 2, 3))
        .body("features[1].categories[1].count", is(3))
        .body("features[2].histogram.counts", contains(4, 6));
    get(REGISTERED + "?name=" + name)
        .body("items", hasSize(1))
        .body("items[0].versions", is(1))
        .body("items[0].id", equalTo(get(MODELS + "/" + id).extract().path("registeredModelId")));
  }

  @Test
  void a_score_from_outside_cannot_claim_to_be_anything_but_self_reported() {
    isInvalid(
        post(
            model(
                "{\"goldenDatasetScores\": [{\"dataset\": \"d\", \"metric\": \"m\", \"score\": 1, \"provenance\": \"evaluated\"}]}")),
        "/goldenDatasetScores/0/provenance");
  }

  @Test
  void a_name_has_each_version_once() {
    var name = "m-" + UUID.randomUUID();
    registered("{\"name\": \"%s\"}".formatted(name));
    isProblem(post(model("{\"name\": \"%s\"}".formatted(name))), 409, "conflict");
    registered("{\"name\": \"%s\", \"modelVersion\": \"2\"}".formatted(name));
    get(REGISTERED + "?name=" + name).body("items[0].versions", is(2));
  }

  @Test
  void all_versions_of_a_new_name_registered_at_once_are_kept_under_one_model() {
    var name = "m-" + UUID.randomUUID();
    var statuses =
        Together.run(
            8,
            i ->
                post(model("{\"name\": \"%s\", \"modelVersion\": \"%d\"}".formatted(name, i)))
                    .extract()
                    .statusCode());
    assertThat(statuses).containsOnly(201);
    get(REGISTERED + "?name=" + name).body("items", hasSize(1)).body("items[0].versions", is(8));
  }

  @Test
  void bad_fields_are_all_named() {
    isInvalid(
        post(
            """
            {"name": " x", "modelVersion": "", "framework": "f", "modelType": "t", "artifactUri": "u", "owner": "",
             "artifactSha256": "ABC", "trainingData": [{"rows": -1}], "unknown": 1}
            """),
        "/name",
        "/modelVersion",
        "/modelVersion",
        "/owner",
        "/artifactSha256",
        "/trainingData/0/datasetUri",
        "/trainingData/0/rows",
        "/unknown");
  }

  @Test
  void what_is_no_baseline_is_refused() {
    var answer =
        post(
            model(
                """
                {"baseline": [{"feature": "a", "numbers": [1e400]}, {"feature": "a", "numbers": [1]},
                  {"feature": "b"}, {"feature": "c", "histogram": {"edges": [1, 1], "counts": [2]}},
                  {"feature": "d", "categories": [{"value": "x", "count": 0}]}]}
                """));
    isInvalid(
        answer,
        "/baseline/0/numbers",
        "/baseline/1/feature",
        "/baseline/2",
        "/baseline/3/histogram",
        "/baseline/4/categories");
    assertThat(errors(answer)).containsEntry("/baseline/3/histogram", "does not ascend at edge 1");
  }

  @Test
  void a_version_without_a_baseline_has_none() {
    isProblem(get(MODELS + "/" + registered("{}") + "/baseline"), 404, "not-found");
    isProblem(get(MODELS + "/" + UUID.randomUUID()), 404, "not-found");
  }

  @Test
  void what_was_measured_changes_and_what_it_was_made_of_does_not() {
    var id = register(FULL.formatted("m-" + UUID.randomUUID(), "b".repeat(64)));
    patch(
            MODELS + "/" + id,
            "{\"owner\": \"Enzo\", \"evaluationMetrics\": {\"f1\": 0.92}, \"description\": null, \"reason\": \"measured again\"}")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("owner", equalTo("Enzo"))
        .body("description", nullValue())
        .body("evaluationMetrics.f1", is(0.92f))
        .body("goldenDatasetScores", hasSize(1))
        .body("fairnessMetrics[0].value", is(0.02f));
    isInvalid(patch(MODELS + "/" + id, "{\"framework\": \"other\"}"), "/framework");
    isInvalid(patch(MODELS + "/" + id, "{\"hyperparameters\": {}}"), "/hyperparameters");
    isProblem(
        as("engineer")
            .header("If-Match", "\"0\"")
            .contentType(MERGE_PATCH)
            .body("{\"owner\": \"x\"}")
            .patch(MODELS + "/" + id)
            .then(),
        412,
        "stale-version");
  }

  @Test
  void versions_are_found_by_what_they_are() {
    var name = "m-" + UUID.randomUUID();
    var first =
        registered(
            "{\"name\": \"%s\", \"framework\": \"onnx\", \"owner\": \"Ada %s\"}"
                .formatted(name, name));
    var second =
        registered(
            "{\"name\": \"%s\", \"modelVersion\": \"2\", \"modelType\": \"naive_bayes\", \"description\": \"zebra%s\"}"
                .formatted(name, name.substring(2, 10)));
    move(second, "validating", null).statusCode(200);
    String registeredModelId = get(MODELS + "/" + first).extract().path("registeredModelId");
    patch(REGISTERED + "/" + registeredModelId, "{\"aliases\": {\"old\": \"1\", \"new\": \"2\"}}")
        .statusCode(200);
    var list = MODELS + "?name=" + name;
    get(list).body("items.id", contains(second, first));
    get(list + "&sort=name").body("items.id", contains(first, second));
    get(list + "&framework=onnx").body("items.id", contains(first));
    get(list + "&modelType=naive_bayes").body("items.id", contains(second));
    get(list + "&status=validating&status=staging").body("items.id", contains(second));
    get(list + "&owner=Ada " + name).body("items.id", contains(first));
    get(list + "&alias=old").body("items.id", contains(first));
    get(list + "&alias=old&alias=new").body("items.id", containsInAnyOrder(first, second));
    get(list + "&alias=none").body("items", empty());
    get(MODELS + "?q=zebra" + name.substring(2, 10)).body("items.id", contains(second));
    isInvalid(get(MODELS + "?status=lost&alias=a b"), "?status", "?alias");
  }

  @Test
  void an_alias_means_one_version_of_its_model() {
    var id = registered("{}");
    String registeredModelId = get(MODELS + "/" + id).extract().path("registeredModelId");
    var model = REGISTERED + "/" + registeredModelId;
    patch(
            model,
            "{\"aliases\": {\"newest\": \"1\"}, \"tags\": {\"team\": \"tax\"}, \"description\": \"d\"}")
        .statusCode(200)
        .body("aliases.newest", equalTo("1"))
        .body("tags.team", equalTo("tax"));
    get(MODELS + "/" + id).body("aliases", contains("newest"));
    patch(model, "{\"aliases\": {\"newest\": null}}").statusCode(200).body("aliases.size()", is(0));
    isInvalid(patch(model, "{\"aliases\": {\"x\": \"9\"}}"), "/aliases/x");
    isInvalid(patch(model, "{\"aliases\": {\"a b\": \"1\"}}"), "/aliases/a b");
    isInvalid(patch(model, "{\"tags\": {\"a/b\": 1}}"), "/tags/a~1b");
    var answer = patch(model, "{\"aliases\": {\"champion\": \"1\"}}");
    isInvalid(answer, "/aliases/champion");
    assertThat(errors(answer).get("/aliases/champion")).contains("in production");
  }

  @Test
  void every_step_that_the_machine_does_not_know_is_refused_with_those_it_knows() {
    var steps =
        List.of("validating", "staging", "deprecated", "archived", "rejected", "registered");
    var id = registered("{}");
    for (var step : steps) {
      var allowed = List.of("validating", "archived").contains(step);
      if (!allowed) {
        isProblem(move(id, step, null), 409, "forbidden-transition")
            .body("currentStatus", equalTo("registered"))
            .body("allowedStatuses", contains("archived", "validating"));
      }
    }
    move(id, "validating", null).body("status", equalTo("validating"));
    move(id, "rejected", "too weak").statusCode(200).body("nextStatuses", empty());
    isProblem(move(id, "archived", null), 409, "forbidden-transition");
    var other = registered("{}");
    move(other, "archived", null).statusCode(200);
    isInvalid(
        as("engineer")
            .contentType(ContentType.JSON)
            .body("{\"status\": \"validating\", \"rolloutPercentage\": 5}")
            .patch(MODELS + "/" + registered("{}") + "/status")
            .then(),
        "/rolloutPercentage");
  }

  @Test
  void the_same_key_registers_once() {
    var key = UUID.randomUUID().toString();
    var body = model("{\"name\": \"m-%s\"}".formatted(key));
    var ids =
        Together.run(
            4,
            i ->
                as("engineer")
                    .header("Idempotency-Key", key)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(MODELS)
                    .statusCode());
    assertThat(ids).allMatch(status -> status == 201 || status == 409);
    assertThat(Collections.frequency(ids, 201)).isPositive();
    assertThat(Sql.number("SELECT count(*) FROM model_registry WHERE name = ?", "m-" + key))
        .isEqualTo(1);
  }

  private static String register(String body) {
    return post(model(body)).statusCode(201).extract().path("id");
  }

  private static ValidatableResponse post(String body) {
    return io.trustfabric.testing.Api.with(Tokens.machine("report_models"))
        .contentType(ContentType.JSON)
        .body(body)
        .post(MODELS)
        .then();
  }

  private static ValidatableResponse patch(String path, String body) {
    return as("engineer").contentType(MERGE_PATCH).body(body).patch(path).then();
  }

  private static ValidatableResponse move(String id, String status, String reason) {
    return as("engineer")
        .contentType(ContentType.JSON)
        .body(
            "{\"status\": \"%s\", \"reason\": %s}"
                .formatted(status, reason == null ? "null" : "\"" + reason + "\""))
        .patch(MODELS + "/" + id + "/status")
        .then();
  }
}
