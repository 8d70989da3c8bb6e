package io.trustfabric.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// How long the dashboard of trust takes with a long ledger behind it, and how fast its facts are
/// made. Lines and rows are loaded past the API and taken by the running product.
final class Trust {

  static final String OVERVIEW = "/api/trust/overview";
  static final String SCORE = "/api/trust/score";

  /// Requests a second, one after the other from everybody who has the page open.
  private static final double RATE = 50;

  private static final Duration LONGEST = Duration.ofMinutes(20);

  /// One line for each loaded event, in about the size of a real one; then 500 secrets, 200 SLOs
  /// with a measurement and 300 pieces of evidence, so that the page has something to judge.
  private static final List<String> LINES =
      List.of(
          """
          CREATE TEMP TABLE made AS
          SELECT occurred_at AS at, 'security_event' AS type, id, jsonb_build_object(
            'severity', jsonb_build_object('after', severity), 'status', jsonb_build_object('after', status),
            'eventType', jsonb_build_object('after', event_type), 'source', jsonb_build_object('after', source),
            'title', jsonb_build_object('after', jsonb_build_object('sha256', encode(sha256(title::bytea), 'hex'))),
            'description', jsonb_build_object('after', jsonb_build_object('sha256', encode(sha256(description::bytea), 'hex'))),
            'resource', jsonb_build_object('after', jsonb_build_object('sha256', encode(sha256(resource::bytea), 'hex'))),
            'occurredAt', jsonb_build_object('after', occurred_at)) || CASE WHEN report_required THEN
              jsonb_build_object('authorityReport', jsonb_build_object('after', jsonb_strip_nulls(jsonb_build_object(
                'required', true, 'dueAt', to_char(report_due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'reportedAt', report_reported_at)))) ELSE '{}' END AS change
          FROM security_events ORDER BY occurred_at
          """,
          """
          INSERT INTO made
          SELECT now(), 'secret_rotation', gen_random_uuid(), jsonb_build_object(
            'secretName', jsonb_build_object('after', 'secret-' || i), 'status', '{"after": "succeeded"}'::jsonb,
            'createdAt', '{"after": "2026-01-01T00:00:00.000000Z"}'::jsonb, 'retired', '{"after": false}'::jsonb,
            'rotatedAt', '{"after": "2026-01-01T00:00:00.000000Z"}'::jsonb, 'nextRotationDueAt', jsonb_build_object('after',
              to_char(now() AT TIME ZONE 'UTC' + (i - 10) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
          FROM generate_series(1, 500) i
          """,
          """
          WITH slos AS (SELECT gen_random_uuid() AS id, i FROM generate_series(1, 200) i)
          INSERT INTO made
          SELECT now(), 'slo_definition', id, jsonb_build_object('service', jsonb_build_object('after', 'service-' || i % 20),
            'name', jsonb_build_object('after', 'slo-' || i), 'lifecycle', '{"after": "active"}'::jsonb) FROM slos
          UNION ALL
          SELECT now(), 'slo_measurement', gen_random_uuid(), jsonb_build_object('sloId', jsonb_build_object('after', id),
            'windowEnd', jsonb_build_object('after', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
            'asRecorded', '{"after": {"status": "on_track", "errorBudget": "0.5"}}'::jsonb) FROM slos
          """,
          """
          INSERT INTO made
          SELECT now(), 'compliance_evidence', gen_random_uuid(), jsonb_build_object('status', '{"after": "approved"}'::jsonb,
            'nextReviewDueAt', jsonb_build_object('after',
              to_char(now() AT TIME ZONE 'UTC' + i * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
          FROM generate_series(1, 300) i
          """,
          """
          WITH lines AS (
            INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, record_id,
              record_version, state_sha256, bytes)
            SELECT 1, at, 'https://issuer.example', 'bench', type || '.created', type, id, 0, sha256(id::text::bytea),
              convert_to(jsonb_build_object('action', type || '.created', 'change', change, 'formatVersion', 1,
                'actor', jsonb_build_object('issuer', 'https://issuer.example', 'subject', 'bench'), 'occurredAt', at,
                'recordId', id, 'recordType', type, 'recordVersion', 0,
                'stateSha256', encode(sha256(id::text::bytea), 'hex'))::text, 'UTF8')
            FROM made RETURNING id)
          INSERT INTO ledger_pending (line_id) SELECT id FROM lines
          """,
          "ANALYZE audit_log");

