-- The Merkle tree over ledger_positions and what was signed of it: RFC 6962, C2SP tlog-tiles and
-- tlog-checkpoint. What is here is written once, by the leader, and never again.

-- Tiles that are full. Of one that is not, the hashes lie one level below: leaves in ledger_positions, roots here.
CREATE TABLE ledger_tiles (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  tile   bigint   NOT NULL CHECK (tile >= 0),
  hashes bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
  root   bytea    NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, tile)
);
-- Hashes cannot be compressed.
ALTER TABLE ledger_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON COLUMN ledger_tiles.root IS 'The hash over the 256 hashes: the tile''s place in the level above.';

CREATE TABLE ledger_checkpoints (
  tree_size bigint      PRIMARY KEY CHECK (tree_size > 0),
  origin    text        NOT NULL,
  root      bytea       NOT NULL CHECK (octet_length(root) = 32),
  note      text        NOT NULL,
  signed_at timestamptz NOT NULL
);
COMMENT ON COLUMN ledger_checkpoints.note IS 'The checkpoint with its signature, as it is served.';

CREATE TABLE ledger_keys (
  from_size    bigint      PRIMARY KEY CHECK (from_size > 0),
  verifier_key text        NOT NULL,
  began_at     timestamptz NOT NULL
);
COMMENT ON TABLE ledger_keys IS 'Which key signs checkpoints of which size: each from its from_size up to the next one''s.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_tiles
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_keys
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

GRANT SELECT, INSERT ON ledger_tiles, ledger_checkpoints, ledger_keys TO trust_fabric_app;
