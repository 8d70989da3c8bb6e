package io.trustfabric.trust.gate;

import static io.trustfabric.testing.Api.DATASETS;
import static io.trustfabric.testing.Api.DRIFT;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.REGRESSION;
import static io.trustfabric.testing.Api.SLOS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.dataset;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.registered;
import static io.trustfabric.testing.Api.result;
import static io.trustfabric.testing.Api.with;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.compliance.evidence.People;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Tokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A system in which a model version can be released: a dataset, a suite, an SLO, evidence, and a
/// policy that demands them.
public final class Releasable {

  public static final String POLICY = "/api/modelops/gate-policy";
  static final int ITEMS = 40;

  final String id = UUID.randomUUID().toString().substring(0, 8);
  final String datasetName = "golden " + id;
  final String suite = "suite " + id;
  final String service = "service-" + id;
  final String model = "m-" + id;
  final String dataset;
  final String slo;
  final String evidence;

  /// Of controls of which only the gate's tests speak.
  static final String CONTROL = "A.8.31";

  private int versions;

  public Releasable() {
    dataset = engineer(DATASETS, dataset(items(""))).statusCode(201).extract().path("id");
    activate(dataset);
    run("build-1", 5, "passed");
    slo = defined("{\"service\": \"%s\"}".formatted(service));
    measure(slo, 1_000, 1_000);
    evidence =
        People.approved("{\"framework\": \"iso27001\", \"controlId\": \"%s\"}".formatted(CONTROL));
    inForce(policy("{}"));
  }

  private String items(String salt) {
    return "{\"name\": \"%s\", \"comparators\": [], \"items\": [%s]}"
        .formatted(
            datasetName,
            IntStream.range(0, ITEMS)
                .mapToObj(
                    i ->
                        "{\"key\": \"k%02d\", \"input\": {\"text\": \"%s%d\"}, \"tags\": [], \"expected\": {\"v\": %d}}"
                            .formatted(i, salt, i, i))
                .collect(Collectors.joining(",")));
  }

