-- Personal values beside the ledger are the one thing of it that may go: never by right of a role, only by an erasure that
-- one person asked for and another approved. Bytes, positions and leaves stay as they are, and with them every proof.

-- What may be erased of which kind of record, where it stands, and what stands there afterwards. What is not here is kept:
-- who acted, what two people decided, evidence as it was approved.
CREATE TABLE ledger_erasable (
  record_type text NOT NULL,
  pointer     text NOT NULL CHECK (pointer ~ '^(/[A-Za-z0-9]+)+$'),
  table_name  name NOT NULL,
  column_name name NOT NULL,
  marker      text NOT NULL DEFAULT 'erased',
  nothing     text,
  PRIMARY KEY (record_type, pointer)
);
COMMENT ON COLUMN ledger_erasable.pointer IS 'RFC 6901, into the record''s state.';
COMMENT ON COLUMN ledger_erasable.marker IS 'What stands in the column afterwards, as its type allows.';
COMMENT ON COLUMN ledger_erasable.nothing IS 'The column''s own word for no value, which stays.';

INSERT INTO ledger_erasable (record_type, table_name, pointer, column_name)
SELECT kind, place, '/' || word, lower(regexp_replace(word, '([A-Z])', '_\1', 'g'))
FROM (VALUES
  ('security_event', 'security_events',
    'title description sourceIp actor resource assignee resolution riskAssessment fingerprint'),
  ('incident', 'incidents', 'title summary commander rootCause postmortem'),
  ('timeline_entry', 'incident_timeline', 'text'),
  ('action_item', 'incident_action_items', 'title owner'),
  ('secret_rotation', 'secret_rotation_log', 'failureReason owner initiatedBy'),
  ('golden_dataset', 'golden_datasets', 'description changeNote'),
  ('regression_test_result', 'regression_test_results', 'expected actual errorMessage'),
  ('registered_model', 'registered_models', 'description'),
  ('model_version', 'model_registry', 'description owner'),
  ('slo_definition', 'slo_definitions', 'description owner'),
  ('slo_exclusion', 'slo_exclusions', 'reason'),
  ('data_classification', 'data_classification', 'legalBasis owner'),
  ('data_deletion', 'data_deletions', 'performedBy'),
  ('access_review', 'access_reviews', 'reviewer'),
  ('access_review_item', 'access_review_items', 'subject email username owner name decisionReason'),
  ('compliance_control', 'compliance_controls', 'owner'),
  ('backup', 'backup_restore_logs', 'failureReason'),
  ('backup_policy', 'backup_policies', 'owner'),
  ('restore', 'backup_restores', 'requestReason failureReason'),
  ('chaos_test_result', 'chaos_test_results', 'endReason lessonsLearned')) kinds(kind, place, words),
  LATERAL regexp_split_to_table(words, ' ') word;
INSERT INTO ledger_erasable (record_type, table_name, pointer, column_name) VALUES
  ('security_event', 'security_events', '/authorityReport/delayReason', 'report_delay_reason');
INSERT INTO ledger_erasable (record_type, table_name, pointer, column_name, marker, nothing) VALUES
  ('chaos_test_result', 'chaos_test_results', '/failurePoints', 'failure_points', '{erased}', '{}'),
  ('chaos_test_result', 'chaos_test_results', '/recoveryActions', 'recovery_actions', '{erased}', '{}'),
  -- The column takes digests only.
  ('access_review', 'access_reviews', '/populationSha256', 'population_sha256', repeat('0', 64), NULL);
INSERT INTO ledger_erasable (record_type, table_name, pointer, column_name, marker, nothing)
SELECT DISTINCT record_type, table_name, '/metadata', 'metadata', '{"erased": true}', '{}' FROM ledger_erasable;

