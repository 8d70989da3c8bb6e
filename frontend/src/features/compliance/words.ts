import type {
  Control,
  ControlState,
  Evidence,
  EvidenceStatus,
  EvidenceType,
  Framework,
  ServedControl,
} from '@/api/types';
import { words } from '@/lib/format';
import { recordWords, valueText } from '@/lib/record-words';
import { FRAMEWORKS } from './search';

const frameworks: Record<Framework, string> = {
  soc2: 'SOC 2',
  iso27001: 'ISO 27001',
  gdpr: 'GDPR',
  hipaa: 'HIPAA',
};
export const frameworkName = (framework: Framework) => frameworks[framework];

const states: Record<ControlState, string> = {
  covered: 'Covered',
  uncovered: 'Uncovered',
  not_applicable: 'Not applicable',
  out_of_scope: 'Out of scope',
  by_specifications: 'By its parts',
};
export const stateName = (state: ControlState) => states[state];

/** What a state means, as a sentence. */
export function stateSentence(control: Control): string {
  switch (control.state) {
    case 'covered':
      return control.byRationale
        ? 'Only a written rationale covers it: it is not implemented, and says why.'
        : 'Approved evidence that is in date names it.';
    case 'uncovered':
      return control.inHand > 0
        ? 'Nothing approved and in date names it yet; evidence is in hand.'
        : 'No approved evidence in date names it.';
    case 'not_applicable':
      return 'It does not apply here, for the reason given.';
    case 'out_of_scope':
      return 'Its category is not in scope.';
    case 'by_specifications':
      return 'It is met by its specifications, which stand for themselves.';
  }
}

export const typeName = (type: EvidenceType) => words(type);

export const keyOf = ({ framework, controlId }: ServedControl) => `${framework}/${controlId}`;

/** The control of a key such as `soc2/CC6.1`; undefined when it cannot be one. */
export function controlOf(key: string): ServedControl | undefined {
  const cut = key.indexOf('/');
  const framework = FRAMEWORKS.find((one) => one === key.slice(0, cut));
  const controlId = key.slice(cut + 1).trim();
  return framework && controlId ? { framework, controlId } : undefined;
}

/** `SOC 2 CC6.1` */
export const controlName = (control: ServedControl) =>
  `${frameworkName(control.framework)} ${control.controlId}`;

/** A share in whole percent, rounded down so that nothing is complete that is not. */
export const percent = (ratio: number) => `${Math.floor(ratio * 100)} %`;

/** All controls that evidence serves, the one it was made for first. */
export const servedBy = (evidence: Evidence): ServedControl[] => [
  { framework: evidence.framework, controlId: evidence.controlId },
  ...evidence.controls,
];

/** The rule that drafted it; undefined where a person did. */
export function ruleOf(evidence: Evidence): string | undefined {
  const { rule } = evidence.metadata;
  return typeof rule === 'string' ? rule : undefined;
}

/** What a status means for what the evidence covers. */
export function statusSentence(evidence: Evidence): string {
  switch (evidence.status) {
    case 'draft':
      return 'It counts once it is submitted and another person approves it.';
    case 'submitted':
      return 'It waits for somebody who neither wrote nor submitted it.';
    case 'changes_requested':
      return 'It was sent back: take it up again to change it.';
    case 'approved':
      return evidence.inDate ? 'It counts for its controls.' : 'It is approved, but not in date now.';
    case 'rejected':
      return 'It was rejected for good.';
    case 'withdrawn':
      return 'It was withdrawn before anybody approved it.';
    case 'superseded':
      return 'Newer evidence took its place.';
    case 'expired':
      return 'Its time is over.';
    case 'revoked':
      return 'Its approval was taken back.';
  }
}

/** A move as the button says it. */
const moves: Partial<Record<EvidenceStatus, string>> = {
  draft: 'Take it up again',
  submitted: 'Submit',
  approved: 'Approve',
  changes_requested: 'Request changes',
  rejected: 'Reject',
  withdrawn: 'Withdraw',
  superseded: 'Supersede',
  revoked: 'Revoke',
};
export const moveName = (status: EvidenceStatus) => moves[status] ?? words(status);

const ended = {
  revised: 'ended by a new revision',
  superseded: 'superseded',
  expired: 'ran out',
  revoked: 'revoked',
} as const;
export const endedText = (because: keyof typeof ended) => ended[because];

const UNITS = ['B', 'KiB', 'MiB'];
/** `3.4 MiB`, in powers of 1,024: as the limit of 25 MiB is counted. */
export function sizeText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** power;
  return `${size >= 100 || power === 0 ? Math.round(size) : Number(size.toFixed(1))} ${UNITS[power]}`;
}

/** Where a record that bears evidence out is shown; undefined where it has no page of its own. */
export function recordPath(
  recordType: string,
  id: string,
): { to: string; search: Record<string, string> } | undefined {
  switch (recordType) {
    case 'security_event':
      return { to: '/security/events', search: { event: id } };
    case 'incident':
      return { to: '/security/incidents', search: { incident: id } };
    case 'backup':
      return { to: '/backup/backups', search: { view: 'backups', backup: id } };
    case 'restore':
      return { to: '/backup/backups', search: { view: 'restores', restore: id } };
    case 'slo_definition':
      return { to: '/monitoring/slos', search: { slo: id } };
    default:
      return undefined;
  }
}

export const evidenceWords = recordWords({
  actions: { created: 'Drafted', file_added: 'File added' },
  fields: {
    nextReviewDueAt: 'Next review due',
    effectiveFrom: 'True from',
    effectiveTo: 'True until',
    contentSha256: 'Digest of the content',
    controlId: 'Control',
  },
  enums: ['evidenceType'],
  silent: ['contentSha256', 'revision', 'reviewNotedFor'],
  value: (field, value) =>
    field === 'framework' ? frameworkName(value as Framework) : valueText(value).slice(0, 300),
});

export const controlWords = recordWords({
  actions: { created: 'First said' },
  fields: { applicabilityReason: 'Why' },
  value: () => undefined,
});
