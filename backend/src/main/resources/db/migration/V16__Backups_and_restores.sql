CREATE TABLE backup_restore_logs (
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
  backup_type          text        NOT NULL CHECK (backup_type IN ('full', 'incremental', 'differential')),
  target               text        NOT NULL,
  engine               text        NOT NULL,
  region               text        NOT NULL,
  status               text        NOT NULL CHECK (status IN ('in_progress', 'completed', 'failed', 'expired')),
  started_at           timestamptz NOT NULL,
  completed_at         timestamptz,
  expired_at           timestamptz,
  size_bytes           bigint      CHECK (size_bytes >= 0),
  location             text        CONSTRAINT backup_location_carries_no_credentials CHECK (location !~ '://[^/]*@' AND location !~ '[?#]'),
  encrypted            boolean     NOT NULL,
  encryption_algorithm text,
  checksum             text        CHECK (checksum ~ '^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$'),
  parent_backup_id     uuid        REFERENCES backup_restore_logs,
  -- The full at the chain's beginning: whoever changes anything of a chain holds its row.
  root_backup_id       uuid        NOT NULL REFERENCES backup_restore_logs,
  chain_position       integer     NOT NULL CHECK (chain_position BETWEEN 0 AND 1000),
  retention_until      timestamptz,
  failure_reason       text,
  violation_event_id   uuid        REFERENCES security_events,
  search               tsvector    NOT NULL GENERATED ALWAYS AS (
                         to_tsvector('simple', target || ' ' || engine || ' ' || region || ' ' || coalesce(location, ''))) STORED,
  CHECK ((backup_type = 'full') = (parent_backup_id IS NULL)),
  CHECK ((backup_type = 'full') = (chain_position = 0)),
  CHECK ((backup_type = 'full') = (root_backup_id = id)),
  CHECK (backup_type <> 'differential' OR parent_backup_id = root_backup_id),
  CHECK ((status = 'in_progress') = (completed_at IS NULL)),
  CHECK (completed_at >= started_at),
  CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
  CHECK ((status = 'expired') = (expired_at IS NOT NULL)),
  CHECK (encrypted = (encryption_algorithm IS NOT NULL)),
  CHECK (status IN ('in_progress', 'failed')
    OR (size_bytes IS NOT NULL AND location IS NOT NULL AND checksum IS NOT NULL))
);
CREATE INDEX backup_restore_logs_by_time ON backup_restore_logs (started_at, id);
CREATE INDEX backup_restore_logs_by_creation ON backup_restore_logs (created_at, id);
CREATE INDEX backup_restore_logs_by_target ON backup_restore_logs (target, started_at, id);
CREATE INDEX backup_restore_logs_by_type ON backup_restore_logs (backup_type, started_at, id);
CREATE INDEX backup_restore_logs_by_status ON backup_restore_logs (status, started_at, id);
CREATE INDEX backup_restore_logs_by_engine ON backup_restore_logs (engine, started_at, id);
CREATE INDEX backup_restore_logs_by_region ON backup_restore_logs (region, started_at, id);
CREATE INDEX backup_restore_logs_not_encrypted ON backup_restore_logs (started_at, id) WHERE NOT encrypted;
CREATE INDEX backup_restore_logs_of_chain ON backup_restore_logs (root_backup_id, chain_position, id);
CREATE INDEX backup_restore_logs_of_parent ON backup_restore_logs (parent_backup_id) WHERE parent_backup_id IS NOT NULL;
-- What can be restored, the newest of each type first.
CREATE INDEX backup_restore_logs_good ON backup_restore_logs (target, backup_type, completed_at DESC, id DESC)
  WHERE status = 'completed';
CREATE INDEX backup_restore_logs_untold ON backup_restore_logs (completed_at)
  WHERE status = 'failed' AND violation_event_id IS NULL;
CREATE INDEX backup_restore_logs_violation ON backup_restore_logs (violation_event_id) WHERE violation_event_id IS NOT NULL;
CREATE INDEX backup_restore_logs_search ON backup_restore_logs USING gin (search);

