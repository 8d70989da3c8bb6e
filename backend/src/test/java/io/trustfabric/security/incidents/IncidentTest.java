package io.trustfabric.security.incidents;

import static io.trustfabric.testing.Api.INCIDENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.incident;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.opened;
import static io.trustfabric.testing.Api.patch;
import static io.trustfabric.testing.Api.post;
import static io.trustfabric.testing.Api.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IncidentTest {

  /// The table of domain.md, by hand; only what is resolved can be closed.
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "detected", List.of("acknowledged", "mitigated", "resolved"),
          "acknowledged", List.of("mitigated", "resolved"),
          "mitigated", List.of("acknowledged", "resolved"),
          "resolved", List.of("acknowledged", "closed"),
          "closed", List.of());

  private static final String NOWHERE = "0199f0f0-0000-7000-8000-000000000000";

  static Stream<Arguments> everyStep() {
    return ALLOWED.keySet().stream()
        .sorted()
        .flatMap(from -> ALLOWED.keySet().stream().sorted().map(to -> Arguments.of(from, to)));
  }

  @Test
  void an_incident_is_opened_with_all_that_is_known_of_it() {
    var event = recorded("{}");
    var id =
        post(
                INCIDENTS,
                incident(
                    """
                    {"summary": "The tax office refuses our certificate", "affectedServices": ["portal", "archive"],
                     "commander": "Enzo Duarte", "startedAt": "2026-01-31T09:30:00Z",
                     "securityEventIds": ["%s"], "metadata": {"ticket": 17}}
                    """
                        .formatted(event)))
            .statusCode(201)
            .header("ETag", "\"0\"")
            .header("Cache-Control", "no-store")
            .body("status", equalTo("detected"))
            .body("times.timeToDetect", equalTo("PT30M"))
            .body("times.timeToResolve", nullValue())
            .body("postmortemRequired", is(true))
            .body("securityEventIds", contains(event))
            .body("nextStatuses.status", contains("acknowledged", "mitigated", "resolved"))
            .extract()
            .<String>path("id");
    get(INCIDENTS + "/" + id)
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("affectedServices", contains("portal", "archive"))
        .body("commander", equalTo("Enzo Duarte"))
        .body("metadata.ticket", is(17))
        .body("createdBy.subject", equalTo("security"));
    get("/api/security/events/" + event).body("incidentId", equalTo(id));
    get("/api/security/events?incidentId=" + id).body("items.id", contains(event));
    get(INCIDENTS + "/" + id + "/timeline").body("items.kind", contains("opened", "event_linked"));
  }

  @Test
  void it_was_detected_now_when_nothing_else_is_said() {
    var before = Instant.now().minusSeconds(1);
    var at =
        post(INCIDENTS, incident("{\"detectedAt\": null}"))
            .statusCode(201)
            .extract()
            .<String>path("detectedAt");
    assertThat(Instant.parse(at)).isBetween(before, Instant.now().plusSeconds(1));
  }

  @Test
  void a_bad_incident_names_every_bad_field_and_opens_nothing() {
    var before = Sql.everything();
    isInvalid(
        post(
            INCIDENTS,
            """
            {"incidentType": "flood", "severity": "sev5", "title": " ", "detectedAt": "2999-01-01T00:00:00Z",
             "affectedServices": [""], "securityEventIds": ["x"], "colour": "red"}
            """),
        "/incidentType",
        "/severity",
        "/title",
        "/service",
        "/detectedAt",
        "/affectedServices/0",
        "/securityEventIds/0",
        "/colour");
    isInvalid(
        post(INCIDENTS, incident("{\"startedAt\": \"2026-01-31T10:00:01Z\"}")), "/detectedAt");
    isInvalid(
        post(INCIDENTS, incident("{\"securityEventIds\": [\"%s\"]}".formatted(NOWHERE))),
        "/securityEventIds/0");
    isInvalid(post(INCIDENTS, "[]"), "");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void a_step_is_taken_when_the_table_allows_it_and_else_refused(String from, String to) {
    var id = incidentThatIs(from);
    var before = Sql.everything();
    var answer = move(id, "{\"status\": \"%s\", \"reason\": \"because\"}".formatted(to));
    if (ALLOWED.get(from).contains(to)) {
      answer.statusCode(200).body("status", equalTo(to));
      return;
    }
    isProblem(answer, 409, "forbidden-transition")
        .body("currentStatus", equalTo(from))
        .body("allowedStatuses", equalTo(ALLOWED.get(from).stream().sorted().toList()));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_jump_forward_leaves_the_skipped_times_empty() {
    var id = opened("{}");
    move(id, "{\"status\": \"resolved\", \"at\": \"2026-01-31T12:00:00Z\"}")
        .statusCode(200)
        .body("acknowledgedAt", nullValue())
        .body("mitigatedAt", nullValue())
        .body("resolvedAt", equalTo("2026-01-31T12:00:00Z"))
        .body("times.timeToResolve", equalTo("PT2H"))
        .body("times.timeToAcknowledge", nullValue());
  }

  @Test
  void reopening_needs_a_reason_keeps_the_former_times_and_lets_the_clock_go_on() {
    var id = opened("{}");
    move(id, "{\"status\": \"acknowledged\", \"at\": \"2026-01-31T10:05:00Z\"}").statusCode(200);
    move(id, "{\"status\": \"resolved\", \"at\": \"2026-01-31T11:00:00Z\"}").statusCode(200);
    isInvalid(move(id, "{\"status\": \"acknowledged\"}"), "/reason");
    move(id, "{\"status\": \"acknowledged\", \"reason\": \"it came back\"}")
        .statusCode(200)
        .body("acknowledgedAt", equalTo("2026-01-31T10:05:00Z"))
        .body("resolvedAt", nullValue())
        .body("times.timeToAcknowledge", equalTo("PT5M"));
    get(INCIDENTS + "/" + id + "/timeline")
        .body("items.find { it.kind == 'clock_corrected' }.field", equalTo("resolvedAt"))
        .body("items.find { it.kind == 'clock_corrected' }.before", equalTo("2026-01-31T11:00:00Z"))
        .body("items.find { it.kind == 'clock_corrected' }.after", nullValue())
        .body("items.find { it.kind == 'clock_corrected' }.text", equalTo("it came back"));
    move(id, "{\"status\": \"resolved\", \"at\": \"%s\"}".formatted(Instant.now()))
        .statusCode(200)
        .body("times.timeToAcknowledge", equalTo("PT5M"))
        .body("times.timeToResolve", not(equalTo("PT1H")));
  }

  @Test
  void a_step_is_not_taken_before_the_last_one_nor_in_the_future() {
    var id = opened("{}");
    isInvalid(move(id, "{\"status\": \"acknowledged\", \"at\": \"2026-01-31T09:59:59Z\"}"), "/at");
    isInvalid(move(id, "{\"status\": \"acknowledged\", \"at\": \"2999-01-01T00:00:00Z\"}"), "/at");
    isInvalid(move(id, "{\"status\": \"gone\", \"at\": 5, \"x\": 1}"), "/status", "/at", "/x");
  }

  @Test
  void a_grave_incident_is_closed_only_with_its_postmortem() {
    for (var severity : List.of("sev1", "sev2")) {
      var id = opened("{\"severity\": \"%s\"}".formatted(severity));
      move(id, "{\"status\": \"resolved\"}").statusCode(200);
      isProblem(move(id, "{\"status\": \"closed\"}"), 409, "conflict")
          .body("detail", containsString("postmortem"));
      patch(INCIDENTS + "/" + id, "{\"postmortem\": \"  \"}")
          .statusCode(200)
          .body("postmortem", nullValue());
      isProblem(move(id, "{\"status\": \"closed\"}"), 409, "conflict");
      patch(INCIDENTS + "/" + id, "{\"postmortem\": \"# What we learnt\"}").statusCode(200);
      move(id, "{\"status\": \"closed\"}").statusCode(200).body("closedAt", notNullValue());
      isProblem(patch(INCIDENTS + "/" + id, "{\"postmortem\": null}"), 409, "conflict");
    }
    var light = opened("{\"severity\": \"sev3\"}");
    move(light, "{\"status\": \"resolved\"}").statusCode(200);
    move(light, "{\"status\": \"closed\"}").statusCode(200);
    isProblem(patch(INCIDENTS + "/" + light, "{\"severity\": \"sev1\"}"), 409, "conflict");
  }

  @Test
  void the_database_itself_refuses_a_clock_that_runs_backwards_or_a_missing_postmortem() {
    var id = opened("{\"severity\": \"sev1\"}");
    for (var change :
        List.of(
            "started_at = detected_at + interval '1 second'",
            "status = 'acknowledged'",
            "acknowledged_at = detected_at",
            "status = 'mitigated', mitigated_at = detected_at - interval '1 second'",
            "status = 'resolved', acknowledged_at = detected_at + interval '2 hours', resolved_at = detected_at",
            "status = 'closed', resolved_at = detected_at, closed_at = detected_at")) {
      assertThatThrownBy(
              () -> Sql.run("UPDATE incidents SET %s WHERE id = '%s'".formatted(change, id)))
          .as(change)
          .hasStackTraceContaining("violates check constraint");
    }
  }

  @Test
  void a_corrected_time_leaves_the_former_one_in_the_timeline() {
    var id = opened("{}");
    move(id, "{\"status\": \"acknowledged\", \"at\": \"2026-01-31T10:20:00Z\"}").statusCode(200);
    var clock = INCIDENTS + "/" + id + "/clock";
    patch(clock, "{\"startedAt\": \"2026-01-31T09:00:00Z\"}")
        .statusCode(200)
        .body("times.timeToDetect", equalTo("PT1H"));
    isInvalid(patch(clock, "{\"acknowledgedAt\": \"2026-01-31T10:10:00Z\"}"), "/reason");
    patch(
            clock,
            "{\"acknowledgedAt\": \"2026-01-31T10:10:00Z\", \"reason\": \"the pager's log says so\"}")
        .statusCode(200)
        .body("acknowledgedAt", equalTo("2026-01-31T10:10:00Z"))
        .body("times.timeToAcknowledge", equalTo("PT10M"));
    var corrected = "items.find { it.kind == 'clock_corrected' }.";
    get(INCIDENTS + "/" + id + "/timeline")
        .body(corrected + "field", equalTo("acknowledgedAt"))
        .body(corrected + "before", equalTo("2026-01-31T10:20:00Z"))
        .body(corrected + "after", equalTo("2026-01-31T10:10:00Z"))
        .body(corrected + "text", equalTo("the pager's log says so"));
    get("/api/audit/records/incident/" + id)
        .body("items[0].action", equalTo("incident.clock_corrected"))
        .body("items[0].reason", equalTo("the pager's log says so"))
        .body(
            "items[0].change.clock.before.acknowledgedAt", equalTo("2026-01-31T10:20:00.000000Z"));
  }

  @Test
  void a_clock_that_cannot_be_is_refused_by_every_bad_time_and_changes_nothing() {
    var id = opened("{}");
    move(id, "{\"status\": \"acknowledged\", \"at\": \"2026-01-31T10:20:00Z\"}").statusCode(200);
    var clock = INCIDENTS + "/" + id + "/clock";
    var before = Sql.everything();
    isInvalid(patch(clock, "{\"detectedAt\": null, \"reason\": \"x\"}"), "/detectedAt");
    isInvalid(patch(clock, "{\"acknowledgedAt\": null, \"reason\": \"x\"}"), "/acknowledgedAt");
    isInvalid(
        patch(
            clock,
            "{\"startedAt\": \"2026-01-31T11:00:00Z\", \"resolvedAt\": \"2026-01-31T10:00:00Z\", \"reason\": \"x\"}"),
        "/detectedAt",
        "/resolvedAt",
        "/resolvedAt");
    isInvalid(
        patch(clock, "{\"closedAt\": \"2999-01-31T11:00:00Z\", \"reason\": \"x\"}"), "/closedAt");
    isInvalid(patch(clock, "{\"status\": \"closed\"}"), "/status");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void an_edit_changes_what_it_names_and_tells_of_the_severity() {
    var id = opened("{\"summary\": \"first\"}");
    patch(
            INCIDENTS + "/" + id,
            "{\"severity\": \"sev1\", \"rootCause\": \"an expired certificate\", \"summary\": null, \"reason\": \"all clients\"}")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("severity", equalTo("sev1"))
        .body("summary", nullValue())
        .body("rootCause", equalTo("an expired certificate"))
        .body("title", equalTo("Filings cannot be sent"));
    get(INCIDENTS + "/" + id + "/timeline")
        .body("items.find { it.kind == 'severity_changed' }.before", equalTo("sev2"))
        .body("items.find { it.kind == 'severity_changed' }.after", equalTo("sev1"))
        .body("items.find { it.kind == 'severity_changed' }.text", equalTo("all clients"));
    isInvalid(
        patch(INCIDENTS + "/" + id, "{\"title\": null, \"service\": \"\", \"status\": \"closed\"}"),
        "/title",
        "/service",
        "/status");
  }

  @Test
  void events_are_linked_and_let_go_and_belong_to_one_incident_only() {
    var first = recorded("{}");
    var second = recorded("{}");
    var id = opened("{\"securityEventIds\": [\"%s\"]}".formatted(first));
    patch(INCIDENTS + "/" + id, "{\"securityEventIds\": [\"%s\"]}".formatted(second))
        .statusCode(200)
        .body("securityEventIds", contains(second));
    get("/api/security/events/" + first).body("incidentId", nullValue());
    get(INCIDENTS + "/" + id + "/timeline")
        .body("items.kind", hasItem("event_unlinked"))
        .body("items.findAll { it.kind == 'event_linked' }.after", contains(first, second));
    var before = Sql.everything();
    isProblem(
        post(INCIDENTS, incident("{\"securityEventIds\": [\"%s\"]}".formatted(second))),
        409,
        "conflict");
    assertThat(Sql.everything()).isEqualTo(before);
    get("/api/audit/records/security_event/" + first)
        .body(
            "items.action",
            contains(
                "security_event.left_incident",
                "security_event.joined_incident",
                "security_event.created"));
  }

  @Test
  void a_stale_version_is_refused_and_changes_nothing() {
    var id = opened("{}");
    patch(INCIDENTS + "/" + id, "{\"commander\": \"Selma\"}").statusCode(200);
    var before = Sql.everything();
    Map.of(
            "", "{\"commander\": \"Enzo\"}",
            "/status", "{\"status\": \"resolved\"}",
            "/clock", "{\"startedAt\": \"2026-01-31T09:00:00Z\"}")
        .forEach(
            (path, body) ->
                isProblem(
                        as("security")
                            .header("If-Match", "\"0\"")
                            .contentType(ContentType.JSON)
                            .body(body)
                            .patch(INCIDENTS + "/" + id + path)
                            .then(),
                        412,
                        "stale-version")
                    .body("currentVersion", is(1)));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_note_is_added_at_its_time_and_changes_the_incident_too() {
    var id = opened("{}");
    var timeline = INCIDENTS + "/" + id + "/timeline";
    post(timeline, "{\"text\": \"Called the tax office\", \"at\": \"2026-01-31T10:30:00Z\"}")
        .statusCode(201)
        .body("kind", equalTo("note"))
        .body("recordedBy.subject", equalTo("security"));
    post(timeline, "{\"text\": \"The bank confirms\", \"at\": \"2026-01-31T10:15:00Z\"}")
        .statusCode(201);
    get(timeline)
        .body("items.text", contains(null, "The bank confirms", "Called the tax office"))
        .body("page.total", is(3));
    get(INCIDENTS + "/" + id).header("ETag", "\"2\"").body("timelineEntries", is(3));
    isInvalid(
        post(timeline, "{\"text\": \" \", \"at\": \"2999-01-01T00:00:00Z\"}"), "/text", "/at");
    isProblem(post(INCIDENTS + "/" + NOWHERE + "/timeline", "{\"text\": \"x\"}"), 404, "not-found");
    isProblem(get(INCIDENTS + "/" + NOWHERE + "/timeline"), 404, "not-found");
  }

  @Test
  void an_action_item_is_added_edited_and_done() {
    var id = opened("{}");
    var items = INCIDENTS + "/" + id + "/action-items";
    var item =
        post(
                items,
                "{\"title\": \"Alert on expiry\", \"owner\": \"Enzo\", \"dueAt\": \"2026-02-15T00:00:00Z\"}")
            .statusCode(201)
            .body("status", equalTo("open"))
            .body("overdue", is(true))
            .body("nextStatuses.status", contains("in_progress", "done", "cancelled"))
            .extract()
            .<String>path("id");
    get(INCIDENTS + "/" + id).body("openActionItems", is(1)).body("actionItems.id", contains(item));
    patch(items + "/" + item, "{\"owner\": \"Selma\", \"dueAt\": \"2999-01-01T00:00:00Z\"}")
        .statusCode(200)
        .body("owner", equalTo("Selma"))
        .body("overdue", is(false));
    isInvalid(moved(items + "/" + item, "{\"status\": \"cancelled\"}"), "/reason");
    moved(items + "/" + item, "{\"status\": \"done\"}")
        .statusCode(200)
        .body("doneAt", notNullValue());
    get(INCIDENTS + "/" + id).body("openActionItems", is(0)).header("ETag", "\"3\"");
    isProblem(
            moved(items + "/" + item, "{\"status\": \"cancelled\", \"reason\": \"x\"}"),
            409,
            "forbidden-transition")
        .body("allowedStatuses", contains("open"));
    moved(items + "/" + item, "{\"status\": \"open\", \"reason\": \"not enough\"}")
        .statusCode(200)
        .body("doneAt", nullValue());
    get(INCIDENTS + "/" + id + "/timeline")
        .body("items.findAll { it.kind == 'action_item_moved' }.after", contains("done", "open"));
    isInvalid(post(items, "{\"owner\": \" \", \"dueAt\": \"soon\"}"), "/title", "/owner", "/dueAt");
    isProblem(
        patch(INCIDENTS + "/" + opened("{}") + "/action-items/" + item, "{\"owner\": \"x\"}"),
        404,
        "not-found");
    isProblem(
        as("security")
            .header("If-Match", "\"0\"")
            .contentType(ContentType.JSON)
            .body("{\"owner\": \"x\"}")
            .patch(items + "/" + item)
            .then(),
        412,
        "stale-version");
  }

  @Test
  void action_items_of_all_incidents_are_listed_first_due_first() {
    var owner = "owner " + UUID.randomUUID();
    var first = opened("{}");
    var second = opened("{}");
    var late = item(first, owner, "2026-02-01T00:00:00Z");
    var later = item(second, owner, "2999-02-01T00:00:00Z");
    var done = item(second, owner, "2026-01-01T00:00:00Z");
    moved(INCIDENTS + "/" + second + "/action-items/" + done, "{\"status\": \"done\"}")
        .statusCode(200);
    var all = INCIDENTS + "/action-items?owner=" + owner;
    get(all).body("items.id", contains(done, late, later));
    get(all + "&overdue=true").body("items.id", contains(late));
    get(all + "&overdue=false").body("items.id", contains(done, later));
    get(all + "&status=open&incidentId=" + second).body("items.id", contains(later));
    isInvalid(
        get(all + "&overdue=maybe&status=x&incidentId=y&limit=0"),
        "?overdue",
        "?status",
        "?incidentId",
        "?limit");
  }

  @Test
  void a_postmortem_begins_with_what_is_known() {
    var id = opened("{\"title\": \"Filings late\", \"startedAt\": \"2026-01-31T09:00:00Z\"}");
    post(INCIDENTS + "/" + id + "/timeline", "{\"text\": \"The queue stood still\"}")
        .statusCode(201);
    var markdown =
        get(INCIDENTS + "/" + id + "/postmortem-template")
            .statusCode(200)
            .extract()
            .<String>path("markdown");
    assertThat(markdown)
        .startsWith("# Filings late")
        .contains("| Detected | 2026-01-31T10:00:00Z |", "| Time to detect | 1 h 00 min |")
        .contains("The queue stood still", "## Root cause");
  }

  @Test
  void incidents_are_filtered_searched_and_sorted() {
    var service = "service " + UUID.randomUUID();
    var worst =
        opened(
            "{\"severity\": \"sev1\", \"service\": \"%s\", \"detectedAt\": \"2026-01-02T00:00:00Z\"}"
                .formatted(service));
    var oldest =
        opened(
            "{\"severity\": \"sev4\", \"service\": \"%s\", \"detectedAt\": \"2026-01-01T00:00:00Z\", \"commander\": \"Ada\"}"
                .formatted(service));
    var newest =
        opened(
            "{\"severity\": \"sev3\", \"service\": \"%s\", \"incidentType\": \"data_loss\", \"summary\": \"Ledger zymurgy\"}"
                .formatted(service));
    move(newest, "{\"status\": \"resolved\"}").statusCode(200);
    var list = INCIDENTS + "?service=" + service;
    get(list).body("items.id", contains(newest, worst, oldest)).body("page.total", is(3));
    get(list + "&sort=detectedAt").body("items.id", contains(oldest, worst, newest));
    get(list + "&sort=-severity").body("items.id", contains(worst, newest, oldest));
    get(list + "&sort=-lastActivityAt").body("items.id", contains(newest, oldest, worst));
    get(list + "&open=true").body("items.id", contains(worst, oldest));
    get(list + "&open=false").body("items.id", contains(newest));
    get(list + "&severity=sev1&severity=sev4").body("items.id", contains(worst, oldest));
    get(list + "&status=resolved").body("items.id", contains(newest));
    get(list + "&incidentType=data_loss").body("items.id", contains(newest));
    get(list + "&commander=Ada").body("items.id", contains(oldest));
    get(list + "&q=zymur").body("items.id", contains(newest));
    get(list + "&detectedFrom=2026-01-01T00:00:00Z&detectedTo=2026-01-02T00:00:00Z")
        .body("items.id", contains(oldest));
    var page = get(list + "&limit=2").body("items.id", contains(newest, worst)).extract();
    get(list + "&limit=2&cursor=" + page.<String>path("page.nextCursor"))
        .body("items.id", contains(oldest))
        .body("page.nextCursor", nullValue());
    isInvalid(
        get(list + "&severity=bad&status=bad&open=bad&incidentType=bad&detectedFrom=bad&sort=bad"),
        "?severity",
        "?status",
        "?open",
        "?incidentType",
        "?detectedFrom",
        "?sort");
    get(INCIDENTS + "?service=nothing").body("items", empty());
  }

  @Test
  void an_incident_opened_twice_with_one_key_is_one_incident() {
    var key = UUID.randomUUID().toString();
    var ids =
        Stream.of(1, 2)
            .map(
                i ->
                    as("security")
                        .header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(incident("{}"))
                        .post(INCIDENTS)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
            .toList();
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void every_change_of_an_incident_is_in_its_history() {
    var id = opened("{}");
    move(id, "{\"status\": \"acknowledged\"}").statusCode(200);
    item(id, "Enzo", "2999-01-01T00:00:00Z");
    post(INCIDENTS + "/" + id + "/timeline", "{\"text\": \"x\"}").statusCode(201);
    get("/api/audit/records/incident/" + id)
        .body(
            "items.action",
            contains(
                "incident.noted",
                "incident.action_item_added",
                "incident.status_changed",
                "incident.created"))
        .body("items.recordVersion", contains(3, 2, 1, 0));
    List<String> entries = get(INCIDENTS + "/" + id + "/timeline").extract().path("items.id");
    for (var entry : entries) {
      get("/api/audit/records/timeline_entry/" + entry)
          .body("items", hasSize(1))
          .body("items[0].action", equalTo("timeline_entry.created"));
    }
  }

  @Test
  void an_unknown_incident_is_not_found() {
    isProblem(get(INCIDENTS + "/" + NOWHERE), 404, "not-found");
    isProblem(get(INCIDENTS + "/" + NOWHERE + "/postmortem-template"), 404, "not-found");
    isProblem(move(NOWHERE, "{\"status\": \"resolved\"}"), 404, "not-found");
  }

  private static String item(String incident, String owner, String dueAt) {
    return post(
            INCIDENTS + "/" + incident + "/action-items",
            "{\"title\": \"t\", \"owner\": \"%s\", \"dueAt\": \"%s\"}".formatted(owner, dueAt))
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String incidentThatIs(String status) {
    var id = opened("{\"severity\": \"sev3\"}");
    if (status.equals("closed")) {
      move(id, "{\"status\": \"resolved\"}").statusCode(200);
    }
    if (!status.equals("detected")) {
      move(id, "{\"status\": \"%s\"}".formatted(status)).statusCode(200);
    }
    return id;
  }

  private static ValidatableResponse move(String id, String body) {
    return moved(INCIDENTS + "/" + id, body);
  }

  private static ValidatableResponse moved(String path, String body) {
    return as("security").contentType(ContentType.JSON).body(body).patch(path + "/status").then();
  }
}
