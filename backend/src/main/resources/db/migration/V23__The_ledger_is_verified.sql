-- Each reading of everything in the ledger, and what came of it.
CREATE TABLE ledger_verifications (
  id                  uuid        PRIMARY KEY,
  version             bigint      NOT NULL,
  created_at          timestamptz NOT NULL,
  created_by_issuer   text        NOT NULL,
  created_by_subject  text        NOT NULL,
  created_by_name     text,
  updated_at          timestamptz NOT NULL,
  updated_by_issuer   text        NOT NULL,
  updated_by_subject  text        NOT NULL,
  updated_by_name     text,
  metadata            jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt       bytea       NOT NULL CHECK (octet_length(personal_salt) = 16),
  cause               text        NOT NULL CHECK (cause IN ('requested', 'scheduled')),
  status              text        NOT NULL CHECK (status IN ('running', 'verified', 'failed', 'aborted')),
  completed_at        timestamptz,
  line_count          bigint      CHECK (line_count >= 0),
  batch_row_count     bigint      CHECK (batch_row_count >= 0),
  checkpoint_count    bigint      CHECK (checkpoint_count >= 0),
  record_count        bigint      CHECK (record_count >= 0),
  without_value_count bigint      CHECK (without_value_count >= 0),
  finding_check       text        CHECK (finding_check IN ('lines', 'order', 'tree', 'checkpoints', 'records')),
  finding_place       text,
  finding_position    bigint,
  finding_record_type text,
  finding_record_id   uuid,
  finding_problem     text,
  finding_expected    text,
  finding_actual      text,
  security_event_id   uuid        REFERENCES security_events,
  CHECK ((status = 'running') = (completed_at IS NULL)),
  CHECK ((status IN ('verified', 'failed')) =
    (num_nulls(line_count, batch_row_count, checkpoint_count, record_count, without_value_count) = 0)),
  CHECK ((status = 'failed') = (num_nulls(finding_check, finding_place, finding_problem, security_event_id) = 0)),
  CHECK (status = 'failed' OR num_nonnulls(finding_check, finding_place, finding_position, finding_record_type,
    finding_record_id, finding_problem, finding_expected, finding_actual, security_event_id) = 0)
);
CREATE UNIQUE INDEX ledger_verifications_one_at_a_time ON ledger_verifications ((true)) WHERE status = 'running';
CREATE INDEX ledger_verifications_by_time ON ledger_verifications (created_at, id);
CREATE INDEX ledger_verifications_by_status ON ledger_verifications (status, created_at, id);
CREATE INDEX ledger_verifications_by_cause ON ledger_verifications (cause, created_at, id);
CREATE INDEX ledger_verifications_event ON ledger_verifications (security_event_id) WHERE security_event_id IS NOT NULL;

-- How far a verification is; no record, since it changes every second.
CREATE TABLE ledger_verification_progress (
  verification_id uuid        PRIMARY KEY REFERENCES ledger_verifications,
  looking_at      text        NOT NULL CHECK (looking_at IN ('lines', 'order', 'tree', 'checkpoints', 'records')),
  done            bigint      NOT NULL CHECK (done >= 0),
  expected        bigint      NOT NULL CHECK (expected >= 0),
  told_at         timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON ledger_verifications, ledger_verification_progress TO trust_fabric_app;
