package io.trustfabric.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.trustfabric.ledger.DirectConnection;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How long a verification takes: `-Dverification.entries=1000000`. Measured by hand, see
/// docs/proof.md.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(FilledLedger.Clean.class)
@EnabledIfSystemProperty(named = "verification.entries", matches = "[0-9]+")
class VerificationScaleTest {

  private static final int ENTRIES = Integer.getInteger("verification.entries", 0);
  private static final int BATCH = 10_000;

  @Inject LedgerAudit audit;
  @Inject DirectConnection connections;

  @Test
  void lines_and_rows_of_batches_with_their_records() throws Exception {
    lines();
    measure("%,d lines".formatted(ENTRIES));
    batches();
    measure("%,d lines, and %,d rows of batches with their records".formatted(ENTRIES, ENTRIES));
  }

  private static void lines() {
    Sql.run(
        """
        WITH line AS (
          INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, bytes)
          SELECT 1, '2026-01-31T10:00:00Z', 'urn:test', 'writer', 'test.noted', 'test', convert_to(format(
            '{"action":"test.noted","actor":{"issuer":"urn:test","subject":"writer"},"change":{"filler":"%%s","number":%%s},"formatVersion":1,"occurredAt":"2026-01-31T10:00:00.000000Z","recordType":"test"}',
            repeat(md5(i::text), 16), i), 'UTF8')
          FROM generate_series(1, %d) i RETURNING id)
        INSERT INTO ledger_pending SELECT id FROM line
        """
            .formatted(ENTRIES));
    Await.until("it is sealed", Duration.ofMinutes(20), VerificationScaleTest::isSealed);
  }

  private static void batches() {
    var rows =
        IntStream.range(0, BATCH)
            .mapToObj(
                i ->
                    Api.event("{\"title\": \"row %d\", \"metadata\": {\"n\": %d}}".formatted(i, i)))
            .collect(Collectors.joining("\n"));
    for (int i = 0; i < ENTRIES / BATCH; i++) {
      Api.with(Tokens.machine("ingest_events"))
          .contentType("application/x-ndjson")
          .accept(ContentType.JSON)
          .body(rows.getBytes(StandardCharsets.UTF_8))
          .post(Api.EVENTS + "/batch")
          .then()
          .statusCode(201);
    }
    Await.until("it is sealed", Duration.ofMinutes(20), VerificationScaleTest::isSealed);
    Sql.run("ANALYZE");
  }

  private static boolean isSealed() {
    return Sql.number(
            "SELECT (SELECT count(*) FROM audit_log) - coalesce((SELECT max(tree_size) FROM ledger_checkpoints), 0)")
        == 0;
  }

  private void measure(String what) throws Exception {
    var began = Instant.now();
    var figures = new VerificationFigures();
    try (var connection = connections.toVerify()) {
      assertThat(audit.run(connection, figures, (check, done) -> {})).isEmpty();
    }
    System.out.printf(
        "%s: %d s; %d lines, %d rows, %d records, %d checkpoints; heap at most %d MiB%n",
        what,
        Duration.between(began, Instant.now()).toSeconds(),
        figures.lines,
        figures.batchRows,
        figures.records,
        figures.checkpoints,
        Runtime.getRuntime().totalMemory() >> 20);
  }
}
