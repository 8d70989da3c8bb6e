package io.trustfabric.trust;

import static io.trustfabric.testing.Api.BACKUPS;
import static io.trustfabric.testing.Api.BACKUP_POLICIES;
import static io.trustfabric.testing.Api.CHAOS;
import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.INCIDENTS;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.RESTORES;
import static io.trustfabric.testing.Api.REVIEWS;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.compliance.evidence.People;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Does something or other with every feature, as a seed has it. What a feature refuses is refused:
/// the ledger has no line of it.
public final class Doings {

  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

  private static final String BEHIND =
      """
      SELECT (SELECT count(*) FROM ledger_pending) + coalesce((SELECT max(position) FROM ledger_positions), -1)
        - coalesce((SELECT position FROM ledger_cursors WHERE consumer = 'trust-facts'), -1)
      """;

  private final Random random;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final List<String> events = new ArrayList<>();
  private final List<String> incidents = new ArrayList<>();
  private final List<String> rotations = new ArrayList<>();
  private final List<String> models = new ArrayList<>();
  private final List<String> drifts = new ArrayList<>();
  private final List<String> datasets = new ArrayList<>();
  private final List<String> slos = new ArrayList<>();
  private final List<String> evidence = new ArrayList<>();
  private final List<String> reviews = new ArrayList<>();
  private final List<String> backups = new ArrayList<>();
  private final List<String> approvals = new ArrayList<>();
  private final List<Runnable> all =
      List.of(
          this::event,
          this::eventBatch,
          this::moveEvent,
          this::moveEvent,
          this::report,
          this::incident,
          this::moveIncident,
          this::actionItem,
          this::rotation,
          this::moveRotation,
          this::results,
          this::dataset,
          this::evaluation,
          this::model,
          this::moveModel,
          this::moveModel,
          this::drift,
          this::moveDrift,
          this::slo,
          this::measurements,
          this::piece,
          this::movePiece,
          this::control,
          this::review,
          this::backup,
          this::expire,
          this::restore,
          this::policy,
          this::experiment,
          this::decide,
          this::decide);
  private int count;

  public Doings(long seed) {
    this.random = new Random(seed);
  }

  /// Lets every line have its place and every reader take it, also those that readers write.
  public static void catchUp(Consumers consumers) {
    do {
      Await.until(
          "every line has its place",
          Duration.ofSeconds(30),
          () -> Sql.number("SELECT count(*) FROM ledger_pending") == 0);
      consumers.catchUp();
    } while (Sql.number(BEHIND) > 0);
  }

  /// One of everything, then so many more as they come.
  public void run(int more) {
    all.forEach(Runnable::run);
    more(more);
  }

  public void more(int steps) {
    for (int i = 0; i < steps; i++) {
      all.get(random.nextInt(all.size())).run();
    }
  }

  /// Ten thousand events in one body.
  public void manyEvents(int size) {
    var body =
        IntStream.range(0, size)
            .mapToObj(
                i ->
                    Api.event(
                        "{\"severity\": \"%s\", \"eventType\": \"malware\"}"
                            .formatted(any(SEVERITIES))))
            .collect(Collectors.joining(",", "[", "]"));
    List<String> ids =
        Api.with(Tokens.machine("ingest_events"))
            .contentType(ContentType.JSON)
            .body(body)
            .post(EVENTS + "/batch")
            .then()
            .statusCode(201)
            .extract()
            .path("ids");
    events.addAll(ids.subList(0, Math.min(50, ids.size())));
  }

  private void event() {
    events.add(Api.recorded("{\"severity\": \"%s\"}".formatted(any(SEVERITIES))));
  }

  private void eventBatch() {
    manyEvents(2 + random.nextInt(20));
  }

  private void moveEvent() {
    move(
        EVENTS + "/" + any(events) + "/status",
        List.of("open", "investigating", "resolved", "false_positive"));
  }

