package io.trustfabric.ledger.verify;

import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.with;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A ledger that nobody has tampered with yet, with records of many kinds, large changes, batches,
/// full tiles and many checkpoints.
final class FilledLedger {

  /// A database of its own: the suite's other one is tampered with by many tests.
  public static final class Clean implements QuarkusTestProfile {}

  private static boolean filled;

  private FilledLedger() {}

  static synchronized void fill() {
    if (!filled) {
      records();
      batches();
      reads();
      for (int i = 0; i < 260; i++) {
        Api.recorded("{\"title\": \"event %d\"}".formatted(i));
      }
      filled = true;
    }
    awaitSealed();
  }

  /// Waits until all that is there has its position and is signed.
  static void awaitSealed() {
    Await.until(
        "everything is sealed",
        Duration.ofSeconds(60),
        () ->
            Sql.number(
                    """
                    SELECT (SELECT count(*) FROM ledger_pending) + (SELECT count(*) FROM audit_log)
                      - (SELECT max(tree_size) FROM ledger_checkpoints)
                    """)
                == 0);
  }

  private static void records() {
    var moved = Api.recorded("{\"title\": \"moved\", \"metadata\": {\"a\": [1.5, null]}}");
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"investigating\", \"reason\": \"look\"}")
        .patch(Api.EVENTS + "/" + moved + "/status")
        .then()
        .statusCode(200);
    Api.recorded("{\"title\": \"large\", \"dataAssets\": %s}".formatted(assets()));
    var incident = Api.opened("{}");
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"text\": \"a note\"}")
        .post(Api.INCIDENTS + "/" + incident + "/timeline")
        .then()
        .statusCode(201);
    Api.golden("{}");
    Api.registered("{}");
    Api.engineer(Api.REGRESSION, Api.result("{}")).statusCode(201);
    Api.engineer(Api.SLOS, Api.measurement(Api.defined("{}"), 0)).statusCode(201);
    Api.classified("{}");
    Api.drafted("{}");
    Api.begunRestore(Api.completedBackup("{}"));
    Api.experiment("{}");
    Api.started(
        "[{\"username\": \"jane\", \"currentPermissions\": [\"admin\"], \"owner\": \"ada\"}]");
    as("security")
        .contentType(ContentType.JSON)
        .body(Api.rotation("{}"))
        .post(Api.ROTATIONS)
        .then()
        .statusCode(201);
  }

  private static void batches() {
    for (int size : new int[] {2, 37}) {
      var rows =
          IntStream.range(0, size)
              .mapToObj(i -> Api.event("{\"title\": \"row %d\"}".formatted(i)))
              .collect(Collectors.joining(",", "[", "]"));
      with(Tokens.machine("ingest_events"))
          .contentType(ContentType.JSON)
          .body(rows)
          .post(Api.EVENTS + "/batch")
          .then()
          .statusCode(201);
    }
  }

  /// Lines about no record.
  private static void reads() {
    for (int limit = 1; limit <= 12; limit++) {
      as("auditor").get("/api/audit/entries?limit=" + limit).then().statusCode(200);
    }
  }

  private static String assets() {
    return IntStream.range(0, 100)
        .mapToObj(i -> "\"" + "\\u0001".repeat(190) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
