-- What a version must show before it goes into production. One row a version of the policy: what two people agreed on
-- never changes, it is superseded.
CREATE TABLE gate_policies (
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
  status                text        NOT NULL CHECK (status IN ('proposed', 'in_force', 'superseded', 'rejected', 'expired')),
  -- Counts what was ever in force.
  number                bigint      UNIQUE CHECK (number >= 1),
  -- The number that was in force when it was proposed; 0 for none.
  based_on              bigint      NOT NULL CHECK (based_on >= 0),
  datasets              jsonb       NOT NULL CHECK (jsonb_typeof(datasets) = 'array' AND jsonb_array_length(datasets) >= 1),
  suites                text[]      NOT NULL CHECK (cardinality(suites) >= 1),
  drift_recency_seconds bigint      NOT NULL CHECK (drift_recency_seconds BETWEEN 3600 AND 31622400),
  slo_ids               uuid[]      NOT NULL CHECK (cardinality(slo_ids) >= 1),
  controls              text[]      NOT NULL CHECK (cardinality(controls) >= 1),
  reason                text        NOT NULL,
  in_force_at           timestamptz,
  superseded_at         timestamptz,
  CONSTRAINT gate_policies_numbered_once_in_force CHECK (
    (status IN ('in_force', 'superseded')) = (number IS NOT NULL AND in_force_at IS NOT NULL)),
  CONSTRAINT gate_policies_superseded CHECK ((status = 'superseded') = (superseded_at IS NOT NULL))
);
CREATE UNIQUE INDEX gate_policies_one_in_force ON gate_policies (status) WHERE status = 'in_force';
CREATE UNIQUE INDEX gate_policies_one_proposed ON gate_policies (status) WHERE status = 'proposed';
CREATE INDEX gate_policies_by_time ON gate_policies (created_at, id);
CREATE INDEX gate_policies_by_status ON gate_policies (status, created_at, id);

-- Each time a version went into production, with what the gate said then.
CREATE TABLE model_promotions (
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
  model_id             uuid        NOT NULL REFERENCES model_registry,
  registered_model_id  uuid        NOT NULL REFERENCES registered_models,
  rollout_percentage   integer     NOT NULL CHECK (rollout_percentage BETWEEN 1 AND 100),
  reason               text,
  approval_id          uuid        REFERENCES approvals,
  overridden           boolean     NOT NULL,
  override_event_id    uuid        REFERENCES security_events,
  gate_verdict         text        NOT NULL CHECK (gate_verdict IN ('pass', 'fail', 'unknown')),
  policy_id            uuid        REFERENCES gate_policies,
  gate                 jsonb       NOT NULL CHECK (jsonb_typeof(gate) = 'object'),
  -- What does not pass goes in by two admins, and is an event.
  CONSTRAINT model_promotions_passed_or_overridden CHECK (overridden = (gate_verdict <> 'pass')),
  CONSTRAINT model_promotions_override_is_told CHECK (
    overridden = (override_event_id IS NOT NULL) AND (NOT overridden OR approval_id IS NOT NULL))
);
CREATE INDEX model_promotions_by_model ON model_promotions (model_id, created_at, id);
CREATE INDEX model_promotions_by_name ON model_promotions (registered_model_id, created_at, id);
CREATE INDEX model_promotions_by_override ON model_promotions (override_event_id) WHERE override_event_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON gate_policies TO trust_fabric_app;
GRANT SELECT, INSERT ON model_promotions TO trust_fabric_app;