  private void report() {
    var id = any(events);
    patch(
        "security",
        EVENTS + "/" + id + "/authority-report",
        random.nextBoolean()
            ? "{\"required\": true, \"authority\": \"gdpr_art_33\"}"
            : "{\"reportedAt\": \"%s\", \"reference\": \"r\", \"delayReason\": \"late\"}"
                .formatted(Instant.now().minusSeconds(60)));
  }

  private void incident() {
    incidents.add(Api.opened("{\"severity\": \"sev%d\"}".formatted(1 + random.nextInt(4))));
  }

  private void moveIncident() {
    move(
        INCIDENTS + "/" + any(incidents) + "/status",
        List.of("acknowledged", "mitigated", "resolved", "closed"));
  }

  private void actionItem() {
    var path = INCIDENTS + "/" + any(incidents) + "/action-items";
    String id =
        Api.post(
                path,
                "{\"title\": \"t\", \"owner\": \"o\", \"dueAt\": \"%s\"}"
                    .formatted(Instant.now().plusSeconds(3_600 * (random.nextInt(3) - 1))))
            .extract()
            .path("id");
    if (id != null && random.nextBoolean()) {
      move(path + "/" + id + "/status", List.of("in_progress", "done", "cancelled"));
    }
  }

  private void rotation() {
    var status = any(List.of("succeeded", "in_progress"));
    String id =
        Api.post(
                Api.ROTATIONS,
                Api.rotation(
                    "{\"secretName\": \"%s/%d\", \"rotationIntervalDays\": %d, \"status\": \"%s\" %s}"
                        .formatted(
                            mark,
                            random.nextInt(3),
                            1 + random.nextInt(90),
                            status,
                            status.equals("succeeded")
                                ? ", \"rotatedAt\": \"%s\""
                                    .formatted(
                                        Instant.now()
                                            .minus(Duration.ofDays(1 + random.nextInt(60))))
                                : "")))
            .statusCode(201)
            .extract()
            .path("id");
    rotations.add(id);
  }

  private void moveRotation() {
    patch(
        "security",
        Api.ROTATIONS + "/" + any(rotations) + "/status",
        random.nextBoolean()
            ? "{\"status\": \"succeeded\", \"reason\": \"r\"}"
            : "{\"status\": \"failed\", \"failureReason\": \"x\", \"reason\": \"r\"}");
  }

  private void results() {
    var run = random.nextInt(4);
    var body =
        IntStream.range(0, 1 + random.nextInt(6))
            .mapToObj(
                i ->
                    Api.result(
                        "{\"testSuite\": \"s-%s-%d\", \"runId\": \"r-%d\", \"testName\": \"t%d\", \"status\": \"%s\", \"executedAt\": \"%s\"}"
                            .formatted(
                                mark,
                                random.nextInt(2),
                                run,
                                i,
                                any(List.of("passed", "passed", "failed", "skipped", "error")),
                                Instant.now().minusSeconds(random.nextInt(100_000)))))
            .collect(Collectors.joining(",", "[", "]"));
    Api.engineer(Api.REGRESSION + "/batch", body).statusCode(201);
  }

  private void dataset() {
    datasets.add(Api.golden("{}"));
    patch(
        "engineer",
        Api.DATASETS + "/" + any(datasets) + "/status",
        "{\"status\": \"%s\", \"reason\": \"r\"}".formatted(any(List.of("active", "inactive"))));
  }

  private void evaluation() {
    var right =
        "{\"key\": \"inv-1\", \"actual\": {\"total\": {\"amount\": \"12.34\", \"currency\": \"GBP\"}, \"supplier\": \"Acme\"}}";
    var by = random.nextInt(3) == 0 ? Tokens.person("engineer") : Tokens.machine("report_tests");
    Api.with(by)
        .contentType(ContentType.JSON)
        .body(
            "{\"testedSystem\": \"s\", \"predictions\": [%s]%s}"
                .formatted(
                    random.nextBoolean() ? right : "",
                    models.isEmpty() ? "" : ", \"modelId\": \"%s\"".formatted(any(models))))
        .post(Api.DATASETS + "/" + any(datasets) + "/evaluations")
        .then()
        .statusCode(201);
  }

