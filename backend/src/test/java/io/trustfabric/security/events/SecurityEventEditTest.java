package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.read;
import static io.trustfabric.testing.Api.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecurityEventEditTest {

  private static final String FULL =
      """
      {"description": "All of it", "resource": "s3://ledgers", "assignee": "Selma", "personalData": true,
       "dataAssets": ["a", "b"], "subjectsAffected": 5, "riskAssessment": "high",
       "detectedAt": "2026-02-01T10:00:00Z", "metadata": {"kept": 1, "gone": 2, "deep": {"x": 1}}}
      """;

  @Test
  void what_is_absent_stays_and_what_is_null_is_emptied() {
    var id = recorded(FULL);
    edit(id, "{\"assignee\": null, \"subjectsAffected\": null, \"severity\": \"low\"}")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("assignee", nullValue())
        .body("subjectsAffected", nullValue())
        .body("severity", equalTo("low"))
        .body("description", equalTo("All of it"))
        .body("resource", equalTo("s3://ledgers"))
        .body("riskAssessment", equalTo("high"))
        .body("personalData", is(true))
        .body("version", is(1))
        .body("updatedBy.subject", equalTo("security"));
    read(id).body("assignee", nullValue()).body("description", equalTo("All of it"));
  }

  @Test
  void an_array_is_replaced_and_an_object_is_merged() {
    var id = recorded(FULL);
    edit(
            id,
            """
            {"dataAssets": ["c"], "metadata": {"gone": null, "never": null, "new": [1], "deep": {"y": {"z": null}}}}
            """)
        .statusCode(200)
        .body("dataAssets", contains("c"))
        .body("metadata.kept", is(1))
        .body("metadata", not(hasKey("gone")))
        .body("metadata", not(hasKey("never")))
        .body("metadata.new", contains(1))
        .body("metadata.deep.x", is(1))
        .body("metadata.deep.y", equalTo(java.util.Map.of()));
    edit(id, "{\"dataAssets\": []}").body("dataAssets", empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"severity", "awareAt", "personalData", "dataAssets", "metadata"})
  void a_required_field_cannot_be_emptied(String field) {
    isInvalid(edit(recorded(FULL), "{\"%s\": null}".formatted(field)), "/" + field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "version",
        "status",
        "title",
        "createdAt",
        "createdBy",
        "source",
        "occurredAt",
        "detectedAt",
        "fingerprint",
        "occurrences",
        "authorityReport",
        "nonsense"
      })
  void what_cannot_be_edited_is_named_whether_set_or_emptied(String field) {
    var id = recorded(FULL);
    isInvalid(edit(id, "{\"%s\": \"x\"}".formatted(field)), "/" + field);
    isInvalid(edit(id, "{\"%s\": null}".formatted(field)), "/" + field);
  }

  @Test
  void all_bad_fields_of_an_edit_are_named_and_nothing_changes() {
    var id = recorded(FULL);
    var before = Sql.everything();
    isInvalid(
        edit(
            id,
            """
            {"severity": "worst", "description": 5, "awareAt": "2999-01-01T00:00:00Z", "dataAssets": [1, ""],
             "subjectsAffected": -1, "metadata": {"a": "\\u0000"}, "nonsense": null, "assignee": "%s"}
            """
                .formatted("x".repeat(301))),
        "/severity",
        "/description",
        "/awareAt",
        "/dataAssets/0",
        "/dataAssets/1",
        "/subjectsAffected",
        "/metadata/a",
        "/nonsense",
        "/assignee");
    isInvalid(edit(id, "[]"), "");
    isInvalid(edit(id, "null"), "");
    isInvalid(edit(id, "5"), "");
    isInvalid(edit(id, "{"), "");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void merged_metadata_is_still_at_most_16_kib() {
    var id = recorded("{\"metadata\": {\"a\": \"%s\"}}".formatted("x".repeat(10_000)));
    isInvalid(
        edit(id, "{\"metadata\": {\"b\": \"%s\"}}".formatted("x".repeat(10_000))), "/metadata");
  }

  @Test
  void an_edit_that_changes_nothing_leaves_no_trace() {
    var id = recorded(FULL);
    var before = Sql.everything();
    edit(id, "{}").statusCode(200).header("ETag", "\"0\"");
    edit(
            id,
            "{\"assignee\": \"Selma\", \"dataAssets\": [\"a\", \"b\"], \"metadata\": {\"kept\": 1}}")
        .statusCode(200)
        .body("version", is(0));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void since_when_we_are_aware_is_corrected_with_a_reason_and_moves_the_deadline() {
    var id =
        recorded(
            """
            {"awareAt": "2026-02-01T10:00:00Z", "authorityReport": {"required": true}}
            """);
    isInvalid(edit(id, "{\"awareAt\": \"2026-02-02T10:00:00Z\"}"), "/reason");
    isInvalid(edit(id, "{\"awareAt\": \"2026-02-02T10:00:00Z\", \"reason\": \" \"}"), "/reason");
    edit(id, "{\"awareAt\": \"2026-02-02T10:00:00Z\", \"reason\": \"mail found\"}")
        .statusCode(200)
        .body("awareAt", equalTo("2026-02-02T10:00:00Z"))
        .body("authorityReport.dueAt", equalTo("2026-02-05T10:00:00Z"));
    assertThat(lastReason(id)).isEqualTo("mail found");
  }

  @Test
  void the_same_time_written_another_way_needs_no_reason() {
    var id = recorded("{\"awareAt\": \"2026-02-01T10:00:00Z\"}");
    edit(id, "{\"awareAt\": \"2026-02-01T12:00:00.0000001+02:00\"}")
        .statusCode(200)
        .body("version", is(0));
  }

  @Test
  void being_aware_earlier_does_not_make_a_report_late_without_a_word() {
    var id =
        recorded(
            """
            {"awareAt": "2026-02-10T10:00:00Z", "authorityReport": {"required": true}}
            """);
    report(id, "{\"reportedAt\": \"2026-02-11T10:00:00Z\"}").statusCode(200);
    isInvalid(edit(id, "{\"awareAt\": \"2026-02-01T10:00:00Z\", \"reason\": \"x\"}"), "/awareAt");
    isInvalid(edit(id, "{\"awareAt\": \"2026-02-12T10:00:00Z\", \"reason\": \"x\"}"), "/awareAt");
    report(id, "{\"delayReason\": \"we did not know\"}").statusCode(200);
    edit(id, "{\"awareAt\": \"2026-02-01T10:00:00Z\", \"reason\": \"x\"}")
        .statusCode(200)
        .body("authorityReport.state", equalTo("reported_late"));
  }

  @Test
  void both_media_types_of_a_patch_are_taken_and_no_other() {
    var id = recorded(FULL);
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"assignee\": \"Enzo\"}")
        .patch(EVENTS + "/" + id)
        .then()
        .statusCode(200)
        .body("assignee", equalTo("Enzo"));
    isProblem(
        as("engineer")
            .contentType("application/json-patch+json")
            .body("[]")
            .patch(EVENTS + "/" + id)
            .then(),
        415,
        "unsupported-media-type");
  }

  @Test
  void an_unknown_event_cannot_be_edited() {
    isProblem(edit("0199f0f0-0000-7000-8000-000000000000", "{}"), 404, "not-found");
    isProblem(edit("no-id", "{}"), 404, "not-found");
  }

  private static String lastReason(String id) {
    return as("viewer")
        .get("/api/audit/records/security_event/" + id)
        .then()
        .extract()
        .path("items[0].reason");
  }

  private static ValidatableResponse edit(String id, String body) {
    return Api.patch(EVENTS + "/" + id, body);
  }

  private static ValidatableResponse report(String id, String body) {
    return Api.patch(EVENTS + "/" + id + "/authority-report", body);
  }
}