-- Every erasure there was. Only one that two people agreed on gets in, each once.
CREATE TABLE ledger_erasures (
  approval_id   uuid        PRIMARY KEY REFERENCES approvals,
  record_type   text        NOT NULL,
  record_id     uuid        NOT NULL,
  fields        text[]      NOT NULL CHECK (cardinality(fields) > 0),
  erased_values bigint      NOT NULL CHECK (erased_values >= 0),
  erased_at     timestamptz NOT NULL DEFAULT now(),
  transaction   xid8        NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX ledger_erasures_of ON ledger_erasures (record_type, record_id);
CREATE INDEX ledger_erasures_by_transaction ON ledger_erasures (transaction);

CREATE FUNCTION ledger_is_erased_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked approvals;
BEGIN
  SELECT * INTO asked FROM approvals WHERE id = NEW.approval_id FOR UPDATE;
  IF NOT FOUND OR asked.action <> 'personal_data.erase' OR asked.status <> 'approved'
    OR (asked.decided_by_issuer, asked.decided_by_subject) IS NOT DISTINCT FROM (asked.requested_by_issuer, asked.requested_by_subject)
    OR (asked.record_type, asked.record_id) IS DISTINCT FROM (NEW.record_type, NEW.record_id)
    -- Said and done in one: an old yes is none.
    OR asked.decided_at < now() - interval '5 minutes'
    OR NEW.transaction <> pg_current_xact_id()
    OR NEW.fields IS DISTINCT FROM ARRAY(SELECT jsonb_array_elements_text(asked.payload -> 'fields'))
    -- The request is in the ledger, as its own line, by the one who made it.
    OR NOT EXISTS (
      SELECT FROM audit_log WHERE record_type = 'approval' AND record_id = asked.id AND record_version = 0
        AND (actor_issuer, actor_subject) = (asked.created_by_issuer, asked.created_by_subject)) THEN
    RAISE EXCEPTION 'an erasure needs the approval of a second person'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_erasures_by_two_people';
  END IF;
  IF EXISTS (SELECT unnest(NEW.fields) EXCEPT SELECT pointer FROM ledger_erasable WHERE record_type = NEW.record_type EXCEPT SELECT '/reason') THEN
    RAISE EXCEPTION 'this is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_erasures_of_what_may_go';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_two_people BEFORE INSERT ON ledger_erasures FOR EACH ROW EXECUTE FUNCTION ledger_is_erased_by_two();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_erasures
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- Whether this transaction carries out an erasure.
CREATE FUNCTION ledger_is_erasing() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM ledger_erasures WHERE transaction = pg_current_xact_id_if_assigned())
$$;

-- The field of the state that a personal value of a line belongs to: /change/title/after is of /title.
CREATE FUNCTION ledger_field(pointer text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(pointer, '^/change(/[^/]+)/(?:before|after)', '\1')
$$;

-- A payload only ever loses values, and only those that this transaction's erasure names.
CREATE FUNCTION ledger_payload_loses_what_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.line_id, NEW.row_index, NEW.change) IS DISTINCT FROM (OLD.line_id, OLD.row_index, OLD.change)
    OR EXISTS (SELECT FROM jsonb_each(NEW.personal) kept WHERE OLD.personal -> kept.key IS DISTINCT FROM kept.value)
    OR EXISTS (
      SELECT FROM jsonb_object_keys(OLD.personal) gone
      WHERE NOT NEW.personal ? gone AND NOT EXISTS (
        SELECT FROM ledger_erasures e JOIN audit_log l ON l.id = OLD.line_id
        WHERE e.transaction = pg_current_xact_id() AND ledger_field(gone) = ANY (e.fields) AND l.record_type = e.record_type
          AND (OLD.row_index = -1 AND l.record_id = e.record_id
            OR EXISTS (SELECT FROM ledger_batch_rows b
                       WHERE b.line_id = OLD.line_id AND b.row_index = OLD.row_index AND b.record_id = e.record_id)))) THEN
    RAISE EXCEPTION 'only what two people erase goes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER append_only ON ledger_payloads;
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ledger_payloads
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER never_changed BEFORE UPDATE ON ledger_payloads
  FOR EACH STATEMENT WHEN (NOT ledger_is_erasing()) EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER only_erased BEFORE UPDATE ON ledger_payloads
  FOR EACH ROW EXECUTE FUNCTION ledger_payload_loses_what_is_erased();

