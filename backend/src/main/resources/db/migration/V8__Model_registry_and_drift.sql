CREATE TABLE registered_models (
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
  description          text,
  tags                 jsonb       NOT NULL CHECK (jsonb_typeof(tags) = 'object'),
  -- Alias to model version: an alias means one version of a name.
  aliases              jsonb       NOT NULL CHECK (jsonb_typeof(aliases) = 'object'),
  versions             bigint      NOT NULL CHECK (versions >= 0),
  last_activity_at     timestamptz NOT NULL,
  search               tsvector    NOT NULL GENERATED ALWAYS AS (
                         to_tsvector('simple', name || ' ' || coalesce(description, ''))) STORED,
  UNIQUE (name),
  UNIQUE (id, name)
);
CREATE INDEX registered_models_by_time ON registered_models (created_at, id);
CREATE INDEX registered_models_by_activity ON registered_models (last_activity_at, id);
CREATE INDEX registered_models_by_name ON registered_models (name, id);
CREATE INDEX registered_models_search ON registered_models USING gin (search);

CREATE TABLE model_registry (
  id                    uuid        PRIMARY KEY,
  version               bigint      NOT NULL,
  created_at            timestamptz NOT NULL,
  created_by_issuer     text        NOT NULL,
  created_by_subject    text        NOT NULL,
  created_by_name       text,
  updated_at            timestamptz NOT NULL,
  updated_by_issuer     text        NOT NULL,
  updated_by_subject    text        NOT NULL,
  updated_by_name       text,
  metadata              jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt         bytea       NOT NULL CHECK (octet_length(personal_salt) = 16),
  registered_model_id   uuid        NOT NULL,
  name                  text        NOT NULL,
  model_version         text        NOT NULL,
  description           text,
  framework             text        NOT NULL,
  model_type            text        NOT NULL,
  artifact_uri          text        NOT NULL,
  artifact_sha256       text        CHECK (artifact_sha256 ~ '^[0-9a-f]{64}$'),
  training_data         jsonb       NOT NULL CHECK (jsonb_typeof(training_data) = 'array'),
  hyperparameters       jsonb       NOT NULL CHECK (jsonb_typeof(hyperparameters) = 'object'),
  evaluation_metrics    jsonb       NOT NULL CHECK (jsonb_typeof(evaluation_metrics) = 'object'),
  golden_dataset_scores jsonb       NOT NULL CHECK (jsonb_typeof(golden_dataset_scores) = 'array'),
  fairness_metrics      jsonb       NOT NULL CHECK (jsonb_typeof(fairness_metrics) = 'array'),
  explainability        jsonb       NOT NULL CHECK (jsonb_typeof(explainability) = 'array'),
  status                text        NOT NULL CHECK (status IN ('registered', 'validating', 'staging', 'production',
                          'deprecated', 'archived', 'rejected')),
  rollout_percentage    integer     NOT NULL CHECK (rollout_percentage BETWEEN 0 AND 100),
  owner                 text        NOT NULL,
  baseline_features     text[]      NOT NULL,
  -- Who answers for the registration: a service account's owner. Never the second person of a promotion.
  registered_by_issuer  text        NOT NULL,
  registered_by_subject text        NOT NULL,
  registered_by_name    text,
  -- From whom its share was taken, and to whom a rollback returns it.
  replaces_id           uuid        REFERENCES model_registry,
  promoted_at           timestamptz,
  search                tsvector    NOT NULL GENERATED ALWAYS AS (
                          to_tsvector('simple', name || ' ' || model_version || ' ' || coalesce(description, ''))) STORED,
  UNIQUE (registered_model_id, model_version),
  FOREIGN KEY (registered_model_id, name) REFERENCES registered_models (id, name),
  CONSTRAINT model_registry_share_only_in_production CHECK (status = 'production' OR rollout_percentage = 0),
  CONSTRAINT model_registry_production_was_promoted CHECK (status <> 'production' OR promoted_at IS NOT NULL),
  CONSTRAINT model_registry_replaces_another CHECK (replaces_id <> id)
);
CREATE INDEX model_registry_by_time ON model_registry (created_at, id);
CREATE INDEX model_registry_by_name ON model_registry (name, created_at, id);
CREATE INDEX model_registry_by_status ON model_registry (status, created_at, id);
CREATE INDEX model_registry_by_type ON model_registry (model_type, created_at, id);
CREATE INDEX model_registry_by_framework ON model_registry (framework, created_at, id);
CREATE INDEX model_registry_by_owner ON model_registry (owner, created_at, id);
CREATE INDEX model_registry_in_production ON model_registry (registered_model_id) WHERE status = 'production';
CREATE INDEX model_registry_replaces ON model_registry (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX model_registry_search ON model_registry USING gin (search);

-- What a version is held against later, one row a version. Apart from it, since lists need not carry it.
CREATE TABLE model_baselines (
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
  model_id             uuid        NOT NULL UNIQUE REFERENCES model_registry,
  features             jsonb       NOT NULL CHECK (jsonb_typeof(features) = 'array')
);

-- Whatever the application does, a model's shares are 100 once anything of it is in production. Looked at when the
-- transaction commits, with the model's row held: of two at once the second sees what the first has done.
CREATE FUNCTION rollout_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  versions bigint;
  share    bigint;
BEGIN
  PERFORM 1 FROM registered_models WHERE id = NEW.registered_model_id FOR UPDATE;
  SELECT count(*), coalesce(sum(rollout_percentage), 0) INTO versions, share
    FROM model_registry WHERE registered_model_id = NEW.registered_model_id AND status = 'production';
  IF versions > 0 AND share <> 100 THEN
    RAISE EXCEPTION 'the shares in production are % together', share
      USING ERRCODE = 'check_violation', CONSTRAINT = 'model_registry_rollout_adds_up';
  END IF;
  RETURN NULL;
END $$;
-- Only where a share is changed: an edit must not wait for the model's row while it holds the version's.
CREATE CONSTRAINT TRIGGER model_registry_rollout_adds_up
  AFTER UPDATE ON model_registry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.status, OLD.rollout_percentage) IS DISTINCT FROM (NEW.status, NEW.rollout_percentage))
  EXECUTE FUNCTION rollout_adds_up();
