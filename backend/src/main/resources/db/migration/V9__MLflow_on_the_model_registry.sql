-- What MLflow's clients say of a version and our own did not. NULL in rows of before, whose state must stay what
-- their ledger lines say it is.
ALTER TABLE model_registry
  ADD COLUMN tags     jsonb CHECK (jsonb_typeof(tags) = 'object'),
  ADD COLUMN run_id   text,
  ADD COLUMN run_link text,
  -- A version's number where it is one, else 0: "10" is after "9".
  ADD COLUMN version_number bigint NOT NULL GENERATED ALWAYS AS (
    CASE WHEN model_version ~ '^[1-9][0-9]{0,14}$' THEN model_version::bigint ELSE 0 END) STORED;

-- A model is renamed together with its versions, in one transaction.
ALTER TABLE model_registry
  ALTER CONSTRAINT model_registry_registered_model_id_name_fkey DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX model_registry_by_number ON model_registry (registered_model_id, version_number, created_at);
CREATE INDEX model_registry_in_order_of_number ON model_registry (version_number, id);
CREATE INDEX model_registry_by_update ON model_registry (updated_at, name, id);
CREATE INDEX model_registry_by_run ON model_registry (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX model_registry_by_artifact ON model_registry (artifact_uri);
CREATE INDEX model_registry_by_tag ON model_registry USING gin (tags jsonb_path_ops);
CREATE INDEX registered_models_by_update ON registered_models (updated_at, name, id);
CREATE INDEX registered_models_by_tag ON registered_models USING gin (tags jsonb_path_ops);

-- Results and evaluations name versions that are there. Rows of before may name others and never change: NOT VALID.
ALTER TABLE regression_test_results
  ADD CONSTRAINT regression_test_results_model_id_fkey FOREIGN KEY (model_id) REFERENCES model_registry NOT VALID;
ALTER TABLE golden_evaluations
  ADD CONSTRAINT golden_evaluations_model_id_fkey FOREIGN KEY (model_id) REFERENCES model_registry NOT VALID;
