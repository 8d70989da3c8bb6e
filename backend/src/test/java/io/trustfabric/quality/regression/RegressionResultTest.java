package io.trustfabric.quality.regression;

import static io.trustfabric.testing.Api.REGRESSION;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.golden;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.registered;
import static io.trustfabric.testing.Api.result;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RegressionResultTest {

  @Test
  void a_result_is_kept_as_it_was_reported() {
    var dataset = golden("{}");
    var made =
        report(
                result(
                    """
                    {"status": "failed", "goldenDatasetId": "%s", "modelId": "%s",
                     "expected": "12.34", "actual": "12.43", "errorMessage": "digits swapped", "gitCommit": "abc123",
                     "executionTimeMs": 12.3456, "failedAttempts": 2, "metadata": {"a": 1}}
                    """
                        .formatted(dataset, registered("{}"))))
            .statusCode(201)
            .header("ETag", equalTo("\"0\""))
            .body("status", equalTo("failed"))
            .body("executionTimeMs", is(12.346f))
            .body("failedAttempts", is(2))
            .body("goldenDatasetId", equalTo(dataset))
            .body("actual", equalTo("12.43"))
            .body("executedAt", equalTo("2026-01-31T10:00:00Z"))
            .body("createdBy.subject", equalTo("service-account-report_tests"));
    var location = made.extract().header("Location");
    assertThat(get(location).statusCode(200).extract().<Object>path(""))
        .isEqualTo(made.extract().path(""));
    get("/api/audit/records/regression_test_result/" + made.extract().path("id"))
        .statusCode(200)
        .body("items.action", contains("regression_test_result.created"));
  }

  @Test
  void what_is_not_said_is_unknown_and_not_zero() {
    report(result("{\"executionTimeMs\": null, \"executedAt\": null}"))
        .statusCode(201)
        .body("executionTimeMs", nullValue())
        .body("failedAttempts", is(0))
        .body("goldenDatasetId", nullValue())
        .body("gitCommit", nullValue());
  }

  @Test
  void every_bad_field_is_named_and_nothing_is_kept() {
    var before = Sql.everything();
    isInvalid(
        report(
            """
            {"testSuite": " ", "status": "flaky", "executionTimeMs": -1, "failedAttempts": 1001, "gitCommit": "",
             "executedAt": "2999-01-01T00:00:00Z", "goldenDatasetId": "x", "nonsense": 1}
            """),
        "/testSuite",
        "/testName",
        "/runId",
        "/status",
        "/executionTimeMs",
        "/failedAttempts",
        "/gitCommit",
        "/environment",
        "/executedAt",
        "/goldenDatasetId",
        "/nonsense");
    isInvalid(
        report(
            result(
                "{\"goldenDatasetId\": \"%1$s\", \"modelId\": \"%1$s\"}"
                    .formatted(UUID.randomUUID()))),
        "/goldenDatasetId",
        "/modelId");
    isProblem(get(REGRESSION + "/" + UUID.randomUUID()), 404, "not-found");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void ten_thousand_are_taken_at_once_and_make_one_ledger_line() {
    var run = UUID.randomUUID().toString();
    var batch =
        IntStream.range(0, 10_000)
            .mapToObj(i -> result("{\"runId\": \"%s\", \"testName\": \"t%d\"}".formatted(run, i)))
            .collect(Collectors.joining(",", "[", "]"));
    var ids =
        batch("application/json", batch)
            .statusCode(201)
            .body("received", is(10_000))
            .body("ids", hasSize(10_000))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    assertThat(Sql.number("SELECT count(*) FROM regression_test_results WHERE run_id = ?", run))
        .isEqualTo(10_000);
    get(REGRESSION + "/" + ids.get(9_999))
        .body("testName", equalTo("t9999"))
        .body("version", is(0));
    get("/api/audit/records/regression_test_result/" + ids.get(5))
        .body("items[0].action", equalTo("regression_test_result.batch_created"))
        .body("items[0].batch.count", is(10_000))
        .body("items[0].batch.index", is(5));
  }

  @Test
  void a_batch_keeps_exactly_what_a_single_report_keeps() {
    var odd =
        result(
            """
            {"testName": "tab\\t line\\n \\\\N \\"q\\" \\uD83D\\uDE00", "expected": "\\\\.", "actual": "", "executionTimeMs": 0.5,
             "metadata": {"a": [1, 2.5, null]}, "gitCommit": "c", "failedAttempts": 1, "errorMessage": "\\u000b"}
            """);
    var single = report(odd).statusCode(201).extract().<String>path("id");
    var ids =
        batch("application/x-ndjson", odd + "\n\n" + odd)
            .statusCode(201)
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    var columns =
        """
        SELECT (to_jsonb(r) - 'id' - 'personal_salt' - 'created_at' - 'updated_at')::text
        FROM regression_test_results r WHERE id = ?::uuid
        """;
    assertThat(ids).hasSize(2);
    for (var id : ids) {
      assertThat(Sql.one(columns, id)).isEqualTo(Sql.one(columns, single));
    }
  }

  @Test
  void a_bad_batch_is_refused_whole() {
    var before = Sql.everything();
    isInvalid(
        batch(
            "application/json",
            "[%s, {}, %s]"
                .formatted(
                    result("{}"),
                    result("{\"goldenDatasetId\": \"%s\"}".formatted(UUID.randomUUID())))),
        "/1/testSuite",
        "/1/testName",
        "/1/runId",
        "/1/status",
        "/1/environment");
    isInvalid(
        batch(
            "application/json",
            "[%s, %s]"
                .formatted(
                    result("{}"),
                    result("{\"goldenDatasetId\": \"%s\"}".formatted(UUID.randomUUID())))),
        "/1/goldenDatasetId");
    var unknown = result("{\"modelId\": \"%s\"}".formatted(UUID.randomUUID()));
    isInvalid(batch("application/json", "[%s,%s]".formatted(result("{}"), unknown)), "/1/modelId");
    var lines = batch("application/x-ndjson", "%s\n\n%s\n".formatted(result("{}"), unknown));
    isInvalid(lines, "/1/modelId");
    lines.body("errors[0].line", is(3));
    isInvalid(batch("application/json", "[]"), "");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void lists_are_narrowed_by_every_filter() {
    var word = UUID.randomUUID().toString();
    var dataset = golden("{}");
    var version = registered("{}");
    var id =
        report(
                result(
                    """
                    {"testSuite": "s-%1$s", "testName": "t-%1$s", "runId": "r-%1$s", "environment": "e-%1$s", "gitCommit": "c-%1$s",
                     "status": "error", "goldenDatasetId": "%2$s", "modelId": "%3$s", "executedAt": "2026-02-03T00:00:00Z"}
                    """
                        .formatted(word, dataset, version)))
            .extract()
            .<String>path("id");
    for (var filter :
        List.of(
            "testSuite=s-" + word,
            "testName=t-" + word + "&testName=none",
            "runId=r-" + word + "&status=error&status=failed",
            "environment=e-" + word,
            "gitCommit=c-" + word,
            "goldenDatasetId=" + dataset,
            "modelId=" + version,
            "runId=r-"
                + word
                + "&executedFrom=2026-02-03T00:00:00Z&executedTo=2026-02-04T00:00:00Z",
            "runId=r-" + word + "&sort=executedAt")) {
      get(REGRESSION + "?" + filter).statusCode(200).body("items.id", contains(id));
    }
    for (var filter : List.of("status=passed", "executedTo=2026-02-03T00:00:00Z")) {
      get(REGRESSION + "?limit=200&" + filter).body("items.id", not(hasItem(id)));
    }
    isInvalid(
        get(REGRESSION + "?status=x&modelId=x&goldenDatasetId=x&executedFrom=x&sort=x"),
        "?status",
        "?modelId",
        "?goldenDatasetId",
        "?executedFrom",
        "?sort");
  }

  @Test
  void suites_are_listed_in_order_of_name_with_their_newest_run() {
    var prefix = UUID.randomUUID().toString();
    for (var name : List.of("b", "a", "c/d e.ts")) {
      for (var run : List.of(2, 1)) {
        report(
                result(
                    "{\"testSuite\": \"%s %s\", \"runId\": \"run-%d\", \"executedAt\": \"2026-01-0%dT00:00:00Z\"}"
                        .formatted(prefix, name, run, run)))
            .statusCode(201);
      }
    }
    var page =
        as("viewer")
            .queryParam("cursor", prefix)
            .queryParam("limit", 2)
            .get(REGRESSION + "/suites")
            .then()
            .statusCode(200)
            .body("items.testSuite", contains(prefix + " a", prefix + " b"))
            .body("items[0].lastRunId", equalTo("run-2"))
            .body("items[0].lastExecutedAt", equalTo("2026-01-02T00:00:00Z"));
    as("viewer")
        .queryParam("cursor", page.extract().<String>path("page.nextCursor"))
        .queryParam("limit", 1)
        .get(REGRESSION + "/suites")
        .then()
        .body("items.testSuite", contains(prefix + " c/d e.ts"));
    isInvalid(get(REGRESSION + "/suites?limit=201"), "?limit");
  }

  static ValidatableResponse report(String body) {
    return with(Tokens.machine("report_tests"))
        .contentType("application/json")
        .body(body)
        .post(REGRESSION)
        .then();
  }

  private static ValidatableResponse batch(String type, String body) {
    return with(Tokens.machine("report_tests"))
        .header("Content-Type", type)
        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post(REGRESSION + "/batch")
        .then();
  }
}
