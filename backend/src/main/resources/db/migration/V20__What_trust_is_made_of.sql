-- What the ledger's lines come to, kept by a reader of the ledger: everything here can be made anew from the lines.

-- The few fields of each record that figures are made of, as of the last line taken: a line says only what it changed.
CREATE TABLE trust_records (
  record_type text  NOT NULL,
  record_id   uuid  NOT NULL,
  fields      jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),
  PRIMARY KEY (record_type, record_id)
);
-- When the newest good backup of a target has expired the one before it counts again.
CREATE INDEX trust_records_of_target ON trust_records ((fields ->> 'target')) WHERE record_type = 'backup';
COMMENT ON COLUMN trust_records.record_type IS 'As in the ledger; suite_run for the results of one run of a test suite, its id the UUIDv3 of both names.';

-- How many records are in a state. Each line that changes a number leaves the number after it.
CREATE TABLE trust_totals (
  measure text   PRIMARY KEY,
  total   bigint NOT NULL CHECK (total >= 0)
);
CREATE TABLE trust_tallies (
  measure  text   NOT NULL REFERENCES trust_totals,
  position bigint NOT NULL CHECK (position >= 0),
  total    bigint NOT NULL CHECK (total >= 0),
  PRIMARY KEY (measure, position)
);
COMMENT ON TABLE trust_tallies IS 'As of a position holds the row with the greatest position up to it; 0 before the first.';

-- What is known of a secret, a suite, a target: one small row, with what time makes of it left to the reader.
CREATE TABLE trust_facts (
  kind    text   NOT NULL,
  subject text   NOT NULL,
  fact    jsonb  NOT NULL CHECK (jsonb_typeof(fact) = 'object'),
  since   bigint NOT NULL CHECK (since >= 0),
  PRIMARY KEY (kind, subject)
);
COMMENT ON COLUMN trust_facts.since IS 'The position of the line that made it so.';

-- What was known before: from the line that made it so up to the one that changed it.
CREATE TABLE trust_facts_past (
  kind      text      NOT NULL,
  subject   text      NOT NULL,
  fact      jsonb     NOT NULL,
  positions int8range NOT NULL CHECK (NOT isempty(positions) AND NOT lower_inf(positions) AND NOT upper_inf(positions))
);
CREATE INDEX trust_facts_past_at ON trust_facts_past USING gist (positions);
CREATE INDEX trust_facts_past_of ON trust_facts_past (kind, subject, lower(positions));

-- The first position whose line was written in a minute or later: from a time to a position in a few steps.
CREATE TABLE trust_minutes (
  minute   timestamptz PRIMARY KEY,
  position bigint      NOT NULL CHECK (position >= 0)
);

-- The score at the end of each day (UTC), with the whole answer as it was then.
CREATE TABLE trust_scores (
  day       date        PRIMARY KEY,
  at        timestamptz NOT NULL,
  position  bigint      NOT NULL CHECK (position >= -1),
  formula   integer     NOT NULL CHECK (formula >= 1),
  score     numeric(5,2) NOT NULL CHECK (score BETWEEN 0 AND 100),
  answer    jsonb       NOT NULL CHECK (jsonb_typeof(answer) = 'object'),
  CHECK (at = (day + 1)::timestamp AT TIME ZONE 'UTC')
);

GRANT SELECT, INSERT, UPDATE ON trust_records, trust_totals TO trust_fabric_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON trust_facts TO trust_fabric_app;
GRANT SELECT, INSERT ON trust_tallies, trust_facts_past, trust_minutes, trust_scores TO trust_fabric_app;
