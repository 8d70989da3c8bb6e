-- What the organisation says of a control of a catalogue; the catalogues themselves are data files of the product.
-- A control has a row once something was said of it.
CREATE TABLE compliance_controls (
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
  framework            text        NOT NULL CHECK (framework IN ('soc2', 'iso27001', 'gdpr', 'hipaa')),
  control_id           text        NOT NULL,
  owner                text,
  applicable           boolean     NOT NULL,
  applicability_reason text,
  UNIQUE (framework, control_id),
  CHECK (applicable OR applicability_reason IS NOT NULL)
);

-- The categories of a framework that count; a framework has a row once its scope was said.
CREATE TABLE compliance_scopes (
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
  framework            text        NOT NULL UNIQUE CHECK (framework IN ('soc2', 'iso27001', 'gdpr', 'hipaa')),
  categories           text[]      NOT NULL
);

-- 'soc2/CC6.1' belongs to soc2.
CREATE FUNCTION frameworks_of(controls text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (SELECT coalesce(array_agg(DISTINCT split_part(c, '/', 1)), '{}') FROM unnest(controls) c);

CREATE TABLE compliance_evidence (
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
  framework            text        NOT NULL CHECK (framework IN ('soc2', 'iso27001', 'gdpr', 'hipaa')),
  control_id           text        NOT NULL,
  -- All controls it serves, the first one included: 'soc2/CC6.1'.
  controls             text[]      NOT NULL CHECK (cardinality(controls) BETWEEN 1 AND 50),
  frameworks           text[]      NOT NULL GENERATED ALWAYS AS (frameworks_of(controls)) STORED,
  title                text        NOT NULL,
  description          text,
  evidence_type        text        NOT NULL CHECK (evidence_type IN ('policy', 'procedure', 'log', 'test_result', 'audit_report')),
  status               text        NOT NULL CHECK (status IN ('draft', 'submitted', 'changes_requested', 'approved', 'rejected',
                         'withdrawn', 'superseded', 'expired', 'revoked')),
  owner                text,
  rationale            text,
  effective_from       timestamptz NOT NULL,
  effective_to         timestamptz,
  next_review_due_at   timestamptz NOT NULL,
  links                jsonb       NOT NULL CHECK (jsonb_typeof(links) = 'array'),
  revision             bigint      NOT NULL CHECK (revision >= 1),
  content_sha256       text        NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  submitted_at         timestamptz,
  submitted_by_issuer  text,
  submitted_by_subject text,
  submitted_by_name    text,
  approved_at          timestamptz,
  approved_by_issuer   text,
  approved_by_subject  text,
  approved_by_name     text,
  superseded_by_id     uuid        REFERENCES compliance_evidence,
  -- The due review of which a line was written.
  review_noted_for     timestamptz,
  search               tsvector    NOT NULL GENERATED ALWAYS AS (
                         to_tsvector('simple', title || ' ' || coalesce(description, ''))) STORED,
  CHECK (effective_to > effective_from),
  CHECK (next_review_due_at > effective_from),
  CHECK (num_nulls(submitted_at, submitted_by_issuer, submitted_by_subject) IN (0, 3)),
  CHECK (num_nulls(approved_at, approved_by_issuer, approved_by_subject) IN (0, 3)),
  CHECK (submitted_by_name IS NULL OR submitted_by_subject IS NOT NULL),
  CHECK (approved_by_name IS NULL OR approved_by_subject IS NOT NULL),
  CHECK (status NOT IN ('approved', 'superseded', 'expired', 'revoked') OR approved_at IS NOT NULL),
  CHECK (status <> 'submitted' OR submitted_at IS NOT NULL),
  CHECK ((status = 'superseded') = (superseded_by_id IS NOT NULL)),
  CHECK (superseded_by_id <> id)
);
CREATE INDEX compliance_evidence_by_time ON compliance_evidence (created_at, id);
CREATE INDEX compliance_evidence_by_review ON compliance_evidence (next_review_due_at, id);
CREATE INDEX compliance_evidence_by_status ON compliance_evidence (status, created_at, id);
CREATE INDEX compliance_evidence_by_type ON compliance_evidence (evidence_type, created_at, id);
CREATE INDEX compliance_evidence_by_owner ON compliance_evidence (owner, created_at, id);
CREATE INDEX compliance_evidence_by_author ON compliance_evidence (created_by_subject, created_at, id);
CREATE INDEX compliance_evidence_by_control ON compliance_evidence USING gin (controls);
CREATE INDEX compliance_evidence_by_framework ON compliance_evidence USING gin (frameworks);
CREATE INDEX compliance_evidence_search ON compliance_evidence USING gin (search);
CREATE INDEX compliance_evidence_runs_out ON compliance_evidence (effective_to) WHERE status = 'approved';
CREATE INDEX compliance_evidence_review_due ON compliance_evidence (next_review_due_at) WHERE status = 'approved';
CREATE INDEX compliance_evidence_superseded_by ON compliance_evidence (superseded_by_id) WHERE superseded_by_id IS NOT NULL;

-- Each state of what a piece of evidence says, with who wrote it, who submitted it, and from when to when it was approved.
CREATE TABLE evidence_revisions (
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
  evidence_id          uuid        NOT NULL REFERENCES compliance_evidence,
  number               bigint      NOT NULL CHECK (number >= 1),
  content              text        NOT NULL,
  content_sha256       text        NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  controls             text[]      NOT NULL CHECK (cardinality(controls) BETWEEN 1 AND 50),
  by_rationale         boolean     NOT NULL,
  effective_from       timestamptz NOT NULL,
  effective_to         timestamptz,
  author_issuer        text        NOT NULL,
  author_subject       text        NOT NULL,
  author_name          text,
  submitted_at         timestamptz,
  submitted_by_issuer  text,
  submitted_by_subject text,
  submitted_by_name    text,
  approved_at          timestamptz,
  approved_by_issuer   text,
  approved_by_subject  text,
  approved_by_name     text,
  ended_at             timestamptz,
  ended_because        text        CHECK (ended_because IN ('revised', 'superseded', 'expired', 'revoked')),
  UNIQUE (evidence_id, number),
  CHECK (num_nulls(submitted_at, submitted_by_issuer, submitted_by_subject) IN (0, 3)),
  CHECK (num_nulls(approved_at, approved_by_issuer, approved_by_subject) IN (0, 3)),
  CHECK (submitted_by_name IS NULL OR submitted_by_subject IS NOT NULL),
  CHECK (approved_by_name IS NULL OR approved_by_subject IS NOT NULL),
  CHECK (num_nulls(ended_at, ended_because) IN (0, 2)),
  CHECK (approved_at IS NULL OR submitted_at IS NOT NULL),
  CHECK (ended_at IS NULL OR approved_at IS NOT NULL)
);
CREATE INDEX evidence_revisions_approved ON evidence_revisions (approved_at, id) WHERE approved_at IS NOT NULL;
CREATE INDEX evidence_revisions_approved_for ON evidence_revisions USING gin (controls) WHERE approved_at IS NOT NULL;
-- One at a time is approved.
CREATE UNIQUE INDEX evidence_revisions_one_approved ON evidence_revisions (evidence_id)
  WHERE approved_at IS NOT NULL AND ended_at IS NULL;
COMMENT ON COLUMN evidence_revisions.content IS 'RFC 8785 canonical JSON of fields, files'' digests and links; content_sha256 is its SHA-256.';

-- Four eyes, whatever the application does: nobody approves what they wrote or submitted since it was last approved.
-- Writers of one piece of evidence go one after the other, so that of two at once the second sees what the first has done.
CREATE FUNCTION evidence_revision_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  newest   bigint;
  approved bigint;
BEGIN
  PERFORM 1 FROM compliance_evidence WHERE id = NEW.evidence_id FOR UPDATE;
  SELECT max(number), coalesce(max(number) FILTER (WHERE approved_at IS NOT NULL), 0) INTO newest, approved
    FROM evidence_revisions WHERE evidence_id = NEW.evidence_id AND id <> NEW.id;
  IF TG_OP = 'INSERT' THEN
    IF NEW.number <> coalesce(newest, 0) + 1 OR NEW.submitted_at IS NOT NULL OR NEW.approved_at IS NOT NULL THEN
      RAISE EXCEPTION 'a revision follows the newest one, and is neither submitted nor approved yet'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_revisions_begin';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.submitted_at IS NOT NULL
        AND (OLD.submitted_at, OLD.submitted_by_issuer, OLD.submitted_by_subject)
          IS DISTINCT FROM (NEW.submitted_at, NEW.submitted_by_issuer, NEW.submitted_by_subject))
     OR (OLD.approved_at IS NOT NULL
        AND (OLD.approved_at, OLD.approved_by_issuer, OLD.approved_by_subject)
          IS DISTINCT FROM (NEW.approved_at, NEW.approved_by_issuer, NEW.approved_by_subject))
     OR (OLD.ended_at IS NOT NULL
        AND (OLD.ended_at, OLD.ended_because) IS DISTINCT FROM (NEW.ended_at, NEW.ended_because)) THEN
    RAISE EXCEPTION 'who submitted or approved a revision, and when that ended, never changes'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_revisions_history';
  END IF;
  IF NEW.approved_at IS NOT NULL AND OLD.approved_at IS NULL THEN
    IF OLD.submitted_at IS NULL OR NEW.number < newest THEN
      RAISE EXCEPTION 'only the newest revision is approved, once it was submitted'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_revisions_submitted';
    END IF;
    IF (NEW.approved_by_issuer, NEW.approved_by_subject) IN
         ((NEW.author_issuer, NEW.author_subject), (NEW.submitted_by_issuer, NEW.submitted_by_subject))
       OR EXISTS (
         SELECT 1 FROM evidence_revisions r
         WHERE r.evidence_id = NEW.evidence_id AND r.id <> NEW.id AND r.number > approved
           AND (NEW.approved_by_issuer, NEW.approved_by_subject) IN
             ((r.author_issuer, r.author_subject), (r.submitted_by_issuer, r.submitted_by_subject))) THEN
      RAISE EXCEPTION 'whoever wrote or submitted evidence since it was last approved does not approve it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_revisions_four_eyes';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_revision_rules BEFORE INSERT OR UPDATE ON evidence_revisions
  FOR EACH ROW EXECUTE FUNCTION evidence_revision_rules();

