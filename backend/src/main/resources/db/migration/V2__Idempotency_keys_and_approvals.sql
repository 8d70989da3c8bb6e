-- The answer a creating POST gave, kept 72 hours so that a repeat gets the same one.
CREATE TABLE idempotency_keys (
  issuer      text        NOT NULL,
  subject     text        NOT NULL,
  method      text        NOT NULL,
  path        text        NOT NULL,
  key         text        NOT NULL,
  body_sha256 bytea       CHECK (octet_length(body_sha256) = 32),
  status      smallint,
  headers     jsonb,
  body        text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject, method, path, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- The second person's yes or no to something one person asked for.
CREATE TABLE approvals (
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
  action               text        NOT NULL,
  record_type          text        NOT NULL,
  record_id            uuid        NOT NULL,
  record_version       bigint      NOT NULL,
  payload              jsonb       NOT NULL,
  payload_sha256       text        NOT NULL CHECK (payload_sha256 ~ '^[0-9a-f]{64}$'),
  status               text        NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'expired')),
  request_reason       text        NOT NULL,
  requested_by_issuer  text        NOT NULL,
  requested_by_subject text        NOT NULL,
  requested_by_name    text,
  decided_by_issuer    text,
  decided_by_subject   text,
  decided_by_name      text,
  decided_at           timestamptz,
  decision_reason      text,
  expires_at           timestamptz NOT NULL,
  CONSTRAINT approvals_second_person CHECK (
    (decided_by_issuer, decided_by_subject) IS DISTINCT FROM (requested_by_issuer, requested_by_subject)),
  CONSTRAINT approvals_decided CHECK (
    (status IN ('approved', 'rejected')) = (decided_by_subject IS NOT NULL AND decided_by_issuer IS NOT NULL AND decided_at IS NOT NULL))
);
CREATE INDEX approvals_by_time ON approvals (created_at, id);
CREATE INDEX approvals_by_status ON approvals (status, created_at, id);
-- One open request for one act on one record.
CREATE UNIQUE INDEX approvals_pending_once ON approvals (action, record_id) WHERE status = 'pending';

GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO trust_fabric_app;
GRANT SELECT, INSERT, UPDATE ON approvals TO trust_fabric_app;
