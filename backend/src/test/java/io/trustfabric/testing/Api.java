package io.trustfabric.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.config.LogConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What tests say to the API over and over.
public final class Api {

  public static final String EVENTS = "/api/security/events";
  public static final String INCIDENTS = "/api/security/incidents";
  public static final String ROTATIONS = "/api/security/secret-rotations";
  public static final String DATASETS = "/api/quality/golden-datasets";
  public static final String MODELS = "/api/modelops/models";
  public static final String DRIFT = "/api/modelops/drift-detections";
  public static final String REGRESSION = "/api/quality/regression-tests";
  public static final String EVALUATIONS = "/api/quality/evaluations";
  public static final String CHAOS = "/api/chaos/tests";
  public static final String MLFLOW = "/api/2.0/mlflow";
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /// Keeps every digit of a number, and writes half surrogate pairs as they were read.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /// What failed is shown as it was sent: making deep JSON pretty takes more memory than there is.
  private static final RestAssuredConfig LOGGING =
      RestAssuredConfig.config()
          .logConfig(
              LogConfig.logConfig()
                  .enablePrettyPrinting(false)
                  .enableLoggingOfRequestAndResponseIfValidationFails());

  private static final String EVENT =
      """
      {"eventType": "login_failure", "severity": "high", "title": "Five wrong passwords in a minute",
       "source": "keycloak", "occurredAt": "2026-01-31T10:00:00Z"}
      """;

  private static final String INCIDENT =
      """
      {"incidentType": "availability", "severity": "sev2", "title": "Filings cannot be sent", "service": "filing",
       "detectedAt": "2026-01-31T10:00:00Z"}
      """;

  private static final String ROTATION =
      """
      {"secretName": "prod/db/ledger-writer", "secretType": "database_password", "rotationType": "automatic",
       "rotationIntervalDays": 90, "owner": "Platform"}
      """;

  private static final String DATASET =
      """
      {"name": "UK invoices", "jurisdiction": "GB", "filingType": "vat_return", "documentType": "invoice",
       "source": "accountants of record", "comparators": [{"field": "total", "comparator": "money"}],
       "items": [
         {"key": "inv-1", "input": {"text": "Invoice 1"}, "tags": ["easy"],
          "expected": {"total": {"amount": "12.34", "currency": "GBP"}, "supplier": "Acme"}},
         {"key": "inv-2", "input": {"text": "Invoice 2"}, "tags": [],
          "expected": {"total": {"amount": "5.00", "currency": "GBP"}, "supplier": "Bolt"}}]}
      """;

  private static final String MODEL =
      """
      {"name": "invoice-classifier", "modelVersion": "1", "framework": "tribuo",
       "modelType": "logistic_regression", "artifactUri": "s3://models/invoice-classifier/1", "owner": "Platform"}
      """;

  private static final String RESULT =
      """
      {"testSuite": "invoices", "testName": "total matches", "runId": "build-1", "status": "passed",
       "executionTimeMs": 12.5, "environment": "ci", "executedAt": "2026-01-31T10:00:00Z"}
      """;

  private static final String CHAOS_TEST =
      """
      {"name": "The bank's connector is gone", "testType": "connector_outage", "target": "bank-connector",
       "environment": "staging", "startedAt": "2026-01-31T10:00:00Z", "maxDuration": "PT10M",
       "hypothesis": {"title": "Payments are taken all the same", "probes": [
         {"name": "errors", "measure": "error_rate", "tolerance": {"atMost": 0.01},
          "duringTolerance": {"atMost": 0.2}},
         {"name": "state", "tolerance": {"oneOf": ["up"]}}]},
       "method": ["cut the line"], "rollbacks": ["mend the line"]}
      """;

  private Api() {}

  /// A request of a person with that role.
  public static RequestSpecification as(String role) {
    return with(Tokens.person(role));
  }

  /// A request with that token.
  public static RequestSpecification with(String token) {
    return given().config(LOGGING).auth().oauth2(token);
  }

  /// A sound event in which the given fields are other ones; null takes a field away.
  public static String event(String fields) {
    return with(EVENT, fields);
  }

  /// A sound incident in which the given fields are other ones.
  public static String incident(String fields) {
    return with(INCIDENT, fields);
  }

  /// A sound rotation in which the given fields are other ones.
  public static String rotation(String fields) {
    return with(ROTATION, fields);
  }

  /// A sound golden dataset, of a name of its own, in which the given fields are other ones.
  public static String dataset(String fields) {
    return with(with(DATASET, "{\"name\": \"%s\"}".formatted(UUID.randomUUID())), fields);
  }

  /// A sound model version in which the given fields are other ones.
  public static String model(String fields) {
    return with(MODEL, fields);
  }

