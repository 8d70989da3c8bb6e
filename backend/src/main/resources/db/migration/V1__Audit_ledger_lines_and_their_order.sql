-- The audit ledger: what was changed, by whom, in which order. Its format is described in
-- backend/docs/ledger-format.md and never changes for lines already written.

CREATE TABLE audit_log (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  format_version smallint    NOT NULL CHECK (format_version >= 1),
  occurred_at    timestamptz NOT NULL,
  actor_issuer   text        NOT NULL,
  actor_subject  text        NOT NULL,
  action         text        NOT NULL,
  record_type    text        NOT NULL,
  record_id      uuid,
  record_version bigint,
  state_sha256   bytea       CHECK (octet_length(state_sha256) = 32),
  request_id     text,
  bytes          bytea       NOT NULL CHECK (octet_length(bytes) <= 65535)
);
CREATE INDEX audit_log_record ON audit_log (record_type, record_id, id);
COMMENT ON TABLE audit_log IS 'Append-only. bytes is the line (RFC 8785); the other columns repeat parts of it to be searched by.';
COMMENT ON COLUMN audit_log.id IS 'Has gaps and commits out of order: nothing reads by it, see ledger_positions.';

CREATE TABLE ledger_payloads (
  line_id   bigint  NOT NULL REFERENCES audit_log,
  row_index integer NOT NULL DEFAULT -1 CHECK (row_index >= -1),
  change    bytea,
  personal  jsonb,
  PRIMARY KEY (line_id, row_index),
  CHECK (change IS NOT NULL OR personal IS NOT NULL)
);
COMMENT ON TABLE ledger_payloads IS 'What the bytes hold only by digest: personal values with their salts, and changes too large for a line. row_index -1 is the line itself.';

CREATE TABLE ledger_batch_rows (
  line_id   bigint  NOT NULL REFERENCES audit_log,
  row_index integer NOT NULL CHECK (row_index >= 0),
  record_id uuid    NOT NULL,
  bytes     bytea   NOT NULL CHECK (octet_length(bytes) <= 65535),
  PRIMARY KEY (line_id, row_index)
);
CREATE INDEX ledger_batch_rows_record ON ledger_batch_rows (record_id);

-- A line waits here from its commit until the sequencer gives it a position.
CREATE TABLE ledger_pending (
  line_id bigint PRIMARY KEY
) WITH (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0,
  autovacuum_vacuum_cost_delay = 0
);

CREATE TABLE ledger_positions (
  position bigint PRIMARY KEY CHECK (position >= 0),
  line_id  bigint NOT NULL UNIQUE REFERENCES audit_log,
  leaf     bytea  NOT NULL CHECK (octet_length(leaf) = 32)
);
COMMENT ON TABLE ledger_positions IS 'Gap-free from 0; position is the index of the leaf in the RFC 6962 tree, leaf is SHA-256(0x00 || bytes).';

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the audit ledger is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_payloads
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_batch_rows
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_positions
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
-- Pending lines are only ever added and taken away; a changed one would lose its line.
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON ledger_pending
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

GRANT USAGE ON SCHEMA public TO trust_fabric_app;
GRANT SELECT, INSERT ON audit_log, ledger_payloads, ledger_batch_rows, ledger_positions TO trust_fabric_app;
GRANT SELECT, INSERT, DELETE ON ledger_pending TO trust_fabric_app;
GRANT SELECT ON flyway_schema_history TO trust_fabric_app;