DROP TRIGGER append_only ON regression_test_results;
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON regression_test_results
  FOR EACH STATEMENT EXECUTE FUNCTION quality_rows_never_change();
CREATE TRIGGER never_changed BEFORE UPDATE ON regression_test_results
  FOR EACH STATEMENT WHEN (NOT ledger_is_erasing()) EXECUTE FUNCTION quality_rows_never_change();

-- Carries out an erasure that two people agreed on: takes the values and their salts out of all the record's lines, and out
-- of the record's own row, which gets a new salt. With the owner's rights, since nobody else has them; it believes nobody,
-- the triggers see to that.
CREATE FUNCTION erase_personal_values(approval uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked   approvals;
  pointed text[];
  place   name;
  changes text;
  gone    bigint;
  changed bigint;
BEGIN
  SELECT * INTO asked FROM approvals WHERE id = approval FOR UPDATE;
  pointed := ARRAY(SELECT jsonb_array_elements_text(asked.payload -> 'fields'));
  SELECT count(*) INTO gone FROM ledger_payloads y, jsonb_object_keys(y.personal) key
  WHERE (y.line_id, y.row_index) IN (SELECT line_id, row_index FROM ledger_rows_of(asked.record_type, asked.record_id))
    AND ledger_field(key) = ANY (pointed);
  INSERT INTO ledger_erasures (approval_id, record_type, record_id, fields, erased_values)
  VALUES (approval, asked.record_type, asked.record_id, pointed, gone);
  UPDATE ledger_payloads y
  SET personal = y.personal - ARRAY(SELECT key FROM jsonb_object_keys(y.personal) key WHERE ledger_field(key) = ANY (pointed))
  WHERE (y.line_id, y.row_index) IN (SELECT line_id, row_index FROM ledger_rows_of(asked.record_type, asked.record_id))
    AND EXISTS (SELECT FROM jsonb_object_keys(y.personal) key WHERE ledger_field(key) = ANY (pointed));
  SELECT min(table_name),
    string_agg(format('%1$I = CASE WHEN %1$I IS NULL%2$s THEN %1$I ELSE %3$L END, ', column_name,
      coalesce(format(' OR %I = %L', column_name, nothing), ''), marker), '') FILTER (WHERE pointer = ANY (pointed))
  INTO place, changes FROM ledger_erasable WHERE record_type = asked.record_type;
  EXECUTE format(
    'UPDATE %I SET %s personal_salt = substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 16),
       version = version + 1, updated_at = $1, updated_by_issuer = $2, updated_by_subject = $3, updated_by_name = $4
     WHERE id = $5 AND version = $6', place, coalesce(changes, ''))
  USING asked.decided_at, asked.decided_by_issuer, asked.decided_by_subject, asked.decided_by_name, asked.record_id, asked.record_version;
  GET DIAGNOSTICS changed = ROW_COUNT;
  IF changed <> 1 THEN
    RAISE EXCEPTION 'the record has changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_erasures_of_the_version_asked_for';
  END IF;
  IF asked.record_type = 'security_event' AND '/fingerprint' = ANY (pointed) THEN
    UPDATE event_fingerprints SET fingerprint = 'erased', current = false WHERE event_id = asked.record_id;
  END IF;
  RETURN gone;
END $$;

-- The payloads of a record's lines, and of its rows in batches.
CREATE FUNCTION ledger_rows_of(kind text, record uuid) RETURNS TABLE (line_id bigint, row_index integer) LANGUAGE sql STABLE AS $$
  SELECT id, -1 FROM audit_log WHERE record_type = kind AND record_id = record
  UNION ALL
  SELECT b.line_id, b.row_index FROM ledger_batch_rows b JOIN audit_log l ON l.id = b.line_id
  WHERE b.record_id = record AND l.record_type = kind
$$;

REVOKE ALL ON FUNCTION erase_personal_values(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_personal_values(uuid) TO trust_fabric_app;
GRANT SELECT ON ledger_erasable, ledger_erasures TO trust_fabric_app;
