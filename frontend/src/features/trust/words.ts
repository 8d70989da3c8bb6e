import type { ClaimScore, TrustDomain, TrustReason, TrustState } from '@/api/types';
import { number, utcClock, utcDay } from '@/lib/format';
import type { PageLink } from '@/lib/record-links';
import { recordWords } from '@/lib/record-words';
import type { Since } from './standing';

const domains: Record<TrustDomain, string> = {
  quality: 'Answers and tests',
  models: 'Models in production',
  security_events: 'Security events',
  incidents: 'Incidents',
  rotations: 'Secrets',
  slos: 'Service levels',
  compliance: 'Compliance',
  backups: 'Backups',
  chaos: 'Chaos tests',
  ledger: 'Audit ledger',
};
export const domainName = (domain: TrustDomain) => domains[domain];

/** Where a domain's records are shown. */
const homes: Record<TrustDomain, PageLink> = {
  quality: { to: '/quality/suites', search: {} },
  models: { to: '/modelops/models', search: {} },
  security_events: { to: '/security/events', search: {} },
  incidents: { to: '/security/incidents', search: {} },
  rotations: { to: '/security/rotations', search: {} },
  slos: { to: '/monitoring/slos', search: {} },
  compliance: { to: '/compliance/controls', search: {} },
  backups: { to: '/backup/backups', search: {} },
  chaos: { to: '/chaos/tests', search: {} },
  ledger: { to: '/audit/ledger', search: {} },
};
export const domainHome = (domain: TrustDomain) => homes[domain];

const states: Record<TrustState, string> = { failing: 'Failing', unproved: 'Not proved', proved: 'Proved' };
export const stateName = (state: TrustState) => states[state];

const claims: Record<string, { says: string; subjects: string; fills: string }> = {
  suites_pass: {
    says: 'Test suites pass',
    subjects: 'suites',
    fills: 'Upload JUnit XML of a test run to /api/quality/regression-tests.',
  },
  golden_answers_right: {
    says: 'Answers to golden datasets are right',
    subjects: 'datasets',
    fills: 'Make a golden dataset, activate it, and have predictions evaluated against it.',
  },
  production_evaluated: {
    says: 'What is in production was evaluated',
    subjects: 'versions',
    fills: 'Register a model version and bring it into production through the release gate.',
  },
  production_steady: {
    says: 'What is in production does not drift',
    subjects: 'versions',
    fills: 'Have the drift of the versions in production computed each week.',
  },
  events_handled: {
    says: 'Security events are handled',
    subjects: 'events',
    fills: 'Let your sources post to /api/security/events, and handle what comes.',
  },
  incidents_resolved: {
    says: 'Incidents are resolved',
    subjects: 'incidents',
    fills: 'Open an incident, a drill counts too, and resolve it.',
  },
  secrets_renewed: {
    says: 'Secrets are renewed in time',
    subjects: 'secrets',
    fills: 'Log each rotation of a secret, never its value.',
  },
  slos_on_track: {
    says: 'Service levels are kept',
    subjects: 'SLOs',
    fills: 'Define an SLO and post what is measured.',
  },
  controls_covered: {
    says: 'Controls are covered by evidence',
    subjects: 'controls',
    fills: 'Submit evidence for a control, and have a second person approve it.',
  },
  access_reviewed: {
    says: 'Access is reviewed',
    subjects: 'reviews',
    fills: 'Complete an access review and carry out what it decides.',
  },
  evidence_looked_after: {
    says: 'Evidence is looked at again in time',
    subjects: 'pieces',
    fills: 'Have a first piece of evidence approved.',
  },
  backups_on_time: {
    says: 'Backups are made in time',
    subjects: 'policies',
    fills: 'Propose a backup policy, and let the backup runner report.',
  },
  restores_verified: {
    says: 'Restores pass their checks',
    subjects: 'policies',
    fills: 'Run a restore drill.',
  },
  outages_borne: {
    says: 'Failures are borne',
    subjects: 'kinds of failure',
    fills: 'Run the chaos experiments: make chaos.',
  },
};
export const claimText = (claim: string) => claims[claim]?.says ?? claim.replaceAll('_', ' ');
export const claimFills = (claim: string) => claims[claim]?.fills;

/** `2 of 3 secrets, 1 not known`; a claim about nothing says so. */
export function claimFigures({ claim, good, bad, unknown }: ClaimScore): string {
  const all = good + bad + unknown;
  const subjects = claims[claim]?.subjects ?? 'subjects';
  if (all === 0) return 'nothing to count yet';
  const parts = [`${number(good)} of ${number(all)} ${subjects} proved`];
  if (bad > 0) parts.push(`${number(bad)} bad`);
  if (unknown > 0) parts.push(`${number(unknown)} not known`);
  return parts.join(', ');
}

/** Points as the score counts them, without digits that say nothing: `56.32`, `14`, `0.5`. */
export const points = (value: number) => String(Math.round(value * 100) / 100);
/** One digit where they are compared at a glance. */
export const roughly = (value: number) => (Math.round(value * 10) / 10).toString();

export const changeText = (value: number) =>
  value === 0 ? 'unchanged' : `${value > 0 ? '+' : '−'}${points(Math.abs(value))}`;

/** How many it is about, where that says more: `3 `. */
export const countOf = ({ count }: TrustReason) => (count > 0 ? number(count) : undefined);

/** The verdict in a sentence that needs no legend. */
export function verdict(counts: Record<TrustState, number>, isEmpty: boolean): string {
  const all = counts.failing + counts.unproved + counts.proved;
  if (isEmpty) return 'Nothing is proved yet';
  if (counts.failing > 0)
    return counts.failing === 1
      ? `Something is wrong in 1 of ${all} areas`
      : `Something is wrong in ${counts.failing} of ${all} areas`;
  if (counts.unproved > 0) return 'Nothing is known to be wrong, but not all is proved';
  return 'Everything that is promised is proved';
}

const HALF_HOUR = 30 * 60_000;
const DAY = 86_400_000;

/** Since when, no more exactly than it is known: `since 22 Nov`, `since 13:30 to 14:00 UTC`. */
export function sinceText(since: Since | undefined, now: string): string | undefined {
  if (!since) return undefined;
  const { after, by } = since;
  if (after === undefined) return by && `since ${dayOf(by)} or before`;
  const end = Date.parse(by ?? now);
  const begin = Date.parse(after);
  if (end - begin <= HALF_HOUR) {
    const isToday = dayOf(after) === dayOf(now) && begin % DAY !== 0;
    return `since about ${isToday ? '' : `${dayOf(after)}, `}${utcClock(after)} UTC`;
  }
  // From midnight to midnight: it began on the day between.
  return `since ${dayOf(after)}`;
}

const dayOf = (at: string) => utcDay(at);

export const gateWords = recordWords({
  actions: { proposed: 'Proposed', put_in_force: 'Put in force', superseded: 'Superseded' },
});

const frameworks: Record<string, string> = {
  soc2: 'SOC 2',
  iso_27001: 'ISO 27001',
  iso27001: 'ISO 27001',
  gdpr: 'GDPR',
  eu_ai_act: 'EU AI Act',
};
export const controlName = (control: { framework: string; controlId: string }) =>
  `${frameworks[control.framework] ?? control.framework.replaceAll('_', ' ').toUpperCase()} ${control.controlId}`;