-- How often a target is backed up, how much of it may be lost and for how long, and what is kept.
CREATE TABLE backup_policies (
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
  target                     text    NOT NULL UNIQUE,
  owner                      text    NOT NULL,
  status                     text    NOT NULL CHECK (status IN ('proposed', 'active', 'retired')),
  activated_at               timestamptz,
  full_every_seconds         bigint  CHECK (full_every_seconds BETWEEN 1 AND 315360000),
  incremental_every_seconds  bigint  CHECK (incremental_every_seconds BETWEEN 1 AND 315360000),
  differential_every_seconds bigint  CHECK (differential_every_seconds BETWEEN 1 AND 315360000),
  tolerance_seconds          bigint  NOT NULL CHECK (tolerance_seconds BETWEEN 0 AND 315360000),
  rpo_seconds                bigint  NOT NULL CHECK (rpo_seconds BETWEEN 1 AND 315360000),
  rto_seconds                bigint  NOT NULL CHECK (rto_seconds BETWEEN 1 AND 315360000),
  retention_days             integer CHECK (retention_days BETWEEN 1 AND 36500),
  retention_fulls            integer CHECK (retention_fulls BETWEEN 1 AND 10000),
  CONSTRAINT backup_policies_have_a_cadence CHECK (
    num_nonnulls(full_every_seconds, incremental_every_seconds, differential_every_seconds) > 0),
  CONSTRAINT backup_policies_have_a_retention CHECK (num_nonnulls(retention_days, retention_fulls) > 0),
  CHECK (status = 'proposed' OR activated_at IS NOT NULL)
);
CREATE INDEX backup_policies_by_target ON backup_policies (target, id);
CREATE INDEX backup_policies_by_time ON backup_policies (created_at, id);
CREATE INDEX backup_policies_by_status ON backup_policies (status, target, id);
CREATE INDEX backup_policies_by_owner ON backup_policies (owner, target, id);

CREATE TABLE backup_restores (
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
  backup_id            uuid        NOT NULL REFERENCES backup_restore_logs,
  target               text        NOT NULL,
  purpose              text        NOT NULL CHECK (purpose IN ('drill', 'recovery')),
  target_environment   text        NOT NULL,
  status               text        NOT NULL CHECK (status IN ('requested', 'in_progress', 'completed', 'failed')),
  request_reason       text,
  requested_by_issuer  text        NOT NULL,
  requested_by_subject text        NOT NULL,
  requested_by_name    text,
  requested_at         timestamptz NOT NULL,
  started_at           timestamptz,
  usable_at            timestamptz,
  completed_at         timestamptz,
  lost_at              timestamptz,
  newest_recoverable_at timestamptz,
  verified             text        NOT NULL CHECK (verified IN ('passed', 'failed', 'not_run')),
  verification         jsonb       CHECK (jsonb_typeof(verification) = 'object'),
  rpo_seconds          numeric(20, 6) CHECK (rpo_seconds >= 0),
  rto_seconds          numeric(20, 6) CHECK (rto_seconds >= 0),
  rpo_target_seconds   bigint,
  rto_target_seconds   bigint,
  failure_reason       text,
  violation_event_id   uuid        REFERENCES security_events,
  CHECK ((status = 'requested') = (started_at IS NULL)),
  CHECK ((status IN ('completed', 'failed')) = (completed_at IS NOT NULL)),
  CHECK ((status = 'completed') = (usable_at IS NOT NULL)),
  CHECK ((status = 'completed') = (verification IS NOT NULL)),
  CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
  CHECK (status = 'completed' OR verified = 'not_run'),
  CHECK (started_at >= requested_at),
  CHECK (usable_at >= started_at),
  CHECK (completed_at >= coalesce(usable_at, started_at)),
  CHECK (newest_recoverable_at <= lost_at),
  -- The figures are those of the instants beside them.
  CONSTRAINT backup_restores_rto CHECK (rto_seconds IS NOT DISTINCT FROM extract(epoch FROM usable_at - requested_at)),
  CONSTRAINT backup_restores_rpo CHECK (
    rpo_seconds IS NOT DISTINCT FROM extract(epoch FROM lost_at - newest_recoverable_at))
);
CREATE INDEX backup_restores_by_time ON backup_restores (requested_at, id);
CREATE INDEX backup_restores_by_backup ON backup_restores (backup_id, requested_at, id);
CREATE INDEX backup_restores_by_target ON backup_restores (target, requested_at, id);
CREATE INDEX backup_restores_by_purpose ON backup_restores (purpose, requested_at, id);
CREATE INDEX backup_restores_by_environment ON backup_restores (target_environment, requested_at, id);
CREATE INDEX backup_restores_by_status ON backup_restores (status, requested_at, id);
CREATE INDEX backup_restores_by_verified ON backup_restores (verified, requested_at, id);
CREATE INDEX backup_restores_verified ON backup_restores (target, completed_at DESC, id DESC) WHERE verified = 'passed';
CREATE INDEX backup_restores_verified_by_time ON backup_restores (completed_at, id) WHERE verified = 'passed';
CREATE INDEX backup_restores_untold ON backup_restores (completed_at)
  WHERE (status = 'failed' OR verified = 'failed') AND violation_event_id IS NULL;
