-- How far measurements are pulled for each SLO that is read from Prometheus. Whoever takes windows locks the row and
-- writes measurements and cursor in one transaction, so that each window is taken once whatever is killed.
CREATE TABLE slo_pulls (
  slo_id       uuid        PRIMARY KEY REFERENCES slo_definitions,
  -- Where the next window starts: nothing before it is pulled, ever again.
  pulled_until timestamptz NOT NULL,
  -- When windows were last taken.
  succeeded_at timestamptz,
  -- What last stood in the way, and when; stays after it is over.
  failed_at    timestamptz,
  failure      text,
  CHECK ((failed_at IS NULL) = (failure IS NULL))
);
CREATE INDEX slo_pulls_by_cursor ON slo_pulls (pulled_until, slo_id);

GRANT SELECT, INSERT, UPDATE ON slo_pulls TO trust_fabric_app;
