package io.trustfabric.chaos.experiments;

import static io.trustfabric.testing.Api.CHAOS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.experiment;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.FakePrometheus;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(FakePrometheus.class)
class WindowReaderTest {

  private static final String TIMES =
      """
      {"faultInjectedAt": "2026-01-31T10:01:00Z", "faultClearedAt": "2026-01-31T10:03:00Z",
       "recoveredAt": "2026-01-31T10:03:10Z", "completedAt": "2026-01-31T10:43:10Z"%s}
      """;

  private String id;

  @BeforeEach
  void start() {
    id = experiment("{\"errorRateQuery\": \"errors\", \"latencyP95Query\": \"latency\"}");
  }

  @Test
  void figures_that_nobody_gives_are_read_for_the_three_windows() {
    FakePrometheus.answers(
        "{\"errors\": [0, 0.5, 0.25, \"NaN\"], \"latency\": [120, 80.5, 250.25]}");
    complete("")
        .statusCode(200)
        .body("errorRateBefore", equalTo(0.25f))
        .body("errorRateDuring", equalTo(0.25f))
        .body("errorRateAfter", equalTo(0.25f))
        .body("latencyP95Before", equalTo(250.25f))
        .body("latencyP95After", equalTo(250.25f));
    var asked = FakePrometheus.asked();
    assertThat(asked).hasSize(6);
    assertThat(asked.findValuesAsText("query"))
        .contains(
            "errors{job=\"bank-connector\", env=\"staging\"}", "latency{job=\"bank-connector\"}");
    assertThat(asked.findValuesAsText("start"))
        .contains("1769853600.000", "1769853660.000", "1769853790.000");
    assertThat(asked.findValuesAsText("end"))
        .contains("1769853660.000", "1769853780.000", "1769856190.000");
    // 40 minutes in at most 500 points
    assertThat(asked.findValuesAsText("step")).contains("1s", "5s");
  }

  @Test
  void what_is_given_is_not_read_and_no_data_is_unknown() {
    FakePrometheus.answers("{\"latency\": [\"NaN\", \"NaN\"]}");
    complete(", \"errorRateBefore\": 0, \"errorRateDuring\": 0")
        .statusCode(200)
        .body("errorRateBefore", equalTo(0))
        .body("errorRateAfter", nullValue())
        .body("latencyP95Before", nullValue())
        .body("outcome", equalTo("inconclusive"));
    assertThat(FakePrometheus.asked()).hasSize(4);
  }

  @Test
  void when_prometheus_gives_nothing_the_experiment_goes_on_and_can_be_completed_later() {
    for (var fault : new String[] {"503", "302", "401", "\"no json\"", "\"{}\""}) {
      var before = Sql.everything();
      FakePrometheus.answers("{\"errors\": %s}".formatted(fault));
      var answer = complete("");
      assertThat(answer.extract().statusCode()).as(fault).isIn(409, 503);
      answer.body("detail", not(containsString("secret detail")));
      answer.body("detail", not(containsString("localhost")));
      assertThat(Sql.everything()).as(fault).isEqualTo(before);
    }
    get(CHAOS + "/" + id).body("status", equalTo("running")).body("faultInjectedAt", nullValue());
    FakePrometheus.answers("{\"errors\": 503}");
    isProblem(complete(""), 503, "unavailable").body("detail", containsString("503"));
    FakePrometheus.answers("{\"errors\": [0.001]}");
    complete("").statusCode(200).body("errorRateAfter", equalTo(0.001f));
  }

  @Test
  void a_template_that_answers_something_else_is_told() {
    for (var odd : new String[] {"400", "[[0.1], [0.2]]", "[1.5]", "[-0.1]", "[\"+Inf\"]"}) {
      FakePrometheus.answers("{\"errors\": %s}".formatted(odd));
      isProblem(complete(""), 409, "conflict").body("detail", containsString("template"));
    }
    get(CHAOS + "/" + id).body("status", equalTo("running"));
  }

  @Test
  void windows_that_the_experiment_did_not_have_are_not_asked_for() {
    FakePrometheus.answers("{\"errors\": [0.1]}");
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{}")
        .patch(CHAOS + "/" + id + "/complete")
        .then()
        .statusCode(200)
        .body("errorRateBefore", nullValue());
    assertThat(FakePrometheus.asked()).isEmpty();
  }

  @Test
  void an_experiments_own_names_end_no_string_of_a_template() {
    assertThat(
            WindowReader.filled(
                "up{a=\"$target\", b=\"$environment\", c=\"$targets\"}",
                "x\"} or y{\\ $environment\n",
                "e$1"))
        .isEqualTo("up{a=\"x\\\"} or y{\\\\ $environment\\n\", b=\"e$1\", c=\"$targets\"}");
  }

  private ValidatableResponse complete(String more) {
    return as("engineer")
        .contentType(ContentType.JSON)
        .body(TIMES.formatted(more))
        .patch(CHAOS + "/" + id + "/complete")
        .then();
  }
}
