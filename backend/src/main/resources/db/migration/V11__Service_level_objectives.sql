-- Windows of one SLO never overlap: an exclusion constraint over its id and a range of time. The extension
-- comes with PostgreSQL and is a trusted one, so that the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE FUNCTION monitoring_rows_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: what was measured never changes', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- What a service promises: how much of what it does is good, over which period.
CREATE TABLE slo_definitions (
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
  service            text          NOT NULL,
  name               text          NOT NULL,
  description        text,
  slo_type           text          NOT NULL CHECK (slo_type IN ('availability', 'latency', 'error_rate', 'freshness')),
  target             numeric(13,12) NOT NULL CHECK (target > 0 AND target < 1),
  period             text          NOT NULL CHECK (period IN ('p7d', 'p28d', 'p30d', 'p90d', 'calendar_month',
                                     'calendar_quarter')),
  time_zone          text          NOT NULL,
  threshold_ms       numeric(15,3) CHECK (threshold_ms > 0),
  owner              text          NOT NULL,
  tags               text[]        NOT NULL,
  source             text          NOT NULL CHECK (source IN ('pushed', 'prometheus')),
  good_query         text,
  total_query        text,
  lifecycle          text          NOT NULL CHECK (lifecycle IN ('active', 'retired')),
  retired_at         timestamptz,
  measured_by        text          CHECK (measured_by IN ('events', 'ratio')),
  search             tsvector      NOT NULL GENERATED ALWAYS AS (
                       to_tsvector('simple', name || ' ' || service || ' ' || coalesce(description, ''))) STORED,
  CONSTRAINT slo_definitions_one_of_a_name UNIQUE (service, name),
  -- What a measurement refers to, so that counts and ratios never mix in one SLO.
  CONSTRAINT slo_definitions_measured_one_way UNIQUE (id, measured_by),
  CHECK (threshold_ms IS NULL OR slo_type IN ('latency', 'freshness')),
  CHECK ((source = 'prometheus') = (good_query IS NOT NULL)),
  CHECK ((source = 'prometheus') = (total_query IS NOT NULL)),
  CHECK ((lifecycle = 'retired') = (retired_at IS NOT NULL))
);
CREATE INDEX slo_definitions_by_service ON slo_definitions (service, name, id);
CREATE INDEX slo_definitions_by_name ON slo_definitions (name, created_at, id);
CREATE INDEX slo_definitions_by_time ON slo_definitions (created_at, id);
CREATE INDEX slo_definitions_by_type ON slo_definitions (slo_type, service, name, id);
CREATE INDEX slo_definitions_by_owner ON slo_definitions (owner, service, name, id);
CREATE INDEX slo_definitions_by_lifecycle ON slo_definitions (lifecycle, service, name, id);
CREATE INDEX slo_definitions_by_source ON slo_definitions (source, service, name, id);
CREATE INDEX slo_definitions_by_tag ON slo_definitions USING gin (tags);
CREATE INDEX slo_definitions_search ON slo_definitions USING gin (search);
COMMENT ON COLUMN slo_definitions.target IS 'The least share that is good; for error_rate the largest share that is bad.';
COMMENT ON COLUMN slo_definitions.measured_by IS 'Set by the first measurement and never changed.';

