CREATE TABLE incidents (
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
  incident_type        text        NOT NULL CHECK (incident_type IN ('security', 'availability', 'data_loss', 'performance')),
  severity             text        NOT NULL CHECK (severity IN ('sev1', 'sev2', 'sev3', 'sev4')),
  status               text        NOT NULL CHECK (status IN ('detected', 'acknowledged', 'mitigated', 'resolved', 'closed')),
  title                text        NOT NULL,
  summary              text,
  service              text        NOT NULL,
  affected_services    text[]      NOT NULL,
  commander            text,
  root_cause           text,
  postmortem           text,
  started_at           timestamptz,
  detected_at          timestamptz NOT NULL,
  acknowledged_at      timestamptz,
  mitigated_at         timestamptz,
  resolved_at          timestamptz,
  closed_at            timestamptz,
  timeline_entries     bigint      NOT NULL CHECK (timeline_entries >= 0),
  action_items         bigint      NOT NULL CHECK (action_items >= 0),
  open_action_items    bigint      NOT NULL CHECK (open_action_items BETWEEN 0 AND action_items),
  last_activity_at     timestamptz NOT NULL,
  -- As lists sort it: the gravest highest.
  severity_rank        smallint    NOT NULL GENERATED ALWAYS AS (
                         CASE severity WHEN 'sev4' THEN 0 WHEN 'sev3' THEN 1 WHEN 'sev2' THEN 2 ELSE 3 END) STORED,
  is_open              boolean     NOT NULL GENERATED ALWAYS AS (status NOT IN ('resolved', 'closed')) STORED,
  search               tsvector    NOT NULL GENERATED ALWAYS AS (
                         to_tsvector('simple', title || ' ' || coalesce(summary, ''))) STORED,
  -- A status has its time, and a time its status; a step that was skipped leaves its time empty.
  CONSTRAINT incidents_status_has_its_time CHECK (CASE status
    WHEN 'detected'     THEN num_nonnulls(acknowledged_at, mitigated_at, resolved_at, closed_at) = 0
    WHEN 'acknowledged' THEN acknowledged_at IS NOT NULL AND num_nonnulls(mitigated_at, resolved_at, closed_at) = 0
    WHEN 'mitigated'    THEN mitigated_at IS NOT NULL AND num_nonnulls(resolved_at, closed_at) = 0
    WHEN 'resolved'     THEN resolved_at IS NOT NULL AND closed_at IS NULL
    ELSE resolved_at IS NOT NULL AND closed_at IS NOT NULL END),
  -- Each time at or after every one before it that there is.
  CONSTRAINT incidents_clock_runs_forward CHECK (
    coalesce(started_at, detected_at) <= detected_at
    AND detected_at <= coalesce(acknowledged_at, detected_at)
    AND coalesce(acknowledged_at, detected_at) <= coalesce(mitigated_at, acknowledged_at, detected_at)
    AND coalesce(mitigated_at, acknowledged_at, detected_at)
        <= coalesce(resolved_at, mitigated_at, acknowledged_at, detected_at)
    AND coalesce(resolved_at, mitigated_at, acknowledged_at, detected_at)
        <= coalesce(closed_at, resolved_at, mitigated_at, acknowledged_at, detected_at)),
  CONSTRAINT incidents_closed_with_postmortem CHECK (
    status <> 'closed' OR severity NOT IN ('sev1', 'sev2') OR coalesce(btrim(postmortem), '') <> '')
);
CREATE INDEX incidents_by_time ON incidents (detected_at, id);
CREATE INDEX incidents_by_activity ON incidents (last_activity_at, id);
CREATE INDEX incidents_by_severity ON incidents (severity_rank, detected_at, id);
CREATE INDEX incidents_by_status ON incidents (status, detected_at, id);
CREATE INDEX incidents_by_open ON incidents (is_open, detected_at, id);
CREATE INDEX incidents_by_type ON incidents (incident_type, detected_at, id);
CREATE INDEX incidents_by_service ON incidents (service, detected_at, id);
CREATE INDEX incidents_by_commander ON incidents (commander, detected_at, id);
CREATE INDEX incidents_search ON incidents USING gin (search);

-- Links are checked at the commit: an incident is stored once, when its first entries are counted.
-- What happened, told by people and by the product. Entries are only ever added: how many there are stands in the
-- incident, whose state the ledger holds, so that one taken out would show.
CREATE TABLE incident_timeline (
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
  incident_id          uuid        NOT NULL REFERENCES incidents DEFERRABLE INITIALLY DEFERRED,
  at                   timestamptz NOT NULL,
  kind                 text        NOT NULL CHECK (kind IN ('note', 'opened', 'status_changed', 'severity_changed',
                         'clock_corrected', 'event_linked', 'event_unlinked', 'action_item_added', 'action_item_moved')),
  text                 text,
  field                text,
  before               text,
  after                text,
  CHECK (kind <> 'note' OR text IS NOT NULL)
);
CREATE INDEX incident_timeline_of ON incident_timeline (incident_id, at, id);

CREATE TABLE incident_action_items (
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
  incident_id          uuid        NOT NULL REFERENCES incidents,
  title                text        NOT NULL,
  owner                text        NOT NULL,
  due_at               timestamptz NOT NULL,
  status               text        NOT NULL CHECK (status IN ('open', 'in_progress', 'done', 'cancelled')),
  done_at              timestamptz,
  CHECK ((status IN ('done', 'cancelled')) = (done_at IS NOT NULL))
);
CREATE INDEX incident_action_items_of ON incident_action_items (incident_id, due_at, id);
CREATE INDEX incident_action_items_by_due ON incident_action_items (due_at, id);
CREATE INDEX incident_action_items_by_status ON incident_action_items (status, due_at, id);
CREATE INDEX incident_action_items_by_owner ON incident_action_items (owner, due_at, id);

ALTER TABLE security_events ADD FOREIGN KEY (incident_id) REFERENCES incidents DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX security_events_by_incident ON security_events (incident_id, occurred_at, id) WHERE incident_id IS NOT NULL;

-- That a deadline is near, or was missed, is told once for each deadline there was. Apart from the event, so that the
-- clock does not bump the version under the person who writes the report.
CREATE TABLE authority_deadline_notices (
  event_id uuid        NOT NULL REFERENCES security_events,
  due_at   timestamptz NOT NULL,
  notice   text        NOT NULL CHECK (notice IN ('near', 'missed')),
  given_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (event_id, due_at, notice)
);

GRANT SELECT, INSERT, UPDATE ON incidents, incident_action_items TO trust_fabric_app;
GRANT SELECT, INSERT ON incident_timeline, authority_deadline_notices TO trust_fabric_app;
