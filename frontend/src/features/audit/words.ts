import type { Anchor, Verification } from '@/api/types';
import { number, utc, words } from '@/lib/format';
import { camelWords, recordWords, valueText } from '@/lib/record-words';

/** Kinds of records as the ledger names them; `ledger` are readings of itself and its keys. */
export const KINDS: readonly string[] = [
  'security_event',
  'incident',
  'timeline_entry',
  'action_item',
  'secret_rotation',
  'rotation_policy',
  'slo_definition',
  'slo_measurement',
  'slo_exclusion',
  'slo_alert',
  'golden_dataset',
  'golden_evaluation',
  'regression_test_result',
  'registered_model',
  'model_version',
  'model_baseline',
  'model_promotion',
  'model_drift_detection',
  'gate_policy',
  'data_classification',
  'data_deletion',
  'access_review',
  'access_review_item',
  'access_snapshot',
  'compliance_evidence',
  'evidence_revision',
  'evidence_file',
  'compliance_control',
  'compliance_scope',
  'backup',
  'backup_policy',
  'restore',
  'stale_backup',
  'chaos_test_result',
  'approval',
  'ledger_verification',
  'ledger_epoch',
  'ledger',
];

const kinds: Record<string, string> = {
  slo_definition: 'SLO',
  slo_measurement: 'SLO measurement',
  slo_exclusion: 'SLO exclusion',
  slo_alert: 'SLO alert',
  chaos_test_result: 'Chaos test',
  model_drift_detection: 'Model drift',
  regression_test_result: 'Regression test',
  compliance_evidence: 'Evidence',
};
export const kindName = (kind: string) => kinds[kind] ?? words(kind);

/** Any record, as a person reads it. */
export const entryWords = recordWords({
  actions: { read: 'Read', created: 'Created', batch_created: 'Created in a batch', began: 'Began' },
  value: () => undefined,
});

/** `Incident: status changed` */
export function entryTitle({ action, recordType }: { action: string; recordType: string }): string {
  const verb = entryWords.action(action);
  return `${kindName(recordType)}: ${verb.charAt(0).toLowerCase()}${verb.slice(1)}`;
}

/** A value of a change: short ones as words, long ones as they are. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => one === null || typeof one !== 'object'))
    return valueText(value);
  if (value !== null && typeof value === 'object') return JSON.stringify(value, null, 2);
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return utc(value);
  return valueText(value);
}

export const pathName = (path: string) =>
  path
    .split('.')
    .map((part, index) => (index === 0 ? camelWords(part) : camelWords(part).toLowerCase()))
    .join(', ');

const standings: Record<Anchor['standing'], string> = {
  current: 'Has the newest checkpoint',
  behind: 'Behind',
  failing: 'Cannot be reached',
  ahead: 'Knows more than this ledger',
};
export const standingText = (standing: Anchor['standing']) => standings[standing];

const anchorKinds: Record<string, string> = {
  file: 'A folder on another machine',
  s3: 'An object store',
  witness: 'A witness, which countersigns',
};
export const anchorKind = (kind: string) => anchorKinds[kind] ?? words(kind);

export const CHECKS = ['lines', 'order', 'tree', 'checkpoints', 'records'] as const;
const checks: Record<(typeof CHECKS)[number], string> = {
  lines: 'Every line and its hash',
  order: 'Their order',
  tree: 'The tree and its tiles',
  checkpoints: 'Every signed checkpoint',
  records: 'Every record against its last line',
};
export const checkName = (check: (typeof CHECKS)[number]) => checks[check];

/** How far a running verification is, in words; records are not counted beforehand. */
export function progressText({ progress }: Pick<Verification, 'progress'>): string {
  if (!progress) return 'It begins.';
  const done = number(progress.done);
  switch (progress.check) {
    case 'lines':
      return `${done} of ${number(progress.lines)} lines read`;
    case 'records':
      return `${done} records compared`;
    default:
      return checkName(progress.check);
  }
}

export const verificationWords = recordWords({
  silent: ['createdAt', 'createdBy', 'id', 'metadata'],
  actions: { started: 'Begun', verified: 'Verified', failed: 'Failed', aborted: 'Given up' },
  value: () => undefined,
});
