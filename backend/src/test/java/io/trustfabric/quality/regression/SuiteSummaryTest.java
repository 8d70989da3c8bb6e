package io.trustfabric.quality.regression;

import static io.trustfabric.testing.Api.REGRESSION;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SuiteSummaryTest {

  private static final String JANUARY = "?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z";

  private String suite;

  @BeforeEach
  void a_suite_of_its_own() {
    suite = "src/quality " + UUID.randomUUID();
  }

  @Test
  void counts_and_times_are_those_of_the_time_asked_for() {
    for (int i = 1; i <= 5; i++) {
      ran(1, "t" + i, "passed", "\"executionTimeMs\": %d".formatted(i * 10));
    }
    ran(1, "f", "failed", "\"executionTimeMs\": 100.5");
    ran(1, "e", "error", "\"executionTimeMs\": null");
    ran(1, "s", "skipped", "\"executionTimeMs\": null");
    summary(JANUARY)
        .statusCode(200)
        .body("testSuite", equalTo(suite))
        .body("counts.total", is(8))
        .body("counts.passed", is(5))
        .body("counts.failed", is(1))
        .body("counts.error", is(1))
        .body("counts.skipped", is(1))
        .body("counts.passRate", is(5f / 7))
        .body("times.n", is(6))
        .body("times.totalMs", is(250.5f))
        .body("times.medianMs", is(35f))
        // 0.95 x 5 = 4.75: three quarters of the way from 50 to 100.5
        .body("times.p95Ms", is(87.875f))
        .body("formulas.passRate", equalTo("passed / (passed + failed + error)"))
        .body("lastRunId", equalTo("run-1"))
        .body("runBefore", nullValue())
        .body("newlyFailing.count", is(0));
    summary("?from=2026-02-01T00:00:00Z&to=2026-02-02T00:00:00Z")
        .body("counts.total", is(0))
        .body("counts.passRate", nullValue())
        .body("times.medianMs", nullValue())
        .body("lastRunId", nullValue())
        .body("trend", empty());
  }

  @Test
  void where_everything_was_skipped_there_is_no_pass_rate() {
    ran(1, "s", "skipped", "");
    summary(JANUARY).body("counts.total", is(1)).body("counts.passRate", nullValue());
  }

  @Test
  void a_test_is_flaky_that_did_both_at_one_commit_or_within_the_last_twenty_runs() {
    ran(1, "old", "failed", "\"gitCommit\": \"c1\"");
    ran(2, "old", "passed", "\"gitCommit\": \"c2\"");
    ran(1, "commit", "failed", "\"gitCommit\": \"c1\"");
    ran(2, "commit", "passed", "\"gitCommit\": \"c1\"");
    ran(23, "retried", "passed", "\"failedAttempts\": 1, \"gitCommit\": null");
    ran(24, "recent", "error", "\"gitCommit\": \"c24\"");
    ran(25, "recent", "passed", "\"gitCommit\": \"c25\"");
    for (int run = 1; run <= 25; run++) {
      ran(run, "steady", "passed", "");
      ran(run, "broken", "failed", "");
    }
    summary(JANUARY)
        .body("flaky.count", is(3))
        .body("flaky.tests.testName", contains("commit", "recent", "retried"))
        .body("flaky.tests.atOneCommit", contains(true, false, true))
        .body("flaky.tests.withinRuns", contains(false, true, false));
  }

  @Test
  void the_newest_run_is_held_against_the_one_before() {
    ran(1, "stays", "passed", "");
    ran(1, "breaks", "passed", "");
    ran(1, "heals", "error", "");
    ran(1, "still", "failed", "");
    ran(1, "gone", "failed", "");
    ran(1, "rests", "failed", "");
    ran(2, "stays", "passed", "");
    ran(2, "breaks", "failed", "");
    ran(2, "heals", "passed", "");
    ran(2, "still", "error", "");
    ran(2, "new", "failed", "");
    ran(2, "rests", "skipped", "");
    summary(JANUARY)
        .body("lastRunId", equalTo("run-2"))
        .body("runBefore", equalTo("run-1"))
        .body("newlyFailing.count", is(2))
        .body("newlyFailing.tests", contains("breaks", "new"))
        .body("newlyFixed.count", is(1))
        .body("newlyFixed.tests", contains("heals"));
  }

  @Test
  void the_last_of_several_results_of_one_test_in_a_run_counts() {
    ran(1, "t", "passed", "");
    ran(2, "t", "failed", "\"executedAt\": \"2026-01-02T00:00:01Z\"");
    ran(2, "t", "passed", "\"executedAt\": \"2026-01-02T00:00:02Z\"");
    summary(JANUARY)
        .body("newlyFailing.tests", empty())
        .body("flaky.tests.testName", contains("t"));
  }

  @Test
  void the_trend_tells_of_each_run_the_oldest_first() {
    ran(2, "t", "failed", "");
    ran(1, "t", "passed", "");
    ran(1, "u", "passed", "");
    ran(3, "t", "skipped", "");
    summary(JANUARY)
        .body("trend.runId", contains("run-1", "run-2", "run-3"))
        .body("trend.counts.total", contains(2, 1, 1))
        .body("trend.counts.passRate", contains(1f, 0f, null))
        .body("trend[0].totalMs", is(25f))
        .body("trend[1].at", equalTo("2026-01-02T00:00:00Z"));
  }

  @Test
  void one_run_is_summed_up_with_the_runs_up_to_it() {
    ran(1, "t", "failed", "");
    ran(2, "t", "passed", "");
    ran(3, "t", "failed", "");
    summary("?runId=run-2")
        .body("runId", equalTo("run-2"))
        .body("counts.total", is(1))
        .body("counts.passed", is(1))
        .body("lastRunId", equalTo("run-2"))
        .body("runBefore", equalTo("run-1"))
        .body("newlyFixed.tests", contains("t"))
        .body("trend", hasSize(2));
    isProblem(summary("?runId=run-9"), 404, "not-found");
  }

  @Test
  void a_suite_stands_as_its_newest_run_in_the_time_against_the_one_before() {
    ran(1, "breaks", "passed", "");
    ran(1, "heals", "failed", "");
    ran(2, "breaks", "error", "");
    ran(2, "heals", "passed", "");
    for (int run = 3; run <= 24; run++) {
      ran(run, "breaks", "error", "");
    }
    standing("2026-01-01", "2026-01-03")
        .body("items[0].testSuite", equalTo(suite))
        .body("items[0].lastRunId", equalTo("run-24"))
        .body("items[0].counts.total", is(2))
        .body("items[0].counts.passRate", is(0.5f))
        .body("items[0].runBefore", equalTo("run-1"))
        .body("items[0].newlyFailing", is(1))
        .body("items[0].newlyFixed", is(1))
        .body("items[0].flaky", is(2))
        .body("items[0].trend.runId", contains("run-1", "run-2"));
    standing("2026-01-01", "2026-02-01")
        .body("items[0].newlyFailing", is(0))
        .body("items[0].trend", hasSize(24));
    standing("2026-01-02", "2026-01-03").body("items[0].newlyFailing", nullValue());
    standing("2026-02-01", "2026-02-02")
        .body("items[0].counts", nullValue())
        .body("items[0].trend", empty());
    isInvalid(as("viewer").get(REGRESSION + "/suites/standings?from=x&limit=0").then(), "?from");
  }

  @Test
  void what_is_no_suite_or_no_time_is_refused() {
    isProblem(summary(JANUARY), 404, "not-found");
    ran(1, "t", "passed", "");
    isInvalid(summary("?from=x"), "?from");
    isInvalid(summary("?from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"), "?from");
    summary("").statusCode(200);
  }

  /// The n-th run is on the n-th of January; its commit is `cn`.
  private void ran(int run, String test, String status, String more) {
    var fields =
        """
        {"testSuite": "%s", "testName": "%s", "status": "%s", "runId": "run-%d", "gitCommit": "c%d",
         "executedAt": "2026-01-%02dT00:00:00Z"}
        """
            .formatted(suite, test, status, run, run, run);
    var body = Api.result(fields);
    if (!more.isEmpty()) {
      body = merged(body, "{" + more + "}");
    }
    RegressionResultTest.report(body).statusCode(201);
  }

  /// Of the suite alone: the list begins just before its name.
  private ValidatableResponse standing(String from, String to) {
    return as("viewer")
        .queryParam("cursor", suite.substring(0, suite.length() - 1))
        .queryParam("limit", 1)
        .queryParam("from", from + "T00:00:00Z")
        .queryParam("to", to + "T00:00:00Z")
        .get(REGRESSION + "/suites/standings")
        .then()
        .statusCode(200);
  }

  private static String merged(String body, String more) {
    try {
      var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
      return mapper.readerForUpdating(mapper.readTree(body)).readTree(more).toString();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private ValidatableResponse summary(String query) {
    return as("viewer")
        .urlEncodingEnabled(false)
        .get(
            REGRESSION
                + "/suite/"
                + suite.replace("/", "%2F").replace(" ", "%20")
                + "/summary"
                + query)
        .then();
  }
}