  /// @param lines how many were taken
  /// @param seconds from the last insert until all were taken: positions and all readers
  /// @param facts rows that the page is made of
  /// @param load average of the machine meanwhile
  record Result(
      long lines,
      double seconds,
      long facts,
      Asked overview,
      Asked busyOverview,
      Asked score,
      Asked past,
      String load) {}

  /// @param perSecond the rate of the open-model load
  record Asked(String path, double perSecond, OpenLoad.Result result) {}

  private Trust() {}

  static Result measure(Fabric fabric, int size, int requests) throws SQLException, IOException {
    Rows.load(fabric, size);
    var before = taken(fabric);
    try (var connection = fabric.connect("superuser");
        var statement = connection.createStatement()) {
      for (var sql : LINES) {
        statement.execute(sql);
      }
    }
    var start = System.nanoTime();
    while (behind(fabric) > 0) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IOException("the lines were not taken within " + LONGEST);
      }
      wait(fabric);
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    fabric.execute("VACUUM (ANALYZE) trust_facts, trust_totals, trust_tallies, trust_facts_past");
    var past =
        fabric.one(
            "SELECT to_char(max(minute) AT TIME ZONE 'UTC' - interval '30 days', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                + " FROM trust_minutes");
    return new Result(
        taken(fabric) - before,
        seconds,
        Long.parseLong(fabric.one("SELECT count(*) FROM trust_facts")),
        asked(fabric, OVERVIEW, requests),
        busy(fabric, OVERVIEW, requests),
        asked(fabric, SCORE, requests),
        asked(fabric, SCORE + "?at=" + past, requests / 4),
        Machine.load());
  }

  /// At a rate far above what people who look at it make, after a warm-up that is as fast as it can
  /// be.
  private static Asked asked(Fabric fabric, String path, int requests) {
    ClosedLoad.run(Duration.ofSeconds(20), 4, w -> call(fabric.wire(), path));
    return asked(fabric, path, requests, RATE);
  }

  /// At half of what goes through in a closed loop.
  private static Asked busy(Fabric fabric, String path, int requests) {
    var through = ClosedLoad.run(Duration.ofSeconds(6), 4, w -> call(fabric.wire(), path));
    return asked(fabric, path, requests, Math.max(RATE, through.perSecond() * 0.5));
  }

  private static Asked asked(Fabric fabric, String path, int requests, double rate) {
    var schedule =
        Schedule.poisson(rate, Duration.ofMillis((long) (requests * 1_000 / rate)), requests);
    return new Asked(path, rate, OpenLoad.run(schedule, 16, w -> call(fabric.wire(), path)));
  }

  private static Call call(Wire wire, String path) {
    return number -> wire.get(path).status() == 200;
  }

  private static long taken(Fabric fabric) throws SQLException {
    return Long.parseLong(
        fabric.one(
            "SELECT coalesce((SELECT position FROM ledger_cursors WHERE consumer = 'trust-facts'), -1)"));
  }

  private static long behind(Fabric fabric) throws SQLException {
    return Long.parseLong(
        fabric.one(
            """
            SELECT (SELECT count(*) FROM (SELECT FROM ledger_pending LIMIT 1) p)
              + (SELECT max(position) FROM ledger_positions)
              - (SELECT position FROM ledger_cursors WHERE consumer = 'trust-facts')
            """));
  }

  private static void wait(Fabric fabric) throws SQLException {
    fabric.one("SELECT pg_sleep(1)");
  }
}