-- One measurement of one SLO over one window. good_weight of total_weight is what figures are made of: events, or
-- microseconds where a ratio was measured.
CREATE TABLE slo_tracking (
  id                    uuid           PRIMARY KEY,
  version               bigint         NOT NULL,
  created_at            timestamptz    NOT NULL,
  created_by_issuer     text           NOT NULL,
  created_by_subject    text           NOT NULL,
  created_by_name       text,
  updated_at            timestamptz    NOT NULL,
  updated_by_issuer     text           NOT NULL,
  updated_by_subject    text           NOT NULL,
  updated_by_name       text,
  metadata              jsonb          NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt         bytea          NOT NULL CHECK (octet_length(personal_salt) = 16),
  slo_id                uuid           NOT NULL,
  service               text           NOT NULL,
  slo_name              text           NOT NULL,
  slo_type              text           NOT NULL CHECK (slo_type IN ('availability', 'latency', 'error_rate', 'freshness')),
  target                numeric(13,12) NOT NULL CHECK (target > 0 AND target < 1),
  window_start          timestamptz    NOT NULL,
  window_end            timestamptz    NOT NULL,
  measured_by           text           NOT NULL CHECK (measured_by IN ('events', 'ratio')),
  good_events           numeric(30,9)  CHECK (good_events >= 0),
  total_events          numeric(30,9)  CHECK (total_events >= good_events),
  measured_ratio        numeric(19,18) CHECK (measured_ratio BETWEEN 0 AND 1),
  recorded_sli          numeric(19,12),
  recorded_error_budget numeric(40,12),
  recorded_burn_rate    numeric(40,12),
  recorded_status       text           NOT NULL CHECK (recorded_status IN ('breached', 'exhausted', 'at_risk', 'on_track',
                                         'no_data')),
  good_weight           numeric        NOT NULL GENERATED ALWAYS AS (CASE
                          WHEN measured_ratio IS NULL THEN good_events
                          WHEN slo_type = 'error_rate' THEN (1 - measured_ratio) * 1000000 * extract(epoch FROM window_end - window_start)
                          ELSE measured_ratio * 1000000 * extract(epoch FROM window_end - window_start) END) STORED,
  total_weight          numeric        NOT NULL GENERATED ALWAYS AS (CASE
                          WHEN measured_ratio IS NULL THEN total_events
                          ELSE 1000000 * extract(epoch FROM window_end - window_start) END) STORED,
  crosses_hour          boolean        NOT NULL GENERATED ALWAYS AS (
                          window_end - date_bin('1 hour', window_start, timestamptz '2000-01-01 00:00:00+00')
                            > interval '1 hour') STORED,
  FOREIGN KEY (slo_id, measured_by) REFERENCES slo_definitions (id, measured_by),
  CHECK (window_end - window_start >= interval '1 second'),
  CHECK ((measured_by = 'events') = (good_events IS NOT NULL)),
  CHECK ((measured_by = 'events') = (total_events IS NOT NULL)),
  CHECK ((measured_by = 'ratio') = (measured_ratio IS NOT NULL)),
  CONSTRAINT slo_tracking_windows_apart EXCLUDE USING gist (
    slo_id WITH =, tstzrange(window_start, window_end) WITH &&)
);
CREATE INDEX slo_tracking_by_time ON slo_tracking (window_start, id);
CREATE INDEX slo_tracking_by_slo ON slo_tracking (slo_id, window_start, id) INCLUDE (window_end);
CREATE INDEX slo_tracking_crossing ON slo_tracking (slo_id, window_start) WHERE crosses_hour;
CREATE INDEX slo_tracking_by_service ON slo_tracking (service, window_start, id);
CREATE INDEX slo_tracking_by_name ON slo_tracking (slo_name, window_start, id);
CREATE INDEX slo_tracking_by_type ON slo_tracking (slo_type, window_start, id);
CREATE INDEX slo_tracking_by_status ON slo_tracking (recorded_status, window_start, id);
CREATE INDEX slo_tracking_by_arrival ON slo_tracking (created_at, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON slo_tracking
  FOR EACH STATEMENT EXECUTE FUNCTION monitoring_rows_never_change();

-- What the measurements that lie within one hour (of UTC) come to, so that ninety days of minutes are read as
-- 2,160 rows. Measurements that cross an hour are in none.
CREATE TABLE slo_hours (
  slo_id       uuid        NOT NULL REFERENCES slo_definitions,
  hour         timestamptz NOT NULL,
  good_weight  numeric     NOT NULL,
  total_weight numeric     NOT NULL,
  covered_us   bigint      NOT NULL CHECK (covered_us BETWEEN 1 AND 3600000000),
  longest_us   bigint      NOT NULL CHECK (longest_us BETWEEN 1 AND 3600000000),
  measurements bigint      NOT NULL CHECK (measurements > 0),
  PRIMARY KEY (slo_id, hour)
);
COMMENT ON TABLE slo_hours IS 'Derived from slo_tracking by its trigger and written by nobody else.';

CREATE FUNCTION slo_hours_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO slo_hours AS h (slo_id, hour, good_weight, total_weight, covered_us, longest_us, measurements)
  SELECT slo_id, hour, sum(good_weight), sum(total_weight), sum(us), max(us), count(*)
  FROM (SELECT slo_id, good_weight, total_weight,
               date_bin('1 hour', window_start, timestamptz '2000-01-01 00:00:00+00') AS hour,
               (extract(epoch FROM window_end - window_start) * 1000000)::bigint AS us
        FROM added WHERE NOT crosses_hour) a
  GROUP BY slo_id, hour ORDER BY slo_id, hour
  ON CONFLICT (slo_id, hour) DO UPDATE SET
    good_weight = h.good_weight + excluded.good_weight,
    total_weight = h.total_weight + excluded.total_weight,
    covered_us = h.covered_us + excluded.covered_us,
    longest_us = greatest(h.longest_us, excluded.longest_us),
    measurements = h.measurements + excluded.measurements;
  RETURN NULL;
END $$;
CREATE TRIGGER hours_follow AFTER INSERT ON slo_tracking REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION slo_hours_follow();

-- Maintenance that does not count, once a second person agreed.
CREATE TABLE slo_exclusions (
  id                 uuid        PRIMARY KEY,
  version            bigint      NOT NULL,
  created_at         timestamptz NOT NULL,
  created_by_issuer  text        NOT NULL,
  created_by_subject text        NOT NULL,
  created_by_name    text,
  updated_at         timestamptz NOT NULL,
  updated_by_issuer  text        NOT NULL,
  updated_by_subject text        NOT NULL,
  updated_by_name    text,
  metadata           jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt      bytea       NOT NULL CHECK (octet_length(personal_salt) = 16),
  slo_id             uuid        NOT NULL REFERENCES slo_definitions,
  starts_at          timestamptz NOT NULL,
  ends_at            timestamptz NOT NULL,
  reason             text        NOT NULL,
  status             text        NOT NULL CHECK (status IN ('requested', 'approved', 'rejected', 'expired', 'revoked')),
  CHECK (ends_at > starts_at),
  CONSTRAINT slo_exclusions_apart EXCLUDE USING gist (
    slo_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status IN ('requested', 'approved'))
);
CREATE INDEX slo_exclusions_by_slo ON slo_exclusions (slo_id, starts_at, id);

-- One stretch of time during which an alert pair of an SLO fired.
CREATE TABLE slo_alerts (
  id                 uuid           PRIMARY KEY,
  version            bigint         NOT NULL,
  created_at         timestamptz    NOT NULL,
  created_by_issuer  text           NOT NULL,
  created_by_subject text           NOT NULL,
  created_by_name    text,
  updated_at         timestamptz    NOT NULL,
  updated_by_issuer  text           NOT NULL,
  updated_by_subject text           NOT NULL,
  updated_by_name    text,
  metadata           jsonb          NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt      bytea          NOT NULL CHECK (octet_length(personal_salt) = 16),
  slo_id             uuid           NOT NULL REFERENCES slo_definitions,
  service            text           NOT NULL,
  slo_name           text           NOT NULL,
  pair               text           NOT NULL CHECK (pair IN ('page_fast', 'page_slow', 'ticket_fast', 'ticket_slow')),
  severity           text           NOT NULL CHECK (severity IN ('page', 'ticket')),
  factor             numeric(20,12) NOT NULL CHECK (factor > 0),
  long_burn          numeric(40,12) NOT NULL,
  short_burn         numeric(40,12) NOT NULL,
  started_at         timestamptz    NOT NULL,
  ended_at           timestamptz    CHECK (ended_at >= started_at)
);
-- A pair fires once at a time, however many processes look.
CREATE UNIQUE INDEX slo_alerts_firing_once ON slo_alerts (slo_id, pair) WHERE ended_at IS NULL;
CREATE INDEX slo_alerts_by_slo ON slo_alerts (slo_id, started_at, id);

GRANT SELECT, INSERT ON slo_tracking TO trust_fabric_app;
GRANT SELECT ON slo_hours TO trust_fabric_app;
GRANT SELECT, INSERT, UPDATE ON slo_definitions, slo_exclusions, slo_alerts TO trust_fabric_app;
