-- How long a secret of each kind may live; one row once the product's own limits were changed.
CREATE TABLE secret_rotation_policies (
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
  max_interval_days    jsonb       NOT NULL CHECK (jsonb_typeof(max_interval_days) = 'object')
);
CREATE UNIQUE INDEX secret_rotation_policies_only_one ON secret_rotation_policies ((true));

CREATE TABLE secret_rotation_log (
  id                     uuid        PRIMARY KEY,
  version                bigint      NOT NULL,
  created_at             timestamptz NOT NULL,
  created_by_issuer      text        NOT NULL,
  created_by_subject     text        NOT NULL,
  created_by_name        text,
  updated_at             timestamptz NOT NULL,
  updated_by_issuer      text        NOT NULL,
  updated_by_subject     text        NOT NULL,
  updated_by_name        text,
  metadata               jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt          bytea       NOT NULL CHECK (octet_length(personal_salt) = 16),
  secret_name            text        NOT NULL,
  secret_type            text        NOT NULL CHECK (secret_type IN ('api_key', 'database_password', 'certificate',
                           'signing_key', 'encryption_key', 'oauth_client', 'other')),
  rotation_type          text        NOT NULL CHECK (rotation_type IN ('automatic', 'manual', 'emergency')),
  status                 text        NOT NULL CHECK (status IN ('in_progress', 'succeeded', 'failed')),
  rotated_at             timestamptz,
  rotation_interval_days integer     NOT NULL CHECK (rotation_interval_days BETWEEN 1 AND 3650),
  next_rotation_due_at   timestamptz,
  failure_reason         text,
  owner                  text        NOT NULL,
  initiated_by           text        NOT NULL,
  retired                boolean     NOT NULL,
  violation_event_id     uuid        REFERENCES security_events,
  CHECK ((status = 'succeeded') = (rotated_at IS NOT NULL)),
  CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
  CHECK (NOT retired OR (status = 'succeeded' AND next_rotation_due_at IS NULL)),
  CHECK (status <> 'succeeded' OR retired OR next_rotation_due_at IS NOT NULL)
);
CREATE INDEX secret_rotation_log_by_time ON secret_rotation_log (created_at, id);
CREATE INDEX secret_rotation_log_by_secret ON secret_rotation_log (secret_name, created_at, id);
CREATE INDEX secret_rotation_log_by_type ON secret_rotation_log (secret_type, created_at, id);
CREATE INDEX secret_rotation_log_by_rotation_type ON secret_rotation_log (rotation_type, created_at, id);
CREATE INDEX secret_rotation_log_by_status ON secret_rotation_log (status, created_at, id);
CREATE INDEX secret_rotation_log_by_owner ON secret_rotation_log (owner, created_at, id);
-- The newest success of each secret, by which the next rotation is due.
CREATE INDEX secret_rotation_log_success ON secret_rotation_log (secret_name, rotated_at DESC, id DESC)
  WHERE status = 'succeeded';
CREATE INDEX secret_rotation_log_violation ON secret_rotation_log (violation_event_id) WHERE violation_event_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON secret_rotation_log, secret_rotation_policies TO trust_fabric_app;