-- Evidence is approved exactly while its newest revision is, by the same person. Looked at when the transaction commits.
CREATE FUNCTION evidence_agrees_with_its_revisions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  piece  compliance_evidence;
  newest evidence_revisions;
BEGIN
  SELECT * INTO piece FROM compliance_evidence
    WHERE id = CASE TG_TABLE_NAME WHEN 'compliance_evidence' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'evidence_id')::uuid END
    FOR UPDATE;
  SELECT * INTO newest FROM evidence_revisions WHERE evidence_id = piece.id ORDER BY number DESC LIMIT 1;
  IF newest.id IS NULL OR (piece.revision, piece.content_sha256, piece.controls)
       IS DISTINCT FROM (newest.number, newest.content_sha256, newest.controls)
     OR (piece.status = 'approved') <> (newest.approved_at IS NOT NULL AND newest.ended_at IS NULL)
     OR (piece.status = 'approved' AND (piece.approved_at, piece.approved_by_issuer, piece.approved_by_subject)
       IS DISTINCT FROM (newest.approved_at, newest.approved_by_issuer, newest.approved_by_subject))
     OR EXISTS (SELECT 1 FROM evidence_revisions r
          WHERE r.evidence_id = piece.id AND r.id <> newest.id AND r.approved_at IS NOT NULL AND r.ended_at IS NULL) THEN
    RAISE EXCEPTION 'evidence and its revisions do not agree'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'compliance_evidence_agrees';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER compliance_evidence_agrees AFTER INSERT OR UPDATE ON compliance_evidence
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION evidence_agrees_with_its_revisions();
CREATE CONSTRAINT TRIGGER evidence_revisions_agree AFTER INSERT OR UPDATE ON evidence_revisions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION evidence_agrees_with_its_revisions();