  private void model() {
    models.add(
        Api.registered(
            "{\"name\": \"m-%s-%d\", \"modelVersion\": \"%d\"%s}"
                .formatted(
                    mark,
                    random.nextInt(2),
                    ++count,
                    random.nextBoolean()
                        ? ", \"artifactSha256\": \"%s\"".formatted("ab".repeat(32))
                        : "")));
  }

  /// Into production by two admins: nothing here would pass the release gate.
  private void moveModel() {
    var id = any(models);
    for (var status : List.of("validating", "staging")) {
      patch(
          "engineer",
          MODELS + "/" + id + "/status",
          "{\"status\": \"%s\", \"reason\": \"r\"}".formatted(status));
    }
    String approval =
        Api.with(Tokens.person("ada", "admin"))
            .contentType(ContentType.JSON)
            .body("{\"reason\": \"r\"}")
            .post(MODELS + "/" + id + "/gate/override")
            .then()
            .extract()
            .path("id");
    if (approval != null) {
      approvals.add(approval);
    }
  }

  private void drift() {
    List<String> ids =
        Api.engineer(
                Api.DRIFT,
                Api.drift(any(models)).replace("high", any(List.of("low", "high", "critical"))))
            .extract()
            .path("items.id");
    drifts.addAll(ids);
  }

  private void moveDrift() {
    patch(
        "engineer",
        Api.DRIFT + "/" + any(drifts) + "/status",
        "{\"status\": \"%s\", \"reason\": \"r\"}"
            .formatted(any(List.of("acknowledged", "resolved", "false_positive", "open"))));
  }

  private void slo() {
    slos.add(Api.defined("{}"));
    if (random.nextInt(3) == 0) {
      patch(
          "engineer",
          SLO_DEFINITIONS + "/" + any(slos) + "/lifecycle",
          "{\"lifecycle\": \"%s\", \"reason\": \"r\"}"
              .formatted(any(List.of("retired", "active"))));
    }
  }

  private void measurements() {
    var slo = any(slos);
    var end = Instant.now().minusSeconds(random.nextInt(90_000));
    var body =
        IntStream.range(0, 1 + random.nextInt(4))
            .mapToObj(
                i ->
                    "{\"sloId\": \"%s\", \"windowStart\": \"%s\", \"windowEnd\": \"%s\", \"goodEvents\": %d, \"totalEvents\": 1000}"
                        .formatted(
                            slo,
                            end.minusSeconds(60L * (i + 1)),
                            end.minusSeconds(60L * i),
                            random.nextBoolean() ? 1_000 : 900 + random.nextInt(100)))
            .collect(Collectors.joining(",", "[", "]"));
    Api.engineer(Api.SLOS + "/batch", body);
  }

  private void piece() {
    evidence.add(
        random.nextBoolean()
            ? People.approved("{}")
            : People.submitted("{\"controlId\": \"CC7.2\"}"));
  }

  private void movePiece() {
    var id = any(evidence);
    switch (random.nextInt(4)) {
      case 0 -> People.edit("selma", id, "{\"title\": \"t %d\"}".formatted(++count));
      case 1 -> People.submit("selma", id);
      case 2 -> People.approve("enzo", id);
      default -> People.move("enzo", id, "{\"status\": \"revoked\", \"reason\": \"r\"}");
    }
  }

  private void control() {
    var applies = random.nextBoolean();
    Api.as("compliance")
        .contentType(Api.MERGE_PATCH)
        .body("{\"applicable\": %s, \"applicabilityReason\": \"r\"}".formatted(applies))
        .patch("/api/compliance/controls/iso27001/A.7.8")
        .then();
  }