CREATE INDEX backup_restores_violation ON backup_restores (violation_event_id) WHERE violation_event_id IS NOT NULL;

-- That a target went without a backup for longer than its policy allows; once for each time.
CREATE TABLE stale_backups (
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
  policy_id            uuid        NOT NULL REFERENCES backup_policies,
  target               text        NOT NULL,
  backup_type          text        NOT NULL CHECK (backup_type IN ('full', 'incremental', 'differential')),
  last_backup_id       uuid        REFERENCES backup_restore_logs,
  due_at               timestamptz NOT NULL,
  violation_event_id   uuid        NOT NULL REFERENCES security_events,
  UNIQUE (policy_id, backup_type, due_at)
);
CREATE INDEX stale_backups_last ON stale_backups (last_backup_id) WHERE last_backup_id IS NOT NULL;
CREATE INDEX stale_backups_violation ON stale_backups (violation_event_id);

-- Whatever the application does: a backup begins and ends on a parent that is there, and no backup goes that another
-- one or a restore under way needs. The parent's row is held meanwhile, so that of two at once the second sees the first.
CREATE FUNCTION backup_stands_on_its_parent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent backup_restore_logs;
BEGIN
  IF NEW.parent_backup_id IS NOT NULL AND NEW.status IN ('in_progress', 'completed') THEN
    SELECT * INTO parent FROM backup_restore_logs WHERE id = NEW.parent_backup_id FOR SHARE;
    IF parent.status <> 'completed' THEN
      RAISE EXCEPTION 'parent is %', parent.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'backup_parent_is_completed';
    END IF;
    IF (parent.target, parent.engine, parent.root_backup_id, parent.chain_position + 1)
        IS DISTINCT FROM (NEW.target, NEW.engine, NEW.root_backup_id, NEW.chain_position) THEN
      RAISE EXCEPTION 'parent is of another target or chain'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'backup_parent_is_of_the_chain';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER backup_begins_on_its_parent BEFORE INSERT ON backup_restore_logs
  FOR EACH ROW EXECUTE FUNCTION backup_stands_on_its_parent();
CREATE TRIGGER backup_ends_on_its_parent BEFORE UPDATE ON backup_restore_logs FOR EACH ROW
  WHEN (NEW.status = 'completed') EXECUTE FUNCTION backup_stands_on_its_parent();

CREATE FUNCTION backup_is_not_needed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM backup_restore_logs
             WHERE parent_backup_id = NEW.id AND status IN ('in_progress', 'completed'))
    OR EXISTS (SELECT FROM backup_restores WHERE backup_id = NEW.id AND status IN ('requested', 'in_progress')) THEN
    RAISE EXCEPTION 'backup is needed' USING ERRCODE = 'check_violation', CONSTRAINT = 'backup_is_not_needed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER backup_goes_when_not_needed BEFORE UPDATE ON backup_restore_logs FOR EACH ROW
  WHEN (OLD.status <> 'expired' AND NEW.status = 'expired') EXECUTE FUNCTION backup_is_not_needed();

-- What a backup is never becomes something else.
CREATE FUNCTION backup_stays_what_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a backup stays what it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'backup_stays_what_it_is';
END $$;
CREATE TRIGGER backup_stays_what_it_is BEFORE UPDATE ON backup_restore_logs FOR EACH ROW
  WHEN ((OLD.backup_type, OLD.target, OLD.engine, OLD.parent_backup_id, OLD.root_backup_id, OLD.chain_position)
    IS DISTINCT FROM (NEW.backup_type, NEW.target, NEW.engine, NEW.parent_backup_id, NEW.root_backup_id, NEW.chain_position)
    OR OLD.status IN ('failed', 'expired') AND OLD.status <> NEW.status
    OR OLD.status = 'completed' AND NEW.status NOT IN ('completed', 'expired')
    OR OLD.status = 'in_progress' AND NEW.status = 'expired')
  EXECUTE FUNCTION backup_stays_what_it_is();

CREATE FUNCTION restore_has_a_backup() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM backup_restore_logs WHERE id = NEW.backup_id AND status = 'completed' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'backup is not completed' USING ERRCODE = 'check_violation', CONSTRAINT = 'restore_has_a_backup';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER restore_has_a_backup BEFORE INSERT ON backup_restores
  FOR EACH ROW EXECUTE FUNCTION restore_has_a_backup();

GRANT SELECT, INSERT, UPDATE ON backup_restore_logs, backup_policies, backup_restores TO trust_fabric_app;
GRANT SELECT, INSERT ON stale_backups TO trust_fabric_app;
