// The API names the records behind a figure by the request that answers with them. Here that request becomes the
// page that shows the same records. A page that does not exist yet is simply not offered (components/RecordLink).

export interface PageLink {
  to: string;
  search: Record<string, string | string[] | true>;
}

type Params = { one: (name: string) => string | undefined; all: (name: string) => string[] };
type Search = Record<string, string | string[] | boolean | undefined>;
/** `of` is the figure's or reason's name, where the request alone says too little. */
type Page = (asked: Params, of: string | undefined) => [to: string, search?: Search];

const rotations: Page = ({ one }, of) => {
  const shows: Record<string, string> = {
    never_rotated: 'never_rotated',
    neverRenewed: 'never_rotated',
    rotation_failed: 'failed',
    no_secret: '',
  };
  const show = shows[of ?? ''] ?? (one('within') === 'PT0S' ? 'overdue' : 'due');
  return ['/security/rotations', { show }];
};

const slos: Page = ({ one }, of) => {
  const statuses: Record<string, string[]> = {
    slo_breached: ['breached', 'exhausted'],
    breached: ['breached', 'exhausted'],
    slo_at_risk: ['at_risk'],
    atRisk: ['at_risk'],
    onTrack: ['on_track'],
    slo_not_measured: ['no_data'],
  };
  return ['/monitoring/slos', { status: statuses[of ?? ''], firing: one('firing') === 'true' }];
};

const pages: Record<string, Page> = {
  '/api/approvals': () => ['/approvals'],
  '/api/audit/entries': () => ['/audit/ledger'],
  '/api/backup/backups': ({ all }) => ['/backup/backups', { view: 'backups', status: all('status') }],
  '/api/backup/policies': () => ['/backup/backups'],
  '/api/backup/restores': ({ all }) => ['/backup/backups', { view: 'restores', verified: all('verified') }],
  '/api/backup/summary': () => ['/backup/backups'],
  '/api/chaos/tests': ({ all }) => ['/chaos/tests', { outcome: all('outcome'), status: all('status') }],
  '/api/compliance/access-reviews': ({ one, all }) => [
    '/access/reviews',
    {
      status: all('status'),
      overdue: one('overdue') === 'true',
      actionsPending: one('actionsPending') === 'true',
    },
  ],
  '/api/compliance/controls': ({ all }) => [
    '/compliance/controls',
    { view: 'controls', state: all('state') },
  ],
  '/api/compliance/data-classification/retention-due': () => ['/classification/data', { view: 'retention' }],
  '/api/compliance/evidence': ({ all }, of) => [
    '/compliance/controls',
    {
      view: 'evidence',
      status: all('status'),
      due: of === 'evidence_reviews_due' ? 'P30D' : of === 'evidence_review_overdue' ? 'overdue' : undefined,
      expired: of === 'evidence_expired',
    },
  ],
  '/api/modelops/drift-detections': () => ['/modelops/models', { openDrift: true }],
  '/api/modelops/models': ({ all }) => ['/modelops/models', { view: 'versions', status: all('status') }],
  '/api/monitoring/slo-definitions': slos,
  '/api/quality/evaluations': () => ['/quality/datasets', { view: 'evaluations', contaminated: 'false' }],
  '/api/quality/golden-datasets': ({ all }) => ['/quality/datasets', { status: all('status') }],
  '/api/quality/regression-tests': () => ['/quality/suites', { state: ['failing'] }],
  '/api/quality/regression-tests/suites': (_, of) => [
    '/quality/suites',
    { state: of === 'suite_ran_nothing' ? ['not_run'] : of === 'suitesFailing' ? ['failing'] : undefined },
  ],
  '/api/security/events': ({ one, all }) => [
    '/security/events',
    { severity: all('severity'), status: all('status'), report: one('reportState') },
  ],
  '/api/security/incidents': ({ one, all }) => [
    '/security/incidents',
    { severity: all('severity'), open: one('open') },
  ],
  '/api/security/incidents/action-items': ({ one }) => [
    '/security/incidents',
    { view: 'actions', overdue: one('overdue') === 'true' },
  ],
  '/api/security/secret-rotations': () => ['/security/rotations'],
  '/api/security/secret-rotations/due': rotations,
};

/** The page that shows what a request of the API answers with; undefined where none is known. */
export function pageOf(request: string | null, of?: string): PageLink | undefined {
  if (request === null) return undefined;
  const { pathname, searchParams } = new URL(request, 'https://api.invalid');
  const page = pages[pathname];
  if (!page) return undefined;
  const [to, search = {}] = page(
    { one: (name) => searchParams.get(name) ?? undefined, all: (name) => searchParams.getAll(name) },
    of,
  );
  const said = Object.entries(search).filter(
    (pair): pair is [string, string | string[] | true] =>
      pair[1] !== undefined && pair[1] !== false && pair[1].toString() !== '',
  );
  return { to, search: Object.fromEntries(said) };
}

/** The page that opens one of the records that a reason names; undefined where there is none. */
export function pageOfSubject(reason: string, subject: string): PageLink | undefined {
  switch (reason) {
    case 'suite_fails':
    case 'suite_ran_nothing':
    case 'suite_old':
      return { to: '/quality/suites', search: { suite: subject } };
    case 'dataset_not_evaluated':
    case 'evaluation_old':
    case 'inaccurate':
      return { to: '/quality/datasets', search: { dataset: subject } };
    case 'control_uncovered':
      return { to: '/compliance/controls', search: { view: 'controls', control: subject } };
    case 'evidence_review_overdue':
    case 'evidence_expired':
      return { to: '/compliance/controls', search: { view: 'evidence', evidence: subject } };
    case 'rotation_overdue':
    case 'rotation_failed':
    case 'never_rotated':
      return { to: '/security/rotations', search: { secret: subject } };
    case 'slo_breached':
    case 'slo_at_risk':
    case 'slo_not_measured':
      return { to: '/monitoring/slos', search: { slo: subject } };
    case 'backup_late':
    case 'no_backup_yet':
    case 'restore_failed':
    case 'not_restored':
      return { to: '/backup/backups', search: { open: subject } };
    default:
      return undefined;
  }
}
