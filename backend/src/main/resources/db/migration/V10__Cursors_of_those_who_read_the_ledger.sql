-- How far each reader of the ledger has come. The row is held while it takes lines, and moves with what it
-- made of them.
CREATE TABLE ledger_cursors (
  consumer   text        PRIMARY KEY,
  position   bigint      NOT NULL CHECK (position >= -1),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN ledger_cursors.position IS 'The last position taken; -1 for none.';

CREATE FUNCTION ledger_cursors_go_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.position < OLD.position THEN
    RAISE EXCEPTION 'the cursor of % goes forward only', OLD.consumer
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER forward BEFORE UPDATE ON ledger_cursors FOR EACH ROW EXECUTE FUNCTION ledger_cursors_go_forward();

GRANT SELECT, INSERT ON ledger_cursors TO trust_fabric_app;
GRANT UPDATE (position, updated_at) ON ledger_cursors TO trust_fabric_app;