  private void review() {
    var id =
        random.nextBoolean()
            ? Api.planned("{}")
            : Api.started("[{\"username\": \"vera\", \"currentPermissions\": [\"viewer\"]}]");
    reviews.add(id);
    Api.compliance(
        "PATCH",
        REVIEWS + "/" + any(reviews) + "/status",
        "{\"status\": \"%s\", \"reason\": \"r\"}"
            .formatted(any(List.of("cancelled", "completed"))));
  }

  private String target() {
    return "t-" + mark + "-" + random.nextInt(2);
  }

  private void backup() {
    var id = Api.begunBackup("{\"target\": \"%s\"}".formatted(target()));
    backups.add(id);
    if (random.nextInt(4) == 0) {
      Api.backups("PATCH", BACKUPS + "/" + id + "/fail", "{\"failureReason\": \"x\"}");
    } else {
      Api.backups(
          "PATCH",
          BACKUPS + "/" + id + "/complete",
          Api.completion(
              "{\"completedAt\": \"2026-01-31T02:%02d:00Z\"}".formatted(10 + random.nextInt(40))));
    }
  }

  private void expire() {
    Api.as("admin")
        .contentType(ContentType.JSON)
        .body("{\"reason\": \"r\"}")
        .post(BACKUPS + "/" + any(backups) + "/expire")
        .then();
  }

  private void restore() {
    var id = Api.begunRestore(Api.completedBackup("{\"target\": \"%s\"}".formatted(target())));
    if (random.nextBoolean()) {
      Api.backups("PATCH", RESTORES + "/" + id + "/fail", "{\"failureReason\": \"x\"}");
    } else {
      Api.backups(
          "PATCH",
          RESTORES + "/" + id + "/complete",
          "{\"usableAt\": \"2026-02-01T03:12:34Z\", \"completedAt\": \"2026-02-01T03:20:00Z\"}");
    }
  }

  private void policy() {
    String approval =
        Api.engineer(
                BACKUP_POLICIES,
                Api.backupPolicy("{\"target\": \"t-%s-%d\"}".formatted(mark, ++count % 3)))
            .extract()
            .path("id");
    if (approval != null) {
      approvals.add(approval);
    }
  }

  private void experiment() {
    var id =
        Api.experiment(
            "{\"testType\": \"%s\"}".formatted(any(List.of("connector_outage", "queue_delay"))));
    patch(
        "engineer",
        CHAOS + "/" + id + "/complete",
        """
        {"faultInjectedAt": "2026-01-31T10:01:00Z", "faultClearedAt": "2026-01-31T10:03:00Z",
         "recoveredAt": "2026-01-31T10:03:12.5Z", "errorRateBefore": %s, "errorRateDuring": 0.1,
         "errorRateAfter": %s,
         "measurements": [{"probe": "state", "phase": "before", "text": "up"},
           {"probe": "state", "phase": "after", "at": "2026-01-31T10:04:00Z", "text": "up"}],
         "activities": [{"name": "cut the line", "role": "method", "end": "succeeded"},
           {"name": "mend the line", "role": "rollback", "end": "succeeded"}],
         "completedAt": "2026-01-31T10:05:00Z"}
        """
            .formatted(
                random.nextInt(4) == 0 ? "0.5" : "0.001", random.nextBoolean() ? "0.002" : "0.4"));
  }

  private void decide() {
    if (!approvals.isEmpty()) {
      var id = approvals.remove(random.nextInt(approvals.size()));
      Api.with(Tokens.person("otto", "admin"))
          .contentType(ContentType.JSON)
          .body(
              "{\"decision\": \"%s\", \"reason\": \"r\"}"
                  .formatted(random.nextInt(4) == 0 ? "rejected" : "approved"))
          .post("/api/approvals/" + id + "/decision");
    }
  }

  private void move(String path, List<String> statuses) {
    patch("security", path, "{\"status\": \"%s\", \"reason\": \"r\"}".formatted(any(statuses)));
  }

  private static ValidatableResponse patch(String role, String path, String body) {
    return Api.as(role).contentType(ContentType.JSON).body(body).patch(path).then();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
