import type { NextStatus, ReportState, SecurityEventStatus } from '@/api/types';
import { utc, words } from '@/lib/format';

/** The verb on the button that moves an event to a status. */
export function moveLabel(from: SecurityEventStatus, to: SecurityEventStatus): string {
  if (to === 'investigating') return from === 'open' ? 'Investigate' : 'Reopen';
  if (to === 'resolved') return 'Resolve';
  if (to === 'false_positive') return 'Mark false positive';
  return words(to);
}

/** The road of an event's status, and how far it has come; the end it took names the last step. */
export function statusRoad(status: SecurityEventStatus): { steps: string[]; at: number } {
  const end = status === 'false_positive' ? 'False positive' : 'Resolved';
  const at = status === 'open' ? 0 : status === 'investigating' ? 1 : 2;
  return { steps: ['Open', 'Investigating', end], at };
}

/** The way forward first, the way out last. */
const order: SecurityEventStatus[] = ['investigating', 'resolved', 'false_positive', 'open'];
export const inOrder = (moves: readonly NextStatus[]) =>
  [...moves].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));

const fieldNames: Record<string, string> = {
  awareAt: 'Aware at',
  sourceIp: 'Source IP',
  incidentId: 'Incident',
  'authorityReport.required': 'Report required',
  'authorityReport.authority': 'Authority',
  'authorityReport.reportedAt': 'Reported at',
  'authorityReport.dueAt': 'Report due',
  'authorityReport.reference': 'Report reference',
  'authorityReport.delayReason': 'Reason for delay',
};

/** `subjectsAffected` -> `Subjects affected` */
export function fieldName(field: string): string {
  const known = fieldNames[field];
  if (known) return known;
  const last = field.split('.').at(-1) ?? field;
  return words(
    last
      .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a}_${b.toLowerCase()}`)
      .replaceAll('-', '_'),
  );
}

const actions: Record<string, string> = {
  created: 'Recorded',
  recorded: 'Recorded',
  batch_created: 'Recorded in a batch',
  status_changed: 'Status changed',
  updated: 'Edited',
  changed: 'Edited',
  repeated: 'Seen again',
  authority_report_changed: 'Authority report changed',
};

/** `security_event.status_changed` -> `Status changed` */
export function actionName(action: string): string {
  const verb = action.split('.').at(-1) ?? action;
  return actions[verb] ?? words(verb);
}

const authorities: Record<string, string> = { gdpr_art_33: 'GDPR art. 33', hipaa: 'HIPAA' };
export const authorityName = (authority: string | null | undefined) =>
  authority ? (authorities[authority] ?? words(authority)) : 'No authority chosen';

export const authorityTerm: Record<string, string> = {
  gdpr_art_33: '72 hours from becoming aware',
  hipaa: '60 days from becoming aware',
};

export const reportStates: Record<ReportState, { text: string; tone: 'plain' | 'good' | 'warn' | 'bad' }> = {
  not_assessed: { text: 'Not assessed', tone: 'plain' },
  not_required: { text: 'Not required', tone: 'plain' },
  due: { text: 'Due', tone: 'warn' },
  overdue: { text: 'Overdue', tone: 'bad' },
  reported: { text: 'Reported in time', tone: 'good' },
  reported_late: { text: 'Reported late', tone: 'warn' },
};

/** Any value of a record, as a person reads it; absent is said, never left blank. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

const enums = new Set(['status', 'severity', 'eventType', 'authorityReport.authority', 'authority']);
/** A field's value, with the product's own words where it is one of a fixed set. */
export function fieldValue(field: string, value: unknown): string {
  if (typeof value !== 'string') return valueText(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return utc(value);
  if (field.endsWith('authority')) return authorityName(value);
  return enums.has(field) ? words(value) : valueText(value);
}

/** `1 event`, `3 events` */
export const counted = (n: number) => `${n} ${n === 1 ? 'event' : 'events'}`;