CREATE TABLE evidence_files (
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
  evidence_id          uuid        NOT NULL REFERENCES compliance_evidence,
  name                 text        NOT NULL,
  media_type           text        NOT NULL,
  size_bytes           bigint      NOT NULL CHECK (size_bytes BETWEEN 1 AND 26214400),
  sha256               text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  added_in             bigint      NOT NULL CHECK (added_in >= 1),
  removed_in           bigint      CHECK (removed_in > added_in)
);
CREATE INDEX evidence_files_of ON evidence_files (evidence_id, created_at, id);

-- A file's bytes, 256 KiB a row, written before the file itself and never changed.
CREATE TABLE evidence_file_chunks (
  file_id uuid    NOT NULL REFERENCES evidence_files DEFERRABLE INITIALLY DEFERRED,
  number  integer NOT NULL CHECK (number BETWEEN 0 AND 99),
  bytes   bytea   NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 262144),
  PRIMARY KEY (file_id, number)
);
ALTER TABLE evidence_file_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE FUNCTION evidence_never_vanishes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: evidence is kept as it was', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION evidence_chunks_come_before_their_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM evidence_files f WHERE f.id IN (SELECT DISTINCT file_id FROM added)) THEN
    RAISE EXCEPTION 'a file of evidence takes no more bytes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_file_chunks
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_never_vanishes();
CREATE TRIGGER complete AFTER INSERT ON evidence_file_chunks REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_chunks_come_before_their_file();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON evidence_files
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_never_vanishes();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON evidence_revisions
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_never_vanishes();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON compliance_evidence
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_never_vanishes();

GRANT SELECT, INSERT, UPDATE ON compliance_controls, compliance_scopes, compliance_evidence TO trust_fabric_app;
GRANT SELECT, INSERT ON evidence_revisions, evidence_files, evidence_file_chunks TO trust_fabric_app;
-- What a revision says and who wrote it, and what a file is, never changes.
GRANT UPDATE (version, updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata,
  submitted_at, submitted_by_issuer, submitted_by_subject, submitted_by_name,
  approved_at, approved_by_issuer, approved_by_subject, approved_by_name, ended_at, ended_because)
  ON evidence_revisions TO trust_fabric_app;
GRANT UPDATE (version, updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata, removed_in)
  ON evidence_files TO trust_fabric_app;
