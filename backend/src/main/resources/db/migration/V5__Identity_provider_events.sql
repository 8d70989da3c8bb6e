-- How far each of the identity provider's event logs is read. Whoever takes events locks the row.
CREATE TABLE identity_event_cursors (
  stream     text        PRIMARY KEY CHECK (stream IN ('sign_in', 'admin')),
  -- Nothing before this time is read, ever again: the events from here on are remembered below, those before are not.
  reads_from timestamptz NOT NULL,
  -- When the log was last read to its end, give or take a minute.
  read_at    timestamptz NOT NULL
);

-- Which events from the cursor on were taken, so that none is taken twice.
CREATE TABLE identity_events_taken (
  stream      text        NOT NULL REFERENCES identity_event_cursors,
  event_id    text        NOT NULL,
  occurred_at timestamptz NOT NULL,
  PRIMARY KEY (stream, event_id)
);
CREATE INDEX identity_events_taken_age ON identity_events_taken (stream, occurred_at);

GRANT SELECT, INSERT, UPDATE ON identity_event_cursors TO trust_fabric_app;
GRANT SELECT, INSERT, DELETE ON identity_events_taken TO trust_fabric_app;
