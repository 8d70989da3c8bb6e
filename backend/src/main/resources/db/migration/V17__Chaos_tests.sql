CREATE TABLE chaos_test_results (
  id                   uuid        PRIMARY KEY,
  version              bigint      NOT NULL,
  created_at           timestamptz NOT NULL,
  created_by_issuer    text        NOT NULL,
  created_by_subject   text        NOT NULL,
  created_by_name      text,
  updated_at           timestamptz NOT NULL,
  updated_by_issuer    text        NOT NULL,
  updated_by_subject   text        NOT NULL,
  updated_by_name      text,
  metadata             jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt        bytea       NOT NULL CHECK (octet_length(personal_salt) = 16),
  name                 text        NOT NULL,
  test_type            text        NOT NULL CHECK (test_type IN ('connector_outage', 'queue_delay', 'db_failover',
                         'service_degradation')),
  target               text        NOT NULL,
  environment          text        NOT NULL,
  source               text        NOT NULL CHECK (source IN ('reported', 'chaos_toolkit')),
  status               text        NOT NULL CHECK (status IN ('running', 'completed', 'aborted', 'failed')),
  hypothesis           jsonb       NOT NULL CHECK (jsonb_typeof(hypothesis) = 'object'),
  planned_method       text[]      NOT NULL,
  planned_rollbacks    text[]      NOT NULL,
  error_rate_query     text,
  latency_p95_query    text,
  started_at           timestamptz NOT NULL,
  fault_injected_at    timestamptz,
  fault_cleared_at     timestamptz,
  recovered_at         timestamptz,
  completed_at         timestamptz,
  max_duration_ms      bigint      NOT NULL CHECK (max_duration_ms > 0),
  deadline_at          timestamptz NOT NULL,
  max_recovery_ms      bigint      CHECK (max_recovery_ms > 0),
  error_rate_before    numeric     CHECK (error_rate_before BETWEEN 0 AND 1),
  error_rate_during    numeric     CHECK (error_rate_during BETWEEN 0 AND 1),
  error_rate_after     numeric     CHECK (error_rate_after BETWEEN 0 AND 1),
  -- In milliseconds.
  latency_p95_before   numeric     CHECK (latency_p95_before >= 0),
  latency_p95_during   numeric     CHECK (latency_p95_during >= 0),
  latency_p95_after    numeric     CHECK (latency_p95_after >= 0),
  measurements         jsonb       NOT NULL CHECK (jsonb_typeof(measurements) = 'array'),
  activities           jsonb       NOT NULL CHECK (jsonb_typeof(activities) = 'array'),
  outcome              text        CHECK (outcome IN ('passed', 'failed', 'inconclusive')),
  conclusion           jsonb       CHECK (jsonb_typeof(conclusion) = 'object'),
  end_reason           text,
  failure_points       text[]      NOT NULL,
  recovery_actions     text[]      NOT NULL,
  lessons_learned      text,
  incident_id          uuid        REFERENCES incidents,
  journal_sha256       text        UNIQUE CHECK (journal_sha256 ~ '^[0-9a-f]{64}$'),
  tool_status          text,
  search               tsvector    NOT NULL GENERATED ALWAYS AS (
                         to_tsvector('simple', name || ' ' || coalesce(hypothesis ->> 'title', ''))) STORED,
  CONSTRAINT chaos_tests_from_a_journal CHECK ((source = 'chaos_toolkit') = (journal_sha256 IS NOT NULL)),
  -- What has ended has come to something, and to nothing before.
  CONSTRAINT chaos_tests_ended_with_outcome CHECK (
    num_nonnulls(completed_at, outcome, conclusion) = CASE status WHEN 'running' THEN 0 ELSE 3 END),
  CONSTRAINT chaos_tests_stopped_with_reason CHECK ((status IN ('aborted', 'failed')) = (end_reason IS NOT NULL)),
  -- Each time at or after every one before it that there is.
  CONSTRAINT chaos_tests_clock_runs_forward CHECK (
    (fault_cleared_at IS NULL OR fault_injected_at IS NOT NULL)
    AND (recovered_at IS NULL OR fault_cleared_at IS NOT NULL)
    AND started_at <= coalesce(fault_injected_at, started_at)
    AND coalesce(fault_injected_at, started_at) <= coalesce(fault_cleared_at, fault_injected_at, started_at)
    AND coalesce(fault_cleared_at, fault_injected_at, started_at)
        <= coalesce(recovered_at, fault_cleared_at, fault_injected_at, started_at)
    AND coalesce(recovered_at, fault_cleared_at, fault_injected_at, started_at)
        <= coalesce(completed_at, recovered_at, fault_cleared_at, fault_injected_at, started_at)),
  -- Nothing passes that did not run to its end, or in which nothing was broken.
  CONSTRAINT chaos_tests_passed_with_a_fault CHECK (
    outcome <> 'passed' OR (status = 'completed' AND fault_injected_at IS NOT NULL)),
  CONSTRAINT chaos_tests_proof_with_a_fault CHECK (outcome <> 'failed' OR fault_injected_at IS NOT NULL)
);
CREATE INDEX chaos_test_results_by_time ON chaos_test_results (started_at, id);
CREATE INDEX chaos_test_results_by_type ON chaos_test_results (test_type, started_at, id);
CREATE INDEX chaos_test_results_by_status ON chaos_test_results (status, started_at, id);
CREATE INDEX chaos_test_results_by_outcome ON chaos_test_results (outcome, started_at, id);
CREATE INDEX chaos_test_results_by_target ON chaos_test_results (target, started_at, id);
CREATE INDEX chaos_test_results_by_environment ON chaos_test_results (environment, started_at, id);
CREATE INDEX chaos_test_results_by_incident ON chaos_test_results (incident_id, started_at, id)
  WHERE incident_id IS NOT NULL;
CREATE INDEX chaos_test_results_by_deadline ON chaos_test_results (deadline_at) WHERE status = 'running';
CREATE INDEX chaos_test_results_search ON chaos_test_results USING gin (search);

GRANT SELECT, INSERT, UPDATE ON chaos_test_results TO trust_fabric_app;