  /// The id of a new model version, of a model of its own unless a name is given.
  public static String registered(String fields) {
    var own = "{\"name\": \"m-%s\"}".formatted(UUID.randomUUID());
    return with(Tokens.machine("report_models"))
        .contentType(ContentType.JSON)
        .body(with(model(own), fields))
        .post(MODELS)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /// A drift of that version that somebody else found.
  public static String drift(String modelId) {
    return """
        {"modelId": "%s", "driftType": "data", "results": [{"feature": "amount", "method": "elsewhere", "statistic": 0.6,
          "threshold": 0.1, "driftDetected": true, "severity": "high", "referenceRows": 500, "currentRows": 400}]}
        """
        .formatted(modelId);
  }

  /// A sound experiment in which the given fields are other ones.
  public static String chaosTest(String fields) {
    return with(CHAOS_TEST, fields);
  }

  /// The id of a running experiment.
  public static String experiment(String fields) {
    return engineer(CHAOS, chaosTest(fields)).statusCode(201).extract().path("id");
  }

  /// A sound regression result in which the given fields are other ones.
  public static String result(String fields) {
    return with(RESULT, fields);
  }

  private static String with(String sound, String fields) {
    try {
      var event = (ObjectNode) MAPPER.readTree(sound);
      MAPPER
          .readTree(fields)
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  event.remove(field.getKey());
                } else {
                  event.set(field.getKey(), field.getValue());
                }
              });
      return MAPPER.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Reports an event as the machine client does.
  public static ValidatableResponse report(String body) {
    return with(Tokens.machine("ingest_events"))
        .contentType(ContentType.JSON)
        .body(body)
        .post(EVENTS)
        .then();
  }

  /// The id of a new event.
  public static String recorded(String fields) {
    return report(event(fields)).statusCode(201).extract().path("id");
  }

  /// The id of a new incident.
  public static String opened(String fields) {
    return post(INCIDENTS, incident(fields)).statusCode(201).extract().path("id");
  }

  /// The id of a new golden dataset.
  public static String golden(String fields) {
    return engineer(DATASETS, dataset(fields)).statusCode(201).extract().path("id");
  }

  /// Posts JSON as an engineer.
  public static ValidatableResponse engineer(String path, String body) {
    return as("engineer").contentType(ContentType.JSON).body(body).post(path).then();
  }

  /// Posts JSON as one of the role security.
  public static ValidatableResponse post(String path, String body) {
    return as("security").contentType(ContentType.JSON).body(body).post(path).then();
  }

  /// Reads as a viewer.
  public static ValidatableResponse get(String path) {
    return as("viewer").get(path).then();
  }

  public static ValidatableResponse read(String id) {
    return as("viewer").get(EVENTS + "/" + id).then().statusCode(200);
  }

  /// A merge patch by one of the role security.
  public static ValidatableResponse patch(String path, String body) {
    return as("security").contentType(MERGE_PATCH).body(body).patch(path).then();
  }

  /// Asserts that MLflow's clients are told of a refusal as they know it.
  public static ValidatableResponse isMlflowError(
      ValidatableResponse response, int status, String code) {
    var body = response.extract().asString();
    assertThat(response.extract().statusCode()).as(body).isEqualTo(status);
    assertTellsNothingOfTheInside(body);
    return response
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .body("error_code", equalTo(code))
        .body("message", matchesPattern("(?s).+"))
        .body("keySet()", containsInAnyOrder("error_code", "message"));
  }

  /// Asserts a refusal of that status in the form of the path's protocol.
  public static ValidatableResponse isRefused(
      String path, ValidatableResponse response, int status, String kind, String mlflowCode) {
    return path.startsWith(MLFLOW)
        ? isMlflowError(response, status, mlflowCode)
        : isProblem(response, status, kind);
  }

  /// Asserts a whole problem document, which tells nothing of the inside.
  public static ValidatableResponse isProblem(
      ValidatableResponse response, int status, String kind) {
    var body = response.extract().asString();
    assertThat(response.extract().statusCode()).as(body).isEqualTo(status);
    assertTellsNothingOfTheInside(body);
    return response
        .contentType("application/problem+json")
        .header("Cache-Control", "no-store")
        .body("type", equalTo("https://trustfabric.io/problems/" + kind))
        .body("status", equalTo(status))
        .body("title", matchesPattern(".+"))
        .body("instance", matchesPattern("/api.*"))
        .body("traceId", matchesPattern("[0-9a-f]{32}"));
  }

  /// Asserts that exactly these fields are named as bad, whatever is said of them.
  public static void isInvalid(ValidatableResponse response, String... pointers) {
    isProblem(response, 400, "invalid-request");
    assertThat(pointers(response)).containsExactlyInAnyOrder(pointers);
  }

  public static List<String> pointers(ValidatableResponse response) {
    return response.extract().path("errors.pointer");
  }

  /// What is said of each bad field.
  public static Map<String, String> errors(ValidatableResponse response) {
    List<Map<String, String>> errors = response.extract().path("errors");
    var messages = new TreeMap<String, String>();
    errors.forEach(error -> messages.put(error.get("pointer"), error.get("message")));
    return messages;
  }

  public static void assertTellsNothingOfTheInside(String body) {
    assertThat(body)
        .doesNotContainIgnoringCase("exception")
        .doesNotContainIgnoringCase("jackson")
        .doesNotContainIgnoringCase("hibernate")
        .doesNotContain("org.")
        .doesNotContain("java.")
        .doesNotContain("io.trustfabric")
        .doesNotContain("INSERT ")
        .doesNotContain("SELECT ")
        .doesNotContain("audit_log")
        .doesNotContain("ERROR:");
  }
}