  static void activate(String dataset) {
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"active\"}")
        .patch(DATASETS + "/" + dataset + "/status")
        .then()
        .statusCode(200);
  }

  /// The policy that demands just what is there, in which the given fields are other ones.
  public String policy(String fields) {
    return Api.with(
        """
        {"datasets": [{"name": "%s", "minItems": %d, "accuracyFloor": 0.5}], "suites": ["%s"], "driftRecency": "P7D",
         "slos": ["%s"], "evidence": [{"framework": "iso27001", "controlId": "%s"}], "reason": "it is needed"}
        """
            .formatted(datasetName, ITEMS, suite, slo, CONTROL),
        fields);
  }

  static ValidatableResponse propose(String body) {
    return as("admin").contentType(ContentType.JSON).body(body).put(POLICY).then();
  }

  /// Puts a policy in force, by two people.
  static void inForce(String body) {
    String approval = propose(body).statusCode(202).extract().path("id");
    decide(Tokens.person("cora", "compliance"), approval, "approved").statusCode(200);
  }

  static ValidatableResponse decide(String token, String approval, String decision) {
    return with(token)
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"%s\", \"reason\": \"looked at\"}".formatted(decision))
        .post("/api/approvals/" + approval + "/decision")
        .then();
  }

  /// A run of the suite, whose tests all end alike.
  void run(String runId, int tests, String status) {
    run(runId, tests, status, null);
  }

  void run(String runId, int tests, String status, String modelId) {
    for (int i = 0; i < tests; i++) {
      result(runId, "test " + i, status, modelId);
    }
  }

  void result(String runId, String test, String status, String modelId) {
    engineer(
            REGRESSION,
            Api.result(
                """
                {"testSuite": "%s", "testName": "%s", "runId": "%s", "status": "%s", "executedAt": "%s", "modelId": %s}
                """
                    .formatted(
                        suite,
                        test,
                        runId + id,
                        status,
                        Instant.now(),
                        modelId == null ? "null" : "\"" + modelId + "\"")))
        .statusCode(201);
  }

  /// What was good of the last minute.
  static void measure(String slo, int good, int total) {
    var end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    engineer(
            SLOS,
            """
            {"sloId": "%s", "windowStart": "%s", "windowEnd": "%s", "goodEvents": %d, "totalEvents": %d}
            """
                .formatted(slo, end.minusSeconds(60), end, good, total))
        .statusCode(201);
  }

  /// A version in staging of which nothing is known but its artifact.
  String staged() {
    return staged(
        "{\"artifactSha256\": \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"}");
  }

  String staged(String fields) {
    var id =
        registered(
            Api.with(
                "{\"name\": \"%s\", \"modelVersion\": \"%d\"}".formatted(model, ++versions),
                fields));
    move("engineer", id, "{\"status\": \"validating\"}").statusCode(200);
    move("engineer", id, "{\"status\": \"staging\"}").statusCode(200);
    return id;
  }

  /// A version that passes.
  String candidate() {
    var id = staged();
    evaluate(id, ITEMS);
    lookForDrift(id);
    return id;
  }

  /// Answers the active dataset's items, the first of them right.
  void evaluate(String modelId, int right) {
    evaluate(with(Tokens.machine("report_tests")), modelId, 0, right);
  }

  /// @param from the first item that is right
  /// @param to the first after it that is not
  void evaluate(
      io.restassured.specification.RequestSpecification by, String modelId, int from, int to) {
    var predictions =
        IntStream.range(0, ITEMS)
            .mapToObj(
                i ->
                    "{\"key\": \"k%02d\", \"actual\": {\"v\": %d}}"
                        .formatted(i, i >= from && i < to ? i : -1))
            .collect(Collectors.joining(","));
    by.contentType(ContentType.JSON)
        .body(
            "{\"testedSystem\": \"%s\", \"modelId\": \"%s\", \"predictions\": [%s]}"
                .formatted(model, modelId, predictions))
        .post(DATASETS + "/" + active() + "/evaluations")
        .then()
        .statusCode(201);
  }

  String active() {
    return as("viewer")
        .queryParam("name", datasetName)
        .queryParam("status", "active")
        .get(DATASETS)
        .path("items[0].id");
  }

  /// Other items under the same name.
  void nextDataset() {
    String next =
        engineer(
                DATASETS + "/" + dataset + "/versions",
                Api.with(
                    Api.with(items("other "), "{\"changeNote\": \"others\"}"),
                    "{\"name\": null, \"comparators\": null}"))
            .statusCode(201)
            .extract()
            .path("id");
    activate(next);
  }

  /// The product looks for drift and finds none.
  static void lookForDrift(String modelId) {
    var values =
        IntStream.range(0, 40).mapToObj(Integer::toString).collect(Collectors.joining(","));
    engineer(
            DRIFT,
            """
            {"modelId": "%s", "driftType": "data",
             "features": [{"feature": "amount", "reference": {"numbers": [%s]}, "current": {"numbers": [%s]}}]}
            """
                .formatted(modelId, values, values))
        .statusCode(201);
  }

  static ValidatableResponse move(String role, String id, String body) {
    return as(role)
        .contentType(ContentType.JSON)
        .body(body)
        .patch(MODELS + "/" + id + "/status")
        .then();
  }

  static ValidatableResponse promote(String id) {
    return move("engineer", id, "{\"status\": \"production\", \"reason\": \"it is better\"}");
  }

  static ValidatableResponse gate(String id) {
    return Api.get(MODELS + "/" + id + "/gate").statusCode(200);
  }

  /// The verdict of one rule.
  static String verdict(String id, String rule) {
    return gate(id).extract().path("rules.find { it.rule == '%s' }.verdict".formatted(rule));
  }
}
