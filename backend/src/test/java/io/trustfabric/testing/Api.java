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
import java.time.Instant;
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
  public static final String SLO_DEFINITIONS = "/api/monitoring/slo-definitions";
  public static final String SLOS = "/api/monitoring/slos";
  public static final String EVIDENCE = "/api/compliance/evidence";
  public static final String CHAOS = "/api/chaos/tests";
  public static final String MLFLOW = "/api/2.0/mlflow";
  public static final String CLASSIFICATIONS = "/api/compliance/data-classification";
  public static final String REVIEWS = "/api/compliance/access-reviews";
  public static final String BACKUPS = "/api/backup/backups";
  public static final String RESTORES = "/api/backup/restores";
  public static final String BACKUP_POLICIES = "/api/backup/policies";
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

  private static final String SLO =
      """
      {"service": "filing", "name": "filings are sent", "sloType": "availability", "target": 0.999, "period": "P30D",
       "owner": "Platform"}
      """;

  private static final String CLASSIFICATION =
      """
      {"dataAsset": "ledger.customers", "system": "ledger", "dataType": "pii", "sensitivity": "confidential",
       "residency": "eu", "allowedRegions": ["DE", "FR"], "encryptionAtRest": true, "encryptionInTransit": true,
       "retentionDays": 3650, "autoDelete": true, "legalBasis": "contract", "purposes": ["tax_filing"],
       "owner": "Finance", "accessRoles": ["accountant"]}
      """;

  private static final String REVIEW =
      """
      {"reviewType": "user_access", "scope": "realm trust-fabric", "reviewer": "cora", "dueAt": "2999-01-31T00:00:00Z"}
      """;

  private static final String PIECE =
      """
      {"framework": "soc2", "controlId": "CC6.1", "title": "Access policy", "description": "Who may reach what",
       "evidenceType": "policy", "effectiveFrom": "2026-01-01T00:00:00Z", "nextReviewDueAt": "2999-01-01T00:00:00Z"}
      """;

  private static final String BACKUP =
      """
      {"backupType": "full", "target": "ledger-db", "engine": "pgbackrest", "region": "eu-central-1",
       "startedAt": "2026-01-31T02:00:00Z", "location": "s3://backups/ledger-db", "encrypted": true,
       "encryptionAlgorithm": "aes-256-cbc"}
      """;

  /// What a backup that ended well says.
  public static final String COMPLETION =
      """
      {"completedAt": "2026-01-31T02:10:00Z", "sizeBytes": 1048576,
       "checksum": "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"}
      """;

  private static final String BACKUP_POLICY =
      """
      {"target": "ledger-db", "owner": "Platform", "cadence": {"full": "P7D", "incremental": "P1D"},
       "tolerance": "PT1H", "rpo": "PT5M", "rto": "PT1H", "retention": {"days": 30, "fulls": 2},
       "reason": "a new database"}
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

  /// A sound piece of evidence in which the given fields are other ones.
  public static String evidence(String fields) {
    return with(PIECE, fields);
  }

  /// The id of a new draft of evidence, written by one of the role compliance.
  public static String drafted(String fields) {
    return as("compliance")
        .contentType(ContentType.JSON)
        .body(evidence(fields))
        .post(EVIDENCE)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
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

  /// A sound SLO, of a name of its own, in which the given fields are other ones.
  public static String slo(String fields) {
    return with(with(SLO, "{\"name\": \"%s\"}".formatted(UUID.randomUUID())), fields);
  }

  /// A sound OpenSLO file with one SLO of that name.
  public static String openSlo(String name) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: %s}
        spec:
          service: filing
          indicator:
            metadata: {name: sent}
            spec:
              ratioMetric:
                counter: true
                good: {metricSource: {type: Prometheus, spec: {query: 'filings_total{outcome="sent"}'}}}
                total: {metricSource: {type: Prometheus, spec: {query: filings_total}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.999}]
        """
        .formatted(name);
  }

  /// The id of a new SLO.
  public static String defined(String fields) {
    return engineer(SLO_DEFINITIONS, slo(fields)).statusCode(201).extract().path("id");
  }

  /// A measurement of that SLO over the i-th minute of a day.
  public static String measurement(String sloId, int minute) {
    var start = Instant.parse("2026-01-31T10:00:00Z").plusSeconds(60L * minute);
    return """
        {"sloId": "%s", "windowStart": "%s", "windowEnd": "%s", "goodEvents": 99, "totalEvents": 100}
        """
        .formatted(sloId, start, start.plusSeconds(60));
  }

  /// A sound classification, of an asset of its own, in which the given fields are other ones.
  public static String classification(String fields) {
    return with(
        with(CLASSIFICATION, "{\"dataAsset\": \"asset/%s\"}".formatted(UUID.randomUUID())), fields);
  }

  /// The id of a new classification.
  public static String classified(String fields) {
    return compliance("POST", CLASSIFICATIONS, classification(fields))
        .statusCode(201)
        .extract()
        .path("id");
  }

  /// A sound access review in which the given fields are other ones.
  public static String review(String fields) {
    return with(REVIEW, fields);
  }

  /// The id of a new access review.
  public static String planned(String fields) {
    return compliance("POST", REVIEWS, review(fields)).statusCode(201).extract().path("id");
  }

  /// The id of a new access review that has begun with these items.
  public static String started(String items) {
    var id = planned("{}");
    compliance(
            "PATCH",
            REVIEWS + "/" + id + "/status",
            "{\"status\": \"in_progress\", \"items\": %s}".formatted(items))
        .statusCode(200);
    return id;
  }

  /// A sound backup that begins, in which the given fields are other ones.
  public static String backup(String fields) {
    return with(BACKUP, fields);
  }

  /// What a backup that ended well says, in which the given fields are other ones.
  public static String completion(String fields) {
    return with(COMPLETION, fields);
  }

  /// A sound policy, in which the given fields are other ones.
  public static String backupPolicy(String fields) {
    return with(BACKUP_POLICY, fields);
  }

  /// The id of a backup that has begun.
  public static String begunBackup(String fields) {
    return backups("POST", BACKUPS, backup(fields)).statusCode(201).extract().path("id");
  }

  /// The id of a backup that is completed.
  public static String completedBackup(String fields) {
    var id = begunBackup(fields);
    backups("PATCH", BACKUPS + "/" + id + "/complete", COMPLETION).statusCode(200);
    return id;
  }

  /// The id of a restore of that backup that has begun.
  public static String begunRestore(String backupId) {
    var id =
        backups(
                "POST",
                BACKUPS + "/" + backupId + "/restore",
                "{\"targetEnvironment\": \"drill-1\", \"requestedAt\": \"2026-02-01T03:00:00Z\"}")
            .statusCode(201)
            .extract()
            .<String>path("id");
    backups("PATCH", RESTORES + "/" + id + "/start", "{\"startedAt\": \"2026-02-01T03:00:10Z\"}")
        .statusCode(200);
    return id;
  }

  /// The ids of a review's items, in their order.
  public static List<String> items(String reviewId) {
    return get(REVIEWS + "/" + reviewId + "/items?limit=200").extract().path("items.id");
  }

  /// Sends JSON as one of the role compliance.
  public static ValidatableResponse compliance(String method, String path, String body) {
    return as("compliance").contentType(ContentType.JSON).body(body).request(method, path).then();
  }

  /// Asks as the runner of backups does.
  public static ValidatableResponse backups(String method, String path, String body) {
    return with(Tokens.machine("report_backups"))
        .contentType(ContentType.JSON)
        .body(body)
        .request(method, path)
        .then();
  }

  /// A body in which the given fields are other ones; null takes a field away.
  public static String with(String sound, String fields) {
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