CREATE CONSTRAINT TRIGGER model_registry_rollout_begins
  AFTER INSERT ON model_registry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status = 'production') EXECUTE FUNCTION rollout_adds_up();

GRANT SELECT, INSERT, UPDATE ON registered_models, model_registry TO trust_fabric_app;
GRANT SELECT, INSERT ON model_baselines TO trust_fabric_app;

CREATE TABLE model_drift_detections (
  id                   uuid             PRIMARY KEY,
  version              bigint           NOT NULL,
  created_at           timestamptz      NOT NULL,
  created_by_issuer    text             NOT NULL,
  created_by_subject   text             NOT NULL,
  created_by_name      text,
  updated_at           timestamptz      NOT NULL,
  updated_by_issuer    text             NOT NULL,
  updated_by_subject   text             NOT NULL,
  updated_by_name      text,
  metadata             jsonb            NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt        bytea            NOT NULL CHECK (octet_length(personal_salt) = 16),
  model_id             uuid             NOT NULL REFERENCES model_registry,
  drift_type           text             NOT NULL CHECK (drift_type IN ('data', 'concept', 'prediction')),
  source               text             NOT NULL CHECK (source IN ('computed', 'reported')),
  feature              text,
  method               text             NOT NULL,
  parameters           jsonb            NOT NULL CHECK (jsonb_typeof(parameters) = 'object'),
  statistic            double precision NOT NULL,
  p_value              double precision CHECK (p_value BETWEEN 0 AND 1),
  p_value_corrected    double precision CHECK (p_value_corrected BETWEEN 0 AND 1),
  threshold            double precision NOT NULL,
  effect               double precision CHECK (effect >= 0),
  drift_detected       boolean          NOT NULL,
  severity             text             NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
  alert                boolean          NOT NULL,
  status               text             NOT NULL CHECK (status IN ('open', 'acknowledged', 'resolved', 'false_positive')),
  reference_from       timestamptz,
  reference_to         timestamptz,
  current_from         timestamptz,
  current_to           timestamptz,
  reference_rows       bigint           NOT NULL CHECK (reference_rows >= 0),
  current_rows         bigint           NOT NULL CHECK (current_rows >= 0),
  input_sha256         text             CHECK (input_sha256 ~ '^[0-9a-f]{64}$'),
  CHECK (reference_from <= reference_to),
  CHECK (current_from <= current_to),
  CHECK (source = 'reported' OR (effect IS NOT NULL AND input_sha256 IS NOT NULL)),
  CHECK (drift_detected OR severity = 'low'),
  CHECK (alert = (drift_detected AND severity IN ('high', 'critical')))
);
CREATE INDEX model_drift_detections_by_time ON model_drift_detections (created_at, id);
CREATE INDEX model_drift_detections_by_model ON model_drift_detections (model_id, created_at, id);
CREATE INDEX model_drift_detections_by_type ON model_drift_detections (drift_type, created_at, id);
CREATE INDEX model_drift_detections_by_source ON model_drift_detections (source, created_at, id);
CREATE INDEX model_drift_detections_by_feature ON model_drift_detections (feature, created_at, id);
CREATE INDEX model_drift_detections_by_method ON model_drift_detections (method, created_at, id);
CREATE INDEX model_drift_detections_by_severity ON model_drift_detections (severity, created_at, id);
CREATE INDEX model_drift_detections_by_status ON model_drift_detections (status, created_at, id);
CREATE INDEX model_drift_detections_alerts ON model_drift_detections (created_at, id) WHERE alert;

GRANT SELECT, INSERT, UPDATE ON model_drift_detections TO trust_fabric_app;
