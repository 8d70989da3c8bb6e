-- Golden datasets: cases with known right answers. One row is one version; a version never changes but
-- for its status.
CREATE TABLE golden_datasets (
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
  data_version         bigint      NOT NULL CHECK (data_version >= 1),
  description          text,
  jurisdiction         text        NOT NULL CHECK (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  filing_type          text        NOT NULL,
  document_type        text        NOT NULL,
  status               text        NOT NULL CHECK (status IN ('active', 'inactive')),
  change_note          text,
  source               text        NOT NULL,
  comparators          jsonb       NOT NULL CHECK (jsonb_typeof(comparators) = 'object'),
  base_id              uuid        REFERENCES golden_datasets,
  item_count           bigint      NOT NULL CHECK (item_count BETWEEN 0 AND 100000),
  size_bytes           bigint      NOT NULL CHECK (size_bytes BETWEEN 0 AND 67108864),
  content_sha256       text        NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  tags                 text[]      NOT NULL,
  search               tsvector    NOT NULL GENERATED ALWAYS AS (
                         to_tsvector('simple', name || ' ' || coalesce(description, ''))) STORED,
  UNIQUE (name, data_version),
  CHECK (status = 'inactive' OR item_count > 0)
);
CREATE UNIQUE INDEX golden_datasets_one_active ON golden_datasets (name) WHERE status = 'active';
CREATE INDEX golden_datasets_by_time ON golden_datasets (created_at, id);
CREATE INDEX golden_datasets_by_name ON golden_datasets (name, created_at, id);
CREATE INDEX golden_datasets_in_order_of_names ON golden_datasets (name, data_version, id);
CREATE INDEX golden_datasets_by_jurisdiction ON golden_datasets (jurisdiction, created_at, id);
CREATE INDEX golden_datasets_by_filing_type ON golden_datasets (filing_type, created_at, id);
CREATE INDEX golden_datasets_by_document_type ON golden_datasets (document_type, created_at, id);
CREATE INDEX golden_datasets_by_status ON golden_datasets (status, created_at, id);
CREATE INDEX golden_datasets_by_tag ON golden_datasets USING gin (tags);
CREATE INDEX golden_datasets_search ON golden_datasets USING gin (search);
COMMENT ON COLUMN golden_datasets.content_sha256 IS 'SHA-256 over the items in byte order of key, each as RFC 8785 canonical JSON and a line feed.';

-- A version's items, written before the version itself. In the order of "C" a key sorts by its UTF-8 bytes.
CREATE TABLE golden_items (
  dataset_id uuid   NOT NULL REFERENCES golden_datasets DEFERRABLE INITIALLY DEFERRED,
  key        text   COLLATE "C" NOT NULL,
  input      text   NOT NULL,
  expected   text   NOT NULL,
  tags       text[] NOT NULL,
  PRIMARY KEY (dataset_id, key)
);
COMMENT ON TABLE golden_items IS 'Append-only, and complete once its version is there: the version''s ledger line holds their number and SHA-256. input and expected are RFC 8785 canonical JSON.';

CREATE FUNCTION quality_rows_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: what was kept there never changes', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION golden_items_come_before_their_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM golden_datasets d WHERE d.id IN (SELECT DISTINCT dataset_id FROM added)) THEN
    RAISE EXCEPTION 'a version of a golden dataset takes no more items'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON golden_items
  FOR EACH STATEMENT EXECUTE FUNCTION quality_rows_never_change();
CREATE TRIGGER complete AFTER INSERT ON golden_items REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION golden_items_come_before_their_version();

-- Who knows the right answers of a version: its evaluations by them are contaminated. Each read is also a
-- ledger line.
CREATE TABLE golden_answers_known (
  dataset_id uuid        NOT NULL REFERENCES golden_datasets,
  issuer     text        NOT NULL,
  subject    text        NOT NULL,
  how        text        NOT NULL CHECK (how IN ('brought', 'read')),
  first_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (dataset_id, issuer, subject)
);
CREATE INDEX golden_answers_known_by ON golden_answers_known (issuer, subject, dataset_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON golden_answers_known
  FOR EACH STATEMENT EXECUTE FUNCTION quality_rows_never_change();

GRANT SELECT, INSERT ON golden_datasets, golden_items, golden_answers_known TO trust_fabric_app;
GRANT UPDATE (version, updated_at, updated_by_issuer, updated_by_subject, updated_by_name, status, metadata)
  ON golden_datasets TO trust_fabric_app;

-- One run of one test. Never changed: a test that ran again has another row.
CREATE TABLE regression_test_results (
  id                 uuid          PRIMARY KEY,
  version            bigint        NOT NULL,
  created_at         timestamptz   NOT NULL,
  created_by_issuer  text          NOT NULL,
  created_by_subject text          NOT NULL,
  created_by_name    text,
  updated_at         timestamptz   NOT NULL,
  updated_by_issuer  text          NOT NULL,
  updated_by_subject text          NOT NULL,
  updated_by_name    text,
  metadata           jsonb         NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt      bytea         NOT NULL CHECK (octet_length(personal_salt) = 16),
  test_suite         text          NOT NULL,
  test_name          text          NOT NULL,
  run_id             text          NOT NULL,
  status             text          NOT NULL CHECK (status IN ('passed', 'failed', 'skipped', 'error')),
  execution_time_ms  numeric(15,3) CHECK (execution_time_ms >= 0),
  failed_attempts    bigint        NOT NULL CHECK (failed_attempts >= 0),
  golden_dataset_id  uuid          REFERENCES golden_datasets,
  model_id           uuid,
  expected           text,
  actual             text,
  error_message      text,
  environment        text          NOT NULL,
  git_commit         text,
  executed_at        timestamptz   NOT NULL
);
CREATE INDEX regression_test_results_by_time ON regression_test_results (executed_at, id);
CREATE INDEX regression_test_results_by_suite ON regression_test_results (test_suite, executed_at, id);
CREATE INDEX regression_test_results_by_test ON regression_test_results (test_name, executed_at, id);
CREATE INDEX regression_test_results_by_run ON regression_test_results (run_id, executed_at, id);
CREATE INDEX regression_test_results_by_status ON regression_test_results (status, executed_at, id);
CREATE INDEX regression_test_results_by_environment ON regression_test_results (environment, executed_at, id);
CREATE INDEX regression_test_results_by_commit ON regression_test_results (git_commit, executed_at, id)
  WHERE git_commit IS NOT NULL;
CREATE INDEX regression_test_results_by_dataset ON regression_test_results (golden_dataset_id, executed_at, id)
  WHERE golden_dataset_id IS NOT NULL;
CREATE INDEX regression_test_results_by_model ON regression_test_results (model_id, executed_at, id)
  WHERE model_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON regression_test_results
  FOR EACH STATEMENT EXECUTE FUNCTION quality_rows_never_change();
COMMENT ON COLUMN regression_test_results.model_id IS 'A version in the model registry.';

GRANT SELECT, INSERT ON regression_test_results TO trust_fabric_app;

-- What the product made of one set of answers to a version's cases. All are kept, none is ever changed.
CREATE TABLE golden_evaluations (
  id                 uuid             PRIMARY KEY,
  version            bigint           NOT NULL,
  created_at         timestamptz      NOT NULL,
  created_by_issuer  text             NOT NULL,
  created_by_subject text             NOT NULL,
  created_by_name    text,
  updated_at         timestamptz      NOT NULL,
  updated_by_issuer  text             NOT NULL,
  updated_by_subject text             NOT NULL,
  updated_by_name    text,
  metadata           jsonb            NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt      bytea            NOT NULL CHECK (octet_length(personal_salt) = 16),
  golden_dataset_id  uuid             NOT NULL REFERENCES golden_datasets,
  content_sha256     text             NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  tested_system      text             NOT NULL,
  model_id           uuid,
  git_commit         text,
  items              bigint           NOT NULL CHECK (items >= 1),
  right_items        bigint           NOT NULL CHECK (right_items BETWEEN 0 AND items),
  missing_items      bigint           NOT NULL CHECK (missing_items BETWEEN 0 AND items),
  extra_items        bigint           NOT NULL CHECK (extra_items >= 0),
  accuracy           double precision NOT NULL CHECK (accuracy BETWEEN 0 AND 1),
  accuracy_low       double precision NOT NULL CHECK (accuracy_low BETWEEN 0 AND accuracy),
  accuracy_high      double precision NOT NULL CHECK (accuracy_high BETWEEN accuracy AND 1),
  figures            jsonb            NOT NULL CHECK (jsonb_typeof(figures) = 'object'),
  known_answers      bigint           NOT NULL CHECK (known_answers BETWEEN 0 AND items),
  contaminated       boolean          NOT NULL CHECK (contaminated = (known_answers > 0)),
  answers_sha256     text             NOT NULL CHECK (answers_sha256 ~ '^[0-9a-f]{64}$'),
  former_id          uuid             REFERENCES golden_evaluations,
  newly_wrong        bigint           CHECK (newly_wrong >= 0),
  newly_right        bigint           CHECK (newly_right >= 0),
  mcnemar_p          double precision CHECK (mcnemar_p BETWEEN 0 AND 1),
  CHECK (right_items + missing_items <= items),
  CHECK (num_nulls(former_id, newly_wrong, newly_right, mcnemar_p) IN (0, 4))
);
CREATE INDEX golden_evaluations_by_time ON golden_evaluations (created_at, id);
CREATE INDEX golden_evaluations_by_dataset ON golden_evaluations (golden_dataset_id, created_at, id);
CREATE INDEX golden_evaluations_by_content ON golden_evaluations (content_sha256, created_at, id);
CREATE INDEX golden_evaluations_by_system ON golden_evaluations (tested_system, created_at, id);
CREATE INDEX golden_evaluations_by_contamination ON golden_evaluations (contaminated, created_at, id);
CREATE INDEX golden_evaluations_by_model ON golden_evaluations (model_id, created_at, id) WHERE model_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON golden_evaluations
  FOR EACH STATEMENT EXECUTE FUNCTION quality_rows_never_change();
COMMENT ON COLUMN golden_evaluations.model_id IS 'A version in the model registry.';

-- The answers as they were given, and what became of each item.
CREATE TABLE golden_answers (
  evaluation_id uuid NOT NULL REFERENCES golden_evaluations DEFERRABLE INITIALLY DEFERRED,
  key           text COLLATE "C" NOT NULL,
  actual        text NOT NULL,
  PRIMARY KEY (evaluation_id, key)
);
CREATE TABLE golden_outcomes (
  evaluation_id uuid   NOT NULL REFERENCES golden_evaluations DEFERRABLE INITIALLY DEFERRED,
  key           text   COLLATE "C" NOT NULL,
  outcome       text   NOT NULL CHECK (outcome IN ('right', 'wrong', 'missing', 'extra')),
  wrong_fields  text[] NOT NULL,
  PRIMARY KEY (evaluation_id, key)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON golden_answers
  FOR EACH STATEMENT EXECUTE FUNCTION quality_rows_never_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON golden_outcomes
  FOR EACH STATEMENT EXECUTE FUNCTION quality_rows_never_change();

GRANT SELECT, INSERT ON golden_evaluations, golden_answers, golden_outcomes TO trust_fabric_app;
