-- How far each place off the machine has come with our checkpoints, what witnesses signed, and the epochs that
-- two people open when a place knows more than the ledger does.
CREATE TABLE ledger_anchors (
  name            text        PRIMARY KEY,
  anchored_origin text,
  anchored_size   bigint      NOT NULL CHECK (anchored_size >= 0),
  anchored_at     timestamptz,
  ahead_epoch     integer     CHECK (ahead_epoch >= 1),
  ahead_size      bigint      CHECK (ahead_size >= 0),
  ahead_note      text,
  failures        integer     NOT NULL CHECK (failures >= 0),
  next_at         timestamptz NOT NULL,
  last_error      text,
  last_error_at   timestamptz,
  CHECK ((anchored_origin IS NULL) = (anchored_at IS NULL)),
  CHECK ((ahead_epoch IS NULL) = (ahead_size IS NULL)),
  CHECK ((last_error IS NULL) = (last_error_at IS NULL))
);
COMMENT ON COLUMN ledger_anchors.ahead_size IS 'Of a checkpoint kept there that this ledger does not have: it lost lines.';

CREATE TABLE ledger_cosignatures (
  tree_size   bigint      NOT NULL REFERENCES ledger_checkpoints,
  witness     text        NOT NULL,
  line        text        NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (tree_size, witness)
);
COMMENT ON COLUMN ledger_cosignatures.line IS 'The signature line, to be put below the checkpoint''s own.';

CREATE TABLE ledger_epochs (
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
  number               integer     NOT NULL UNIQUE CHECK (number >= 2),
  status               text        NOT NULL CHECK (status IN ('proposed', 'opened', 'rejected')),
  anchor               text,
  anchored_origin      text,
  anchored_size        bigint      CHECK (anchored_size > 0),
  anchored_root_sha256 text        CHECK (anchored_root_sha256 ~ '^[0-9a-f]{64}$'),
  lost_from            bigint      CHECK (lost_from >= 0),
  lost_to              bigint      CHECK (lost_to >= lost_from),
  opened_at            timestamptz,
  CONSTRAINT ledger_epochs_opened_with_what_was_lost CHECK (
    num_nonnulls(anchor, anchored_origin, anchored_size, lost_from, lost_to, opened_at)
      = CASE status WHEN 'opened' THEN 6 ELSE 0 END)
);
-- One at a time is asked for.
CREATE UNIQUE INDEX ledger_epochs_proposed ON ledger_epochs (status) WHERE status = 'proposed';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_cosignatures
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ledger_epochs
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

GRANT SELECT, INSERT ON ledger_cosignatures TO trust_fabric_app;
GRANT SELECT, INSERT, UPDATE ON ledger_anchors, ledger_epochs TO trust_fabric_app;
