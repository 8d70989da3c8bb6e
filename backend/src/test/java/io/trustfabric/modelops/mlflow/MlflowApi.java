package io.trustfabric.modelops.mlflow;

import static io.trustfabric.testing.Api.MLFLOW;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.with;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.util.List;
import java.util.UUID;

/// What tests say in MLflow's words over and over.
final class MlflowApi {

  static final String MODEL = MLFLOW + "/registered-models/";
  static final String VERSION = MLFLOW + "/model-versions/";

  private MlflowApi() {}

  static ValidatableResponse post(String path, String body) {
    return send(as("engineer"), "POST", path, body);
  }

  static ValidatableResponse patch(String path, String body) {
    return send(as("engineer"), "PATCH", path, body);
  }

  static ValidatableResponse delete(String path, String body) {
    return send(as("engineer"), "DELETE", path, body);
  }

  static ValidatableResponse send(
      RequestSpecification request, String method, String path, String body) {
    return request.contentType(ContentType.JSON).body(body).request(method, path).then();
  }

  /// The name of a new model.
  static String model() {
    var name = "m-" + UUID.randomUUID();
    post(MODEL + "create", "{\"name\": \"%s\"}".formatted(name)).statusCode(200);
    return name;
  }

  /// The number of a model's new version, registered by the machine that reports models.
  static String version(String name) {
    return version(with(Tokens.machine("report_models")), name);
  }

  static String version(RequestSpecification request, String name) {
    return send(
            request,
            "POST",
            VERSION + "create",
            "{\"name\": \"%s\", \"source\": \"s3://models/%s\"}".formatted(name, name))
        .statusCode(200)
        .extract()
        .path("model_version.version");
  }

  /// The number of a new version that is in Staging.
  static String staged(String name) {
    var number = version(name);
    stage(name, number);
    return number;
  }

  static void stage(String name, String number) {
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"validating\"}")
        .patch(MODELS + "/" + id(name, number) + "/status")
        .then()
        .statusCode(200);
    transition(name, number, "Staging", false).statusCode(200);
  }

  /// The number of a new version that has all of production.
  static String produced(String name) {
    var number = staged(name);
    transition(name, number, "Production", true).statusCode(200);
    return number;
  }

  /// The number of a new version that is in Staging and was registered by an engineer.
  static String stagedByEngineer(String name) {
    var number = version(as("engineer"), name);
    stage(name, number);
    return number;
  }

  static ValidatableResponse transition(
      String name, String number, String stage, boolean replaces) {
    return transition(as("engineer"), name, number, stage, replaces);
  }

  static ValidatableResponse transition(
      RequestSpecification request, String name, String number, String stage, boolean replaces) {
    return send(
        request,
        "POST",
        VERSION + "transition-stage",
        """
        {"name": "%s", "version": "%s", "stage": "%s", "archive_existing_versions": %s}
        """
            .formatted(name, number, stage, replaces));
  }

  static ValidatableResponse alias(
      RequestSpecification request, String name, String number, String alias) {
    return send(
        request,
        "POST",
        MODEL + "alias",
        "{\"name\": \"%s\", \"version\": \"%s\", \"alias\": \"%s\"}"
            .formatted(name, number, alias));
  }

  /// The id of the approval that a refusal names.
  static String approvalIn(ValidatableResponse refusal) {
    String message = refusal.extract().path("message");
    return message.replaceAll("(?s).*approval ([0-9a-f-]{36}).*", "$1");
  }

  /// Agrees to what a refusal says is waiting.
  static void approve(ValidatableResponse refusal) {
    decide(approvalIn(refusal), "cora").statusCode(200);
  }

  static ValidatableResponse decide(String approval, String subject) {
    return with(Tokens.person(subject, "compliance"))
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"approved\", \"reason\": \"checked\"}")
        .post("/api/approvals/" + approval + "/decision")
        .then();
  }

  static ValidatableResponse read(String name, String number) {
    return as("viewer")
        .queryParam("name", name)
        .queryParam("version", number)
        .get(VERSION + "get")
        .then();
  }

  static String stageOf(String name, String number) {
    return read(name, number).statusCode(200).extract().path("model_version.current_stage");
  }

  static String id(String name, String number) {
    return Sql.one(
        "SELECT id FROM model_registry WHERE name = ? AND model_version = ?", name, number);
  }

  /// Our own view of a version.
  static ValidatableResponse ours(String name, String number) {
    return get(MODELS + "/" + id(name, number)).statusCode(200);
  }

  /// What was done to a record, in order.
  static List<String> actions(String id) {
    return List.of(
        Sql.one(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE record_id = ?::uuid",
                id)
            .split(" "));
  }

  static String modelId(String name) {
    return Sql.one("SELECT id FROM registered_models WHERE name = ?", name);
  }
}
