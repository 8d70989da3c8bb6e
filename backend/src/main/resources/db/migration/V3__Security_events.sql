-- What was asked by a person, as a tsquery: quotes, OR and - as on the web, the last word as a prefix.
CREATE FUNCTION search_query(words text) RETURNS tsquery
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN CASE WHEN numnode(websearch_to_tsquery('simple', words)) = 0 THEN NULL
              -- A query that ends in a bracket, such as -"two words", has no last word to be a prefix.
              WHEN right(websearch_to_tsquery('simple', words)::text, 1) = ''''
                THEN (websearch_to_tsquery('simple', words)::text || ':*')::tsquery
              ELSE websearch_to_tsquery('simple', words) END;

CREATE TABLE security_events (
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
  event_type           text        NOT NULL CHECK (event_type IN ('login_failure', 'unauthorized_access', 'data_breach',
                         'policy_violation', 'privilege_escalation', 'malware', 'configuration_change', 'secret_exposure',
                         'anomalous_activity', 'other')),
  severity             text        NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
  status               text        NOT NULL CHECK (status IN ('open', 'investigating', 'resolved', 'false_positive')),
  title                text        NOT NULL,
  description          text,
  source               text        NOT NULL,
  source_ip            text,
  actor                text,
  resource             text,
  occurred_at          timestamptz NOT NULL,
  detected_at          timestamptz NOT NULL,
  aware_at             timestamptz NOT NULL,
  assignee             text,
  resolution           text,
  incident_id          uuid,
  personal_data        boolean     NOT NULL,
  data_assets          text[]      NOT NULL,
  subjects_affected    bigint      CHECK (subjects_affected >= 0),
  risk_assessment      text,
  fingerprint          text,
  report_required      boolean,
  report_authority     text        CHECK (report_authority IN ('gdpr_art_33', 'hipaa')),
  report_due_at        timestamptz,
  report_reported_at   timestamptz,
  report_reference     text,
  report_delay_reason  text,
  severity_rank        smallint    NOT NULL GENERATED ALWAYS AS (
                         CASE severity WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 ELSE 3 END) STORED,
  search               tsvector    NOT NULL GENERATED ALWAYS AS (
                         to_tsvector('simple', title || ' ' || coalesce(description, ''))) STORED,
  CHECK (report_required IS DISTINCT FROM true OR (report_authority IS NOT NULL AND report_due_at IS NOT NULL)),
  CHECK (report_reported_at IS NULL OR report_due_at IS NULL OR report_reported_at <= report_due_at OR report_delay_reason IS NOT NULL)
);
-- Each list order and each filter beside it; id makes the order total.
CREATE INDEX security_events_by_time ON security_events (occurred_at, id);
CREATE INDEX security_events_by_severity ON security_events (severity_rank, occurred_at, id);
CREATE INDEX security_events_by_status ON security_events (status, occurred_at, id);
CREATE INDEX security_events_by_type ON security_events (event_type, occurred_at, id);
CREATE INDEX security_events_by_source ON security_events (source, occurred_at, id);
CREATE INDEX security_events_by_actor ON security_events (actor, occurred_at, id) WHERE actor IS NOT NULL;
-- With the unassigned, who are counted too.
CREATE INDEX security_events_by_assignee ON security_events (assignee, occurred_at, id);
CREATE INDEX security_events_by_personal_data ON security_events (personal_data, occurred_at, id);
CREATE INDEX security_events_unreported ON security_events (report_due_at, id) WHERE report_required AND report_reported_at IS NULL;
CREATE INDEX security_events_search ON security_events USING gin (search);

-- How often an event was seen. Apart from the event, so that a login storm does not bump the version
-- under the person who works on it. Not partitioned: it keeps the uniqueness that a partitioned table cannot.
CREATE TABLE event_fingerprints (
  event_id      uuid        PRIMARY KEY REFERENCES security_events DEFERRABLE INITIALLY DEFERRED,
  event_time    timestamptz NOT NULL,
  fingerprint   text        NOT NULL,
  current       boolean     NOT NULL,
  occurrences   bigint      NOT NULL CHECK (occurrences >= 1),
  first_seen_at timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  summarised    bigint      NOT NULL CHECK (summarised BETWEEN 1 AND occurrences)
);
CREATE UNIQUE INDEX event_fingerprints_current ON event_fingerprints (fingerprint) WHERE current;
CREATE INDEX event_fingerprints_unsummarised ON event_fingerprints (event_id) WHERE occurrences > summarised;

GRANT SELECT, INSERT, UPDATE ON security_events, event_fingerprints TO trust_fabric_app;

-- CloudEvents are delivered at least once: source and id together name a delivery. Kept for a week.
CREATE TABLE delivered_cloudevents (
  source_id_sha256 text        PRIMARY KEY CHECK (source_id_sha256 ~ '^[0-9a-f]{64}$'),
  event_id         uuid        NOT NULL,
  delivered_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX delivered_cloudevents_age ON delivered_cloudevents (delivered_at);

GRANT SELECT, INSERT, DELETE ON delivered_cloudevents TO trust_fabric_app;
