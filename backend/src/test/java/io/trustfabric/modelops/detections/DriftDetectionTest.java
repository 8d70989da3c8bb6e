package io.trustfabric.modelops.detections;

import static io.trustfabric.testing.Api.DRIFT;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.registered;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DriftDetectionTest {

  private final Random random = new Random(20_260_131);

  @Test
  void a_grave_drift_is_alerted_when_it_is_opened_and_when_it_is_opened_again() {
    var model = registered("{}");
    var id =
        as("engineer")
            .contentType("application/json")
            .body(Api.drift(model))
            .post(DRIFT)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("items[0].id");
    var open = DRIFT + "?alert=true&status=open&status=acknowledged&modelId=" + model;
    get(open).body("items.id", contains(id));
    move(id, "acknowledged", null).statusCode(200);
    get(open).body("items.id", contains(id));
    move(id, "resolved", null).statusCode(200);
    get(open).body("items", empty());
    move(id, "open", "it is back").statusCode(200);
    assertThat(
            Sql.one(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE record_id = ?::uuid",
                id))
        .isEqualTo(
            "T.alerted T.status_changed T.status_changed T.alerted"
                .replace("T", "model_drift_detection"));
    var mild =
        post(Api.drift(model).replace("\"high\"", "\"medium\""))
            .extract()
            .<String>path("items[0].id");
    assertThat(Sql.one("SELECT action FROM audit_log WHERE record_id = ?::uuid", mild))
        .isEqualTo("model_drift_detection.created");
  }

  @Test
  void a_drift_is_computed_from_two_samples_and_its_severity_follows_its_size() {
    var model = registered("{}");
    var detection =
        post(data(model, feature("amount", numbers(200, 0), numbers(200, 1))))
            .statusCode(201)
            .body("insufficientData", empty())
            .body("items", hasSize(1))
            .body("items[0].modelId", equalTo(model))
            .body("items[0].source", equalTo("computed"))
            .body("items[0].method", equalTo("kolmogorov_smirnov"))
            .body("items[0].parameters.pValueMode", equalTo("exact"))
            .body("items[0].threshold", is(0.05f))
            .body("items[0].driftDetected", is(true))
            .body("items[0].severity", equalTo("critical"))
            .body("items[0].alert", is(true))
            .body("items[0].status", equalTo("open"))
            .body("items[0].sampleSizes.reference", is(200))
            .body("items[0].nextStatuses.status", contains("acknowledged"))
            .extract()
            .jsonPath();
    assertThat(detection.getDouble("items[0].pValue")).isBetween(0.0, 1e-6);
    get(DRIFT + "/" + detection.getString("items[0].id"))
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("inputSha256", equalTo(detection.getString("items[0].inputSha256")));
  }

  @Test
  void a_look_at_two_samples_keeps_them_cell_by_cell() {
    var model = registered("{}");
    var numbers =
        post(data(model, feature("amount", numbers(200, 0), numbers(200, 1)))).extract().jsonPath();
    var cells = numbers.<java.util.Map<String, Object>>getList("items[0].parameters.profile");
    assertThat(cells).hasSizeBetween(10, 12);
    for (var side : List.of("reference", "current")) {
      assertThat(cells.stream().mapToDouble(cell -> ((Number) cell.get(side)).doubleValue()).sum())
          .isCloseTo(1, within(1e-4));
    }
    post(data(
            model,
            """
            {"feature": "currency",
             "reference": {"categories": [{"value": "EUR", "count": 30}, {"value": "USD", "count": 10}]},
             "current": {"categories": [{"value": "USD", "count": 40}]}}"""))
        .body("items[0].parameters.profile.label", contains("USD", "EUR"))
        .body("items[0].parameters.profile.reference", contains(0.25f, 0.75f))
        .body("items[0].parameters.profile.current", contains(1f, 0f));
  }

  @Test
  void what_is_no_drift_is_recorded_and_needs_nobody() {
    var same = numbers(100, 0);
    post(data(registered("{}"), feature("amount", same, same)))
        .statusCode(201)
        .body("items[0].driftDetected", is(false))
        .body("items[0].pValue", is(1f))
        .body("items[0].severity", equalTo("low"))
        .body("items[0].alert", is(false))
        .body("items[0].status", equalTo("resolved"));
  }

  /// Eleven features: one of p = 0.0455 alone is a drift, with ten that did not move it is none.
  @Test
  void p_values_of_one_request_are_corrected_together() {
    var model = registered("{}");
    var before = counts("a", 50, "b", 50);
    var now = counts("a", 36, "b", 64);
    var alone = post(data(model, feature("one", before, now))).statusCode(201).extract().jsonPath();
    assertThat(alone.getString("items[0].method")).isEqualTo("z_test");
    assertThat(alone.getDouble("items[0].pValue")).isCloseTo(0.04549, within(1e-4));
    assertThat(alone.getBoolean("items[0].driftDetected")).isTrue();
    var others =
        IntStream.range(0, 10)
            .mapToObj(i -> feature("same" + i, before, before))
            .collect(Collectors.joining(","));
    var together =
        post(data(model, feature("one", before, now) + "," + others))
            .statusCode(201)
            .extract()
            .jsonPath();
    assertThat(together.getDouble("items[0].pValue")).isCloseTo(0.04549, within(1e-4));
    assertThat(together.getDouble("items[0].pValueCorrected")).isCloseTo(0.5004, within(1e-3));
    assertThat(together.getBoolean("items[0].driftDetected")).isFalse();
  }

  @Test
  void the_baseline_of_the_version_serves_as_the_reference() {
    var model =
        registered(
            "{\"baseline\": [{\"feature\": \"amount\", %s}]}".formatted(inner(numbers(100, 0))));
    post(data(model, "{\"feature\": \"amount\", \"current\": %s}".formatted(numbers(100, 2))))
        .statusCode(201)
        .body("items[0].driftDetected", is(true))
        .body("items[0].sampleSizes.reference", is(100));
    isInvalid(
        post(data(model, "{\"feature\": \"other\", \"current\": %s}".formatted(numbers(100, 2)))),
        "/features/0/reference");
  }

  @Test
  void fewer_than_thirty_rows_say_nothing_and_record_nothing() {
    var model = registered("{}");
    post(data(model, feature("few", numbers(29, 0), numbers(500, 5))))
        .statusCode(200)
        .body("items", empty())
        .body("insufficientData[0].feature", equalTo("few"))
        .body("insufficientData[0].outcome", equalTo("insufficient_data"))
        .body("insufficientData[0].referenceRows", is(29));
    post(data(
            model,
            feature("few", numbers(29, 0), numbers(30, 5))
                + ","
                + feature("enough", numbers(30, 0), numbers(30, 5))))
        .statusCode(201)
        .body("items.feature", contains("enough"))
        .body("insufficientData.feature", contains("few"));
    get(DRIFT + "?modelId=" + model).body("items", hasSize(1));
  }

  @Test
  void histograms_and_numbers_are_compared_by_their_bins() {
    var model = registered("{}");
    var bins = "{\"histogram\": {\"edges\": [-5, -1, 0, 1, 5], \"counts\": [160, 340, 340, 160]}}";
    post(data(
            model,
            "{\"feature\": \"x\", \"method\": \"psi\", \"reference\": %s, \"current\": %s}"
                .formatted(bins, numbers(400, 3))))
        .statusCode(201)
        .body("items[0].method", equalTo("psi"))
        .body("items[0].pValue", nullValue())
        .body("items[0].pValueCorrected", nullValue())
        .body("items[0].threshold", is(0.1f))
        .body("items[0].parameters.binning", equalTo("bins"))
        .body("items[0].severity", equalTo("critical"));
  }

  @Test
  void concept_drift_is_read_from_errors() {
    var model = registered("{}");
    var errors = errors(300, 0.1) + "," + errors(300, 0.6);
    post(concept(model, "{\"values\": [%s]}".formatted(errors)))
        .statusCode(201)
        .body("items[0].driftType", equalTo("concept"))
        .body("items[0].method", equalTo("ddm"))
        .body("items[0].threshold", is(3f))
        .body("items[0].driftDetected", is(true))
        .body("items[0].feature", nullValue())
        .body("items[0].sampleSizes.current", is(600));
    post(concept(
            model,
            "{\"values\": [%s], \"method\": \"page_hinkley\", \"threshold\": 20}"
                .formatted(errors)))
        .statusCode(201)
        .body("items[0].driftDetected", is(true))
        .body("items[0].parameters.delta", is(0.005f));
    post(concept(model, "{\"values\": [0, 1]}"))
        .statusCode(200)
        .body("insufficientData[0].currentRows", is(2));
    isInvalid(post(concept(model, "{\"values\": [0, 2]}")), "/errors/values/1");
    isInvalid(post(concept(model, "{\"values\": [0], \"method\": \"psi\"}")), "/errors/method");
  }

  @Test
  void a_result_from_elsewhere_is_recorded_as_such() {
    var model = registered("{}");
    post("""
            {"modelId": "%s", "driftType": "prediction", "referenceWindow": {"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"},
             "results": [{"feature": "score", "method": "evidently.wasserstein", "statistic": 0.6, "threshold": 0.1,
               "driftDetected": true, "severity": "high", "referenceRows": 5000, "currentRows": 12}]}
            """
            .formatted(model))
        .statusCode(201)
        .body("items[0].source", equalTo("reported"))
        .body("items[0].alert", is(true))
        .body("items[0].effect", nullValue())
        .body("items[0].inputSha256", nullValue())
        .body("items[0].referenceWindow.to", equalTo("2026-02-01T00:00:00Z"))
        .body("items[0].currentWindow", nullValue());
  }

  @Test
  void the_digest_is_that_of_the_canonical_input() throws Exception {
    var before = numbers(40, 0);
    var now = numbers(40, 1);
    var digest =
        post(data(registered("{}"), feature("x", before, now)))
            .extract()
            .<String>path("items[0].inputSha256");
    var input = "{\"reference\": %s, \"current\": %s}".formatted(before, now);
    var canonical =
        new JsonCanonicalizer(new ObjectMapper().readTree(input).toString()).getEncodedUTF8();
    assertThat(digest)
        .isEqualTo(
            java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(canonical)));
  }

  @Test
  void what_does_not_go_together_is_named() {
    var model = registered("{}");
    isInvalid(post("{\"modelId\": \"%s\", \"driftType\": \"data\"}".formatted(model)), "");
    isInvalid(
        post(data(UUID.randomUUID().toString(), feature("x", numbers(30, 0), numbers(30, 0)))),
        "/modelId");
    isInvalid(
        post(
            data(
                model,
                feature("x", numbers(30, 0), counts("a", 30, "b", 1))
                    + ","
                    + feature("x", numbers(30, 0), numbers(30, 0)))),
        "/features/1/feature");
    isInvalid(
        post(
            data(
                model,
                feature("x", numbers(30, 0), counts("a", 30, "b", 1))
                    + ",{\"feature\": \"y\", \"method\": \"wasserstein\", \"reference\": %1$s, \"current\": %1$s}"
                        .formatted(counts("a", 30, "b", 1))
                    + ",{\"feature\": \"z\", \"threshold\": 2, \"reference\": %1$s, \"current\": %1$s}"
                        .formatted(counts("a", 30, "b", 1))
                    + ",{\"feature\": \"n\", \"method\": \"ddm\", \"reference\": %1$s, \"current\": %1$s}"
                        .formatted(numbers(30, 0))
                    + ",{\"feature\": \"w\", \"reference\": {}, \"current\": {\"numbers\": [1e999]}}")),
        "/features/0/current",
        "/features/1/method",
        "/features/2/threshold",
        "/features/3/method",
        "/features/4/reference",
        "/features/4/current/numbers");
    isInvalid(
        post(
            "{\"modelId\": \"%s\", \"driftType\": \"concept\", \"features\": [%s], \"currentWindow\": {\"from\": \"2026-02-01T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}}"
                .formatted(model, feature("x", numbers(30, 0), numbers(30, 0)))),
        "/features",
        "/currentWindow/to");
  }

  @Test
  void a_drift_is_dealt_with_step_by_step() {
    var id = drifted(registered("{}"));
    isProblem(move(id, "resolved", null), 409, "forbidden-transition")
        .body("allowedStatuses", contains("acknowledged"));
    move(id, "acknowledged", null).statusCode(200).body("version", is(1));
    move(id, "resolved", "retrained").statusCode(200);
    isInvalid(move(id, "open", null), "/reason");
    move(id, "open", "it is back").statusCode(200).body("status", equalTo("open"));
    move(id, "acknowledged", null).statusCode(200);
    move(id, "false_positive", null).statusCode(200).body("nextStatuses", empty());
    isProblem(move(UUID.randomUUID().toString(), "open", "x"), 404, "not-found");
  }

  @Test
  void looks_are_found_by_what_they_are() {
    var model = registered("{}");
    var drift = drifted(model);
    var same = numbers(50, 0);
    String none = post(data(model, feature("steady", same, same))).extract().path("items[0].id");
    var list = DRIFT + "?modelId=" + model;
    get(list).body("items.id", contains(none, drift));
    get(list + "&alert=true").body("items.id", contains(drift));
    get(list + "&driftDetected=false").body("items.id", contains(none));
    get(list + "&status=open&status=acknowledged").body("items.id", contains(drift));
    get(list + "&severity=critical").body("items.id", contains(drift));
    get(list + "&feature=steady&method=kolmogorov_smirnov&source=computed&driftType=data")
        .body("items.id", contains(none));
    get(list + "&driftType=concept").body("items", empty());
    isInvalid(get(DRIFT + "?severity=huge&modelId=x"), "?severity", "?modelId");
  }

  @Test
  void a_repeated_request_is_computed_once() {
    var model = registered("{}");
    var body = data(model, feature("x", numbers(50, 0), numbers(50, 2)));
    var key = UUID.randomUUID().toString();
    List<String> first = keyed(key, body).statusCode(201).extract().path("items.id");
    keyed(key, body)
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .body("items.id", equalTo(first));
    get(DRIFT + "?modelId=" + model).body("items", hasSize(1));
  }

  @Test
  void a_detection_is_as_its_lines_say() throws Exception {
    var id = drifted(registered("{}"));
    move(id, "acknowledged", "looked at").statusCode(200);
    Thread.sleep(500);
    var report = LedgerVerifier.verify(System.getProperty(PostgresResource.ADMIN_URL));
    assertThat(report.broken()).doesNotContainKey(id);
    assertThat(report.records()).containsKey(id);
  }

  private String drifted(String model) {
    return post(data(model, feature("amount", numbers(200, 0), numbers(200, 1))))
        .statusCode(201)
        .extract()
        .path("items[0].id");
  }

  private static String data(String model, String features) {
    return "{\"modelId\": \"%s\", \"driftType\": \"data\", \"features\": [%s]}"
        .formatted(model, features);
  }

  private static String concept(String model, String errors) {
    return "{\"modelId\": \"%s\", \"driftType\": \"concept\", \"errors\": %s}"
        .formatted(model, errors);
  }

  private static String feature(String name, String reference, String current) {
    return "{\"feature\": \"%s\", \"reference\": %s, \"current\": %s}"
        .formatted(name, reference, current);
  }

  private String numbers(int n, double mean) {
    return "{\"numbers\": [%s]}"
        .formatted(
            DoubleStream.generate(random::nextGaussian)
                .limit(n)
                .mapToObj(x -> Double.toString(x + mean))
                .collect(Collectors.joining(", ")));
  }

  private static String inner(String object) {
    return object.substring(1, object.length() - 1);
  }

  private static String counts(String a, int countA, String b, int countB) {
    return "{\"categories\": [{\"value\": \"%s\", \"count\": %d}, {\"value\": \"%s\", \"count\": %d}]}"
        .formatted(a, countA, b, countB);
  }

  private String errors(int n, double share) {
    return DoubleStream.generate(random::nextDouble)
        .limit(n)
        .mapToObj(x -> x < share ? "1" : "0")
        .collect(Collectors.joining(","));
  }

  private static ValidatableResponse post(String body) {
    return with(Tokens.machine("report_models"))
        .contentType(ContentType.JSON)
        .body(body)
        .post(DRIFT)
        .then();
  }

  private static ValidatableResponse keyed(String key, String body) {
    return with(Tokens.machine("report_models"))
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(body)
        .post(DRIFT)
        .then();
  }

  private static ValidatableResponse move(String id, String status, String reason) {
    return as("engineer")
        .contentType(ContentType.JSON)
        .body(
            "{\"status\": \"%s\", \"reason\": %s}"
                .formatted(status, reason == null ? "null" : "\"" + reason + "\""))
        .patch(DRIFT + "/" + id + "/status")
        .then();
  }
}
