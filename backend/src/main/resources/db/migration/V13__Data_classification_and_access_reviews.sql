-- Where data has to stay: whether all of the regions (ISO 3166 countries and subdivisions, or EU) lie in a residency.
CREATE FUNCTION regions_lie_in(residency text, regions text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(bool_and(CASE residency
      WHEN 'us' THEN region ~ '^US(-|$)'
      WHEN 'uk' THEN region ~ '^GB(-|$)'
      WHEN 'ca' THEN region ~ '^CA(-|$)'
      WHEN 'eu' THEN region = 'EU' OR split_part(region, '-', 1) IN ('AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE',
                       'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO',
                       'SE', 'SI', 'SK')
      ELSE true END), true)
  FROM unnest(regions) region
  $$;

CREATE TABLE data_classification (
  id                    uuid        PRIMARY KEY,
  version               bigint      NOT NULL,
  created_at            timestamptz NOT NULL,
  created_by_issuer     text        NOT NULL,
  created_by_subject    text        NOT NULL,
  created_by_name       text,
  updated_at            timestamptz NOT NULL,
  updated_by_issuer     text        NOT NULL,
  updated_by_subject    text        NOT NULL,
  updated_by_name       text,
  metadata              jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt         bytea       NOT NULL CHECK (octet_length(personal_salt) = 16),
  data_asset            text        NOT NULL UNIQUE,
  system                text        NOT NULL,
  data_type             text        NOT NULL CHECK (data_type IN ('pii', 'financial', 'health', 'public')),
  sensitivity           text        NOT NULL CHECK (sensitivity IN ('public', 'internal', 'confidential', 'restricted')),
  residency             text        NOT NULL CHECK (residency IN ('us', 'uk', 'eu', 'ca', 'global')),
  allowed_regions       text[]      NOT NULL,
  encryption_at_rest    boolean     NOT NULL,
  encryption_in_transit boolean     NOT NULL,
  retention_days        integer     CHECK (retention_days BETWEEN 1 AND 36525),
  auto_delete           boolean     NOT NULL,
  legal_basis           text,
  purposes              text[]      NOT NULL,
  owner                 text        NOT NULL,
  access_roles          text[]      NOT NULL,
  holds_data_since      timestamptz NOT NULL,
  last_reviewed_at      timestamptz,
  deleted_up_to         timestamptz,
  deletions             integer     NOT NULL CHECK (deletions >= 0),
  -- The oldest data it can hold plus its retention.
  retention_due_at      timestamptz,
  sensitivity_rank      smallint    NOT NULL GENERATED ALWAYS AS (
                          CASE sensitivity WHEN 'public' THEN 0 WHEN 'internal' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END) STORED,
  search                tsvector    NOT NULL GENERATED ALWAYS AS (
                          to_tsvector('simple', data_asset || ' ' || system)) STORED,
  CONSTRAINT data_classification_encryption_required CHECK (
    (encryption_at_rest AND encryption_in_transit) OR (sensitivity <> 'restricted' AND data_type NOT IN ('pii', 'health'))),
  CONSTRAINT data_classification_public_personal_data CHECK (
    sensitivity <> 'public' OR data_type NOT IN ('pii', 'health')),
  CONSTRAINT data_classification_auto_delete_without_retention CHECK (NOT auto_delete OR retention_days IS NOT NULL),
  CONSTRAINT data_classification_region_outside_residency CHECK (regions_lie_in(residency, allowed_regions)),
  CHECK ((retention_days IS NULL) = (retention_due_at IS NULL)),
  CHECK ((deletions = 0) = (deleted_up_to IS NULL))
);
CREATE INDEX data_classification_by_asset ON data_classification (data_asset, id);
CREATE INDEX data_classification_by_time ON data_classification (created_at, id);
CREATE INDEX data_classification_by_sensitivity ON data_classification (sensitivity_rank, data_asset, id);
CREATE INDEX data_classification_by_system ON data_classification (system, data_asset, id);
CREATE INDEX data_classification_by_type ON data_classification (data_type, data_asset, id);
CREATE INDEX data_classification_by_residency ON data_classification (residency, data_asset, id);
CREATE INDEX data_classification_by_owner ON data_classification (owner, data_asset, id);
CREATE INDEX data_classification_retention_due ON data_classification (retention_due_at, id) WHERE retention_due_at IS NOT NULL;
CREATE INDEX data_classification_search ON data_classification USING gin (search);

-- What the systems that hold data have deleted of it.
CREATE TABLE data_deletions (
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
  classification_id  uuid        NOT NULL REFERENCES data_classification,
  deleted_up_to      timestamptz NOT NULL,
  performed_at       timestamptz NOT NULL CHECK (performed_at >= deleted_up_to),
  records_deleted    bigint      NOT NULL CHECK (records_deleted >= 0),
  proof_reference    text        NOT NULL,
  proof_sha256       text        CHECK (proof_sha256 ~ '^[0-9a-f]{64}$'),
  performed_by       text        NOT NULL
);
CREATE INDEX data_deletions_of ON data_deletions (classification_id, deleted_up_to, id);

CREATE TABLE access_reviews (
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
  review_type        text        NOT NULL CHECK (review_type IN ('user_access', 'role_permissions', 'api_keys', 'service_accounts')),
  scope              text        NOT NULL,
  status             text        NOT NULL CHECK (status IN ('pending', 'in_progress', 'completed', 'cancelled')),
  reviewer           text        NOT NULL,
  due_at             timestamptz NOT NULL,
  population_source  text        CHECK (population_source IN ('given', 'keycloak')),
  population_sha256  text        CHECK (population_sha256 ~ '^[0-9a-f]{64}$'),
  item_count         integer     NOT NULL CHECK (item_count BETWEEN 0 AND 5000),
  decided_items      integer     NOT NULL CHECK (decided_items BETWEEN 0 AND item_count),
  revoked_items      integer     NOT NULL CHECK (revoked_items >= 0),
  modified_items     integer     NOT NULL CHECK (modified_items >= 0),
  actions_pending    integer     NOT NULL CHECK (actions_pending >= 0),
  actions_done       integer     NOT NULL CHECK (actions_done >= 0),
  started_at         timestamptz,
  completed_at       timestamptz CHECK (completed_at >= started_at),
  cancelled_at       timestamptz,
  last_activity_at   timestamptz NOT NULL,
  is_open            boolean     NOT NULL GENERATED ALWAYS AS (status IN ('pending', 'in_progress')) STORED,
  search             tsvector    NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', scope || ' ' || reviewer)) STORED,
  CHECK (revoked_items + modified_items <= decided_items),
  CHECK (actions_pending + actions_done = revoked_items + modified_items),
  CHECK (actions_done = 0 OR status = 'completed'),
  CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
  CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
  CONSTRAINT access_reviews_population_is_frozen CHECK (
    (started_at IS NULL) = (population_source IS NULL) AND (started_at IS NULL) = (population_sha256 IS NULL)
    AND (started_at IS NULL) = (item_count = 0)),
  CHECK (status NOT IN ('in_progress', 'completed') OR started_at IS NOT NULL),
  CHECK (status <> 'pending' OR started_at IS NULL),
  CONSTRAINT access_reviews_complete_when_all_is_decided CHECK (status <> 'completed' OR decided_items = item_count)
);
CREATE INDEX access_reviews_by_time ON access_reviews (created_at, id);
CREATE INDEX access_reviews_by_due ON access_reviews (due_at, id);
CREATE INDEX access_reviews_by_type ON access_reviews (review_type, created_at, id);
CREATE INDEX access_reviews_by_status ON access_reviews (status, created_at, id);
CREATE INDEX access_reviews_by_reviewer ON access_reviews (reviewer, created_at, id);
CREATE INDEX access_reviews_open ON access_reviews (due_at, id) WHERE is_open;
CREATE INDEX access_reviews_actions_pending ON access_reviews (created_at, id) WHERE actions_pending > 0;
CREATE INDEX access_reviews_search ON access_reviews USING gin (search);

-- Later looks at what a completed review is about.
CREATE TABLE access_review_snapshots (
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
  review_id          uuid        NOT NULL REFERENCES access_reviews,
  source             text        NOT NULL CHECK (source IN ('given', 'keycloak')),
  taken_at           timestamptz NOT NULL,
  item_count         integer     NOT NULL CHECK (item_count BETWEEN 1 AND 5000),
  population_sha256  text        NOT NULL CHECK (population_sha256 ~ '^[0-9a-f]{64}$'),
  proved_items       integer     NOT NULL CHECK (proved_items >= 0),
  still_held_items   integer     NOT NULL CHECK (still_held_items >= 0),
  applied_items      integer     CHECK (applied_items >= 0),
  not_applied_items  integer     CHECK (not_applied_items >= 0),
  UNIQUE (review_id, id),
  CHECK ((applied_items IS NULL) = (not_applied_items IS NULL)),
  CHECK (applied_items IS NULL OR source = 'keycloak')
);
CREATE INDEX access_review_snapshots_of ON access_review_snapshots (review_id, taken_at, id);

CREATE TABLE access_review_items (
  id                     uuid        PRIMARY KEY,
  version                bigint      NOT NULL,
  created_at             timestamptz NOT NULL,
  created_by_issuer      text        NOT NULL,
  created_by_subject     text        NOT NULL,
  created_by_name        text,
  updated_at             timestamptz NOT NULL,
  updated_by_issuer      text        NOT NULL,
  updated_by_subject     text        NOT NULL,
  updated_by_name        text,
  metadata               jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
  personal_salt          bytea       NOT NULL CHECK (octet_length(personal_salt) = 16),
  review_id              uuid        NOT NULL REFERENCES access_reviews,
  position               integer     NOT NULL CHECK (position >= 0),
  issuer                 text,
  subject                text,
  email                  text,
  username               text,
  owner                  text,
  name                   text,
  peer_group             text,
  current_permissions    text[]      NOT NULL,
  last_used_at           timestamptz,
  recommendation         text        NOT NULL CHECK (recommendation IN ('keep', 'revoke', 'modify')),
  recommendation_reasons jsonb       NOT NULL CHECK (jsonb_typeof(recommendation_reasons) = 'object'),
  decision               text        CHECK (decision IN ('keep', 'revoke', 'modify')),
  decision_reason        text,
  new_permissions        text[],
  decided_by_issuer      text,
  decided_by_subject     text,
  decided_by_name        text,
  decided_at             timestamptz,
  action_status          text        NOT NULL CHECK (action_status IN ('none', 'pending', 'done')),
  action_reference       text,
  proved_by_snapshot_id  uuid,
  identity_unresolved    boolean     NOT NULL GENERATED ALWAYS AS (
                           subject IS NULL AND email IS NULL AND username IS NULL AND owner IS NULL) STORED,
  search                 tsvector    NOT NULL GENERATED ALWAYS AS (
                           to_tsvector('simple', coalesce(name, '') || ' ' || coalesce(username, '') || ' ' ||
                             coalesce(email, '') || ' ' || coalesce(owner, '') || ' ' || coalesce(subject, ''))) STORED,
  UNIQUE (review_id, position),
  FOREIGN KEY (review_id, proved_by_snapshot_id) REFERENCES access_review_snapshots (review_id, id),
  CHECK ((issuer IS NULL) = (subject IS NULL)),
  CHECK ((decision IS NULL) = (decided_at IS NULL)
    AND (decision IS NULL) = (decided_by_issuer IS NULL) AND (decision IS NULL) = (decided_by_subject IS NULL)),
  CONSTRAINT access_review_items_reason CHECK (decision IS NULL OR decision = 'keep' OR decision_reason IS NOT NULL),
  CHECK (new_permissions IS NULL OR decision = 'modify'),
  -- Nobody decides about their own access: as far as one row can say it.
  CONSTRAINT access_review_items_own_access CHECK (
    decided_by_issuer IS DISTINCT FROM issuer OR decided_by_subject IS DISTINCT FROM subject OR subject IS NULL),
  CONSTRAINT access_review_items_identity_unresolved CHECK (
    decision IS NULL OR decision = 'revoke'
    OR subject IS NOT NULL OR email IS NOT NULL OR username IS NOT NULL OR owner IS NOT NULL),
  CHECK ((action_status = 'none') = (decision IS NULL OR decision = 'keep')),
  CHECK ((action_status = 'done') = (proved_by_snapshot_id IS NOT NULL))
);
CREATE INDEX access_review_items_by_place ON access_review_items (review_id, position, id);
CREATE INDEX access_review_items_by_decision ON access_review_items (review_id, decision, position, id);
CREATE INDEX access_review_items_by_recommendation ON access_review_items (review_id, recommendation, position, id);
CREATE INDEX access_review_items_by_action ON access_review_items (review_id, action_status, position, id);
CREATE INDEX access_review_items_proved_by ON access_review_items (proved_by_snapshot_id) WHERE proved_by_snapshot_id IS NOT NULL;
CREATE INDEX access_review_items_search ON access_review_items USING gin (search);

GRANT SELECT, INSERT, UPDATE ON data_classification, access_reviews, access_review_items TO trust_fabric_app;
GRANT SELECT, INSERT ON data_deletions, access_review_snapshots TO trust_fabric_app;
