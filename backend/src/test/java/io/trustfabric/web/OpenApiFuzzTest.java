package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.Contract;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import io.trustfabric.trust.gate.Releasable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Requests made up from the OpenAPI document: mostly what it allows, often with something wrong.
/// Whatever is sent, the answer is one that the document names.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiFuzzTest {

  private static final List<String> NO_JSON =
      List.of(
          "text/event-stream",
          "application/x-ndjson",
          "application/octet-stream",
          "application/yaml",
          "application/zip",
          "text/csv",
          "text/plain");

  private static final int REQUESTS = 2_000;
  private static final long SEED = Long.getLong("fuzz.seed", 20_260_131);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TestHTTPResource("/")
  URI root;

  private final JsonNode document = Contract.document();
  private final Fuzz fuzz = new Fuzz(SEED, document);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterAll
  static void nothing_goes_on() {
    Await.noVerification();
  }

  @Test
  void every_answer_to_two_thousand_odd_requests_is_a_documented_one() throws Exception {
    var ids = List.of(Api.recorded("{}"), Api.recorded("{}"), Api.recorded("{}"));
    ids.forEach(fuzz::knows);
    fuzz.knows(
        Api.patch(
                Api.EVENTS + "/" + ids.getLast() + "/authority-report",
                "{\"required\": false, \"reason\": \"x\"}")
            .extract()
            .path("id"));
    fuzz.knows(Api.opened("{}"));
    fuzz.knows(Api.post(Api.ROTATIONS, Api.rotation("{}")).statusCode(201).extract().path("id"));
    var version = Api.registered("{}");
    fuzz.knows(version);
    fuzz.knows(
        Api.as("engineer")
            .contentType("application/json")
            .body(Api.drift(version))
            .post(Api.DRIFT)
            .path("items[0].id"));
    fuzz.knows(Api.get(Api.MODELS + "/" + version).extract().path("registeredModelId"));
    fuzz.knows(Api.get(Api.MODELS + "/" + version).extract().path("name"));
    for (var name : List.of("text0", "text1")) {
      Api.engineer(Api.MLFLOW + "/registered-models/create", "{\"name\": \"%s\"}".formatted(name));
      Api.registered("{\"name\": \"%s\", \"modelVersion\": \"text2\"}".formatted(name));
    }
    var dataset = Api.golden("{}");
    fuzz.knows(dataset);
    fuzz.knows(
        Api.engineer(
                Api.DATASETS + "/" + dataset + "/evaluations",
                "{\"testedSystem\": \"s\", \"predictions\": []}")
            .statusCode(201)
            .extract()
            .path("id"));
    fuzz.knows(Api.engineer(Api.REGRESSION, Api.result("{}")).statusCode(201).extract().path("id"));
    var slo = Api.defined("{}");
    fuzz.knows(slo);
    fuzz.knows(
        Api.engineer(Api.SLOS, Api.measurement(slo, 0)).statusCode(201).extract().path("id"));
    fuzz.knows(
        Api.engineer(
                Api.SLO_DEFINITIONS + "/" + slo + "/exclusions",
                "{\"startsAt\": \"2026-01-31T10:00:00Z\", \"endsAt\": \"2026-01-31T11:00:00Z\", \"reason\": \"x\"}")
            .statusCode(202)
            .extract()
            .path("id"));
    fuzz.knows(
        Api.get(Api.SLO_DEFINITIONS + "/" + slo + "/exclusions").extract().path("items[0].id"));
    var classification = Api.classified("{}");
    fuzz.knows(classification);
    fuzz.knows(
        Api.compliance(
                "POST",
                Api.CLASSIFICATIONS + "/" + classification + "/deletions",
                "{\"deletedUpTo\": \"2020-01-31T00:00:00Z\", \"recordsDeleted\": 1, \"proofReference\": \"x\"}")
            .extract()
            .path("id"));
    fuzz.knows(Api.planned("{}"));
    var review = Api.started("[{\"username\": \"vera\", \"currentPermissions\": [\"viewer\"]}]");
    fuzz.knows(review);
    Api.items(review).forEach(fuzz::knows);
    var evidence = Api.drafted("{}");
    fuzz.knows(evidence);
    fuzz.knows(
        Api.as("compliance")
            .contentType("text/plain")
            .body("x")
            .post(Api.EVIDENCE + "/" + evidence + "/files?name=a.txt")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
    fuzz.knows(Api.begunBackup("{}"));
    var backup = Api.completedBackup("{}");
    fuzz.knows(backup);
    fuzz.knows(Api.begunRestore(backup));
    fuzz.knows(
        Api.engineer(
                Api.BACKUP_POLICIES,
                Api.backupPolicy("{\"target\": \"%s\"}".formatted(UUID.randomUUID())))
            .extract()
            .path("recordId"));
    fuzz.knows(Api.experiment("{}"));
    fuzz.knows(Api.experiment("{}"));
    new Releasable();
    fuzz.knows(Api.get(Releasable.POLICY).extract().path("id"));
    fuzz.knows(Api.as("auditor").post("/api/audit/verify").then().extract().path("id"));
    var operations = Contract.operations();
    var faults = new ArrayList<String>();
    var good = 0;
    for (int i = 0; i < REQUESTS; i++) {
      var operation = operations.get(i % operations.size());
      var request = fuzz.request(operation);
      var answer = send(request);
      var fault = fault(operation, answer);
      if (fault != null) {
        faults.add(
            "%s: %s%n  answered %d %s"
                .formatted(fault, request, answer.statusCode(), cut(answer.body())));
      }
      good += answer.statusCode() < 300 ? 1 : 0;
    }
    assertThat(faults).as("seed %d (-Dfuzz.seed)", SEED).isEmpty();
    assertThat(good).as("requests that were taken").isGreaterThan(REQUESTS / 10);
    assertThat(Sql.number("SELECT count(*) FROM security_events")).isPositive();
  }

  /// What of an answer is looked at.
  private record Answer(int statusCode, String type, String body) {}

  private Answer send(Fuzz.Request request) throws IOException, InterruptedException {
    var builder =
        HttpRequest.newBuilder(URI.create(root.toString().replaceAll("/$", "") + request.target()))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + Tokens.person("admin"));
    request.headers().forEach((name, value) -> builder.header(name, value));
    builder.method(
        request.method(),
        request.body() == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(request.body().getBytes(StandardCharsets.UTF_8)));
    var answer = client.send(builder.build(), BodyHandlers.ofInputStream());
    var type = answer.headers().firstValue("Content-Type").orElse("");
    try (var body = answer.body()) {
      // A stream has no end: its beginning will do.
      var text =
          type.startsWith("text/event-stream")
              ? ""
              : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(answer.statusCode(), type, text);
    }
  }

  /// What is wrong with an answer; null when nothing is.
  private String fault(Contract.Operation operation, Answer answer) {
    var status = answer.statusCode();
    var documented = operation.node().at("/responses/" + status);
    if (status >= 500) {
      return "server error";
    }
    if (documented.isMissingNode()) {
      return "undocumented status";
    }
    var type = answer.type();
    var problemType = Contract.problemType(operation.path());
    if (status >= 400 && !type.startsWith(problemType)) {
      return "no problem document but " + type;
    }
    if (NO_JSON.stream().anyMatch(type::startsWith)) {
      return null;
    }
    try {
      var schema =
          documented.at(
              "/content/%s/schema"
                  .formatted(
                      (status >= 400
                              ? problemType
                              : type.startsWith(PointInTimeReads.MEDIA_TYPE)
                                  ? PointInTimeReads.MEDIA_TYPE
                                  : "application/json")
                          .replace("/", "~1")));
      return new Conformance(document).fault(MAPPER.readTree(answer.body()), schema, "");
    } catch (JsonProcessingException e) {
      return "no JSON";
    }
  }

  private static String cut(String body) {
    return body.length() <= 500 ? body : body.substring(0, 500) + "…";
  }
}
