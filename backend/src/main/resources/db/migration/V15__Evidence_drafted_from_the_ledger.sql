-- The drafts that rules have made of the ledger's lines. What a rule collects (a record, a month) fills one draft after the
-- other: the next is begun when the last is full, or no draft any more.
CREATE TABLE evidence_drafts (
  rule        text    NOT NULL,
  collected   text    NOT NULL,
  number      integer NOT NULL CHECK (number >= 1),
  evidence_id uuid    NOT NULL UNIQUE REFERENCES compliance_evidence,
  PRIMARY KEY (rule, collected, number)
);
COMMENT ON COLUMN evidence_drafts.collected IS 'What its lines have in common: the id of a record, or a UTC month such as 2026-01.';

-- Each line is taken by each rule once, even if the reader's cursor were lost.
CREATE TABLE evidence_draft_lines (
  rule           text   NOT NULL,
  position       bigint NOT NULL REFERENCES ledger_positions (position),
  record_id      uuid   NOT NULL,
  record_version bigint NOT NULL,
  evidence_id    uuid   NOT NULL REFERENCES evidence_drafts (evidence_id),
  PRIMARY KEY (rule, position),
  UNIQUE (rule, record_id, record_version)
);
CREATE INDEX evidence_draft_lines_of ON evidence_draft_lines (evidence_id, position);

CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_drafts
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_never_vanishes();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_draft_lines
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_never_vanishes();

GRANT SELECT, INSERT ON evidence_drafts, evidence_draft_lines TO trust_fabric_app;
