package io.trustfabric.chaos.journals;

import static io.trustfabric.testing.Api.CHAOS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JournalImportTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Path SAMPLES =
      Path.of(System.getProperty("shared.data", "../../shared/data"), "chaostoolkit");

  private static final String WHERE = "?testType=connector_outage&target=bank&environment=staging";

  private static final String WELL =
      """
      {"steady_state_met": true, "probes": [{"activity": {"name": "state", "tolerance": "up"}, "output": "up",
        "status": "succeeded", "start": "2026-01-31T10:00:00.5+00:00", "tolerance_met": true}]}
      """;

  private static final String RAN =
      """
      {"activity": {"type": "action", "name": "cut", "provider": {"type": "python", "secrets": ["x"]}},
       "output": {"password": "hunter2"}, "status": "succeeded", "start": "2026-01-31T10:00:01"}
      """;

  private static final String ROLLED =
      """
      {"activity": {"type": "action", "name": "mend"}, "output": null, "status": "succeeded"}
      """;

  private final String title = "Outage " + UUID.randomUUID();

  @Test
  void what_the_real_tool_calls_completed_is_worked_out_again() throws IOException {
    take(sample("completed"))
        .body("test.outcome", equalTo("passed"))
        .body("test.status", equalTo("completed"))
        .body("test.source", equalTo("chaos_toolkit"))
        .body("test.name", equalTo("Connector outage is absorbed"))
        .body("test.hypothesis.title", equalTo("connector is up"))
        .body("test.hypothesis.probes[0].tolerance.oneOf", contains("up"))
        .body("test.faultInjectedAt", equalTo("2026-11-23T02:44:18.290067Z"))
        .body("test.completedAt", equalTo("2026-11-23T02:44:18.290648Z"))
        .body("test.recoveryTimeMs", nullValue())
        .body("test.toolStatus", equalTo("completed"))
        .body("test.failurePoints", empty())
        .body("test.measurements.phase", contains("before", "after"))
        .body("read.count", contains(2, 2, 1, 1));
    take(sample("deviated"))
        .body("test.outcome", equalTo("failed"))
        .body("test.toolStatus", equalTo("completed"))
        .body("test.reasons[3].finding", equalTo("broken"))
        .body(
            "test.reasons[3].figures",
            contains("connector-state after: down, tolerated: one of up"))
        .body(
            "test.failurePoints",
            contains("connector-state was outside its tolerance after the fault"));
    take(sample("failed-before"))
        .body("test.outcome", equalTo("inconclusive"))
        .body("test.toolStatus", equalTo("completed"))
        .body("test.faultInjectedAt", nullValue())
        .body("test.reasons[0].finding", equalTo("broken"))
        .body("test.reasons[1].finding", equalTo("broken"));
  }

  @Test
  void the_same_journal_is_the_same_experiment_however_it_is_written() throws IOException {
    var journal = journal(WELL, WELL, RAN, ROLLED);
    var id = take(journal).body("test.outcome", equalTo("passed")).extract().path("test.id");
    var before = Sql.everything();
    send(journal).statusCode(200).body("test.id", equalTo(id)).body("read", not(empty()));
    var pretty =
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(journal));
    send(pretty).statusCode(200).body("test.id", equalTo(id));
    isProblem(send(journal, WHERE.replace("=bank", "=shop")), 409, "conflict")
        .body("detail", containsString((String) id));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void of_many_who_bring_it_at_once_one_makes_the_experiment() {
    var journal = journal(WELL, WELL, RAN, ROLLED);
    var answers =
        Together.run(Collections.nCopies(6, (Callable<ValidatableResponse>) () -> send(journal)));
    var statuses = answers.stream().map(a -> a.extract().statusCode()).toList();
    assertThat(statuses).containsOnly(200, 201);
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
    assertThat(
            new HashSet<>(answers.stream().map(a -> a.extract().<String>path("test.id")).toList()))
        .hasSize(1);
  }

  @Test
  void what_is_left_out_is_told_and_no_output_is_kept() {
    var id =
        take(journal(WELL, WELL, RAN, ROLLED))
            .body("leftOut.what", hasItem("outputs of activities"))
            .body("leftOut.what", hasItem("providers with their arguments"))
            .body("leftOut.what", hasItem(containsString("own word")))
            .body("leftOut.why", not(hasItem(nullValue())))
            .extract()
            .<String>path("test.id");
    assertThat(
            Sql.number(
                "SELECT count(*) FROM chaos_test_results t WHERE id = ?::uuid AND t::text LIKE '%hunter2%'",
                id))
        .isZero();
  }

  @Test
  void a_rollback_that_failed_or_did_not_run_fails_it() {
    take(journal(WELL, WELL, RAN, ROLLED.replace("succeeded", "failed")))
        .body("test.outcome", equalTo("failed"))
        .body("test.failurePoints", contains("mend failed"));
    take(journal(WELL, WELL, RAN, "").replace(title, title + " 2"))
        .body("test.outcome", equalTo("failed"))
        .body("test.reasons[5].figures", hasItem("mend is not reported to have run"));
  }

  @Test
  void an_action_that_failed_means_that_the_fault_never_happened() {
    take(journal(WELL, WELL, RAN.replace("succeeded", "failed"), ROLLED))
        .body("test.outcome", equalTo("inconclusive"))
        .body("test.reasons[1].finding", equalTo("broken"))
        .body("test.reasons[4].finding", equalTo("broken"));
  }

  @Test
  void the_worse_of_the_tools_word_and_its_output_counts() {
    take(journal(WELL, WELL.replace("\"output\": \"up\"", "\"output\": \"down\""), RAN, ROLLED))
        .body("test.outcome", equalTo("failed"))
        .body("leftOut.what", hasItem("tolerances that the tool says are met"));
    title(
            "b",
            journal(
                WELL,
                WELL.replace("\"tolerance_met\": true", "\"tolerance_met\": false"),
                RAN,
                ROLLED))
        .body("test.outcome", equalTo("failed"));
    title(
            "c",
            journal(
                WELL,
                WELL.replace("\"steady_state_met\": true", "\"steady_state_met\": false"),
                RAN,
                ROLLED))
        .body("test.outcome", equalTo("failed"));
    title(
            "d",
            journal(WELL, WELL, RAN, ROLLED).replace("\"deviated\": false", "\"deviated\": true"))
        .body("test.outcome", equalTo("failed"));
    title(
            "e",
            journal(
                WELL,
                WELL.replace("\"status\": \"succeeded\"", "\"status\": \"failed\""),
                RAN,
                ROLLED))
        .body("test.outcome", equalTo("failed"));
    title("f", journal(WELL, "null", RAN, ROLLED)).body("test.outcome", equalTo("inconclusive"));
    var pattern = "{\"type\": \"regex\", \"pattern\": \"u.\"}";
    title(
            "g",
            journal(WELL, WELL, RAN, ROLLED)
                .replace("\"tolerance\": \"up\"", "\"tolerance\": " + pattern))
        .body("test.outcome", equalTo("passed"))
        .body("leftOut.what", hasItem("tolerances that only the tool can judge"))
        .body("test.hypothesis.probes[0].tolerance", nullValue());
  }

  @Test
  void what_was_seen_during_the_fault_is_judged_too() {
    var during =
        "\"during\": [%s, %s]"
            .formatted(WELL, WELL.replace("\"output\": \"up\"", "\"output\": \"x\""));
    take(journal(WELL, WELL, RAN, ROLLED).replace("\"during\": []", during))
        .body("test.outcome", equalTo("failed"))
        .body("test.reasons[2].finding", equalTo("broken"));
  }

  @Test
  void one_that_was_interrupted_is_aborted_and_proves_nothing() {
    take(journal(WELL, WELL, RAN, ROLLED).replace("\"completed\"", "\"interrupted\""))
        .body("test.status", equalTo("aborted"))
        .body("test.outcome", equalTo("inconclusive"))
        .body("test.endReason", containsString("interrupted"));
    title("x", journal(WELL, WELL, RAN, ROLLED).replace("\"status\": \"completed\",", ""))
        .body("test.status", equalTo("failed"))
        .body("test.toolStatus", nullValue());
  }

  @Test
  void what_is_no_journal_is_refused_with_every_fault_and_nothing_is_kept() {
    var before = Sql.everything();
    isInvalid(send("[]"), "");
    isInvalid(send("{"), "");
    isInvalid(send("{\"a\": 1, \"a\": 2}"), "");
    isInvalid(send("{}"), "/experiment", "/start");
    isInvalid(
        send(
            """
            {"experiment": {"title": " "}, "start": "2026-01-31T10:00:00Z", "end": "2026-01-31T09:00:00Z", "run": {}}
            """),
        "/experiment/title",
        "/end",
        "/run");
    isInvalid(
        send("{\"experiment\": {\"title\": \"x\"}, \"start\": \"2999-01-01T00:00:00Z\"}"),
        "/start");
    isInvalid(
        send("{\"experiment\": {\"title\": \"\\ud800\"}, \"start\": \"2026-01-31T10:00:00Z\"}"),
        "");
    isInvalid(send("{}", ""), "?testType", "?target", "?environment");
    isInvalid(send("{}", "?testType=flood&target=a&environment="), "?testType", "?environment");
    isProblem(send("{\"x\": \"%s\"}".formatted("x".repeat(4 * 1024 * 1024))), 413, "too-large");
    var many = String.join(",", Collections.nCopies(1_001, RAN));
    isProblem(send(journal(WELL, WELL, many, ROLLED)), 413, "too-large");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void odd_texts_and_figures_are_taken_as_far_as_they_can_be_kept() {
    take(journal(
            WELL.replace(
                    "\"tolerance\": \"up\"",
                    "\"tolerance\": {\"type\": \"range\", \"range\": [1, 2.5]}")
                .replace("\"output\": \"up\"", "\"output\": {\"body\": \"2.5\"}"),
            WELL.replace("\"tolerance\": \"up\"", "\"tolerance\": [200, 201]")
                .replace("\"output\": \"up\"", "\"output\": {\"status\": 201}"),
            RAN.replace("\"cut\"", "\"%s\\u0000\"".formatted("é".repeat(300))),
            ROLLED))
        .body("test.outcome", equalTo("inconclusive"))
        .body("test.reasons[0].finding", equalTo("held"))
        .body("test.reasons[3].finding", equalTo("held"))
        .body("leftOut.what", hasItem("titles and names"))
        .body("test.activities[0].name.length()", is(200));
  }

  @Test
  void an_imported_experiment_is_read_and_learnt_from_like_any_other() {
    var id = take(journal(WELL, WELL, RAN, ROLLED)).extract().<String>path("test.id");
    as("engineer")
        .contentType("application/merge-patch+json")
        .body("{\"lessonsLearned\": \"All well.\"}")
        .patch(CHAOS + "/" + id)
        .then()
        .statusCode(200)
        .body("lessonsLearned", equalTo("All well."));
    get(CHAOS + "/" + id).body("journalSha256", notNullValue());
    get("/api/audit/records/chaos_test_result/" + id)
        .body("items.action", contains("chaos_test_result.updated", "chaos_test_result.imported"))
        .body("items[1].change.conclusion.after.outcome", equalTo("passed"));
  }

  private ValidatableResponse title(String more, String journal) {
    return take(journal.replace(title, title + more));
  }

  private String journal(String before, String after, String run, String rollback) {
    return """
        {"experiment": {"title": "%s", "steady-state-hypothesis": {"title": "all is well",
           "probes": [{"name": "state", "tolerance": "up"}]},
           "method": [{"type": "action", "name": "cut"}], "rollbacks": [{"type": "action", "name": "mend"}]},
         "start": "2026-01-31T10:00:00", "end": "2026-01-31T10:01:00Z", "status": "completed", "deviated": false,
         "steady_states": {"before": %s, "during": [], "after": %s}, "run": [%s], "rollbacks": [%s], "node": "n"}
        """
        .formatted(title, before, after, run, rollback);
  }

  private static ValidatableResponse take(String journal) {
    return send(journal).statusCode(201);
  }

  private static ValidatableResponse send(String journal) {
    return send(journal, WHERE);
  }

  private static ValidatableResponse send(String journal, String where) {
    return as("engineer")
        .contentType(ContentType.JSON)
        .body(journal)
        .post(CHAOS + "/import" + where)
        .then();
  }

  /// A journal of the real tool, with a mark that makes it new to this suite.
  private static String sample(String name) throws IOException {
    var file = SAMPLES.resolve("journal-%s.json".formatted(name));
    assumeThat(file).as("the tool's own journals, which are no part of the project").exists();
    var journal = (ObjectNode) MAPPER.readTree(Files.readString(file));
    return journal.put("mark", UUID.randomUUID().toString()).toString();
  }
}
