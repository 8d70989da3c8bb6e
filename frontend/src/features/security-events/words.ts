import type { NextStatus, ReportState, SecurityEventStatus } from '@/api/types';
import { words } from '@/lib/format';
import { recordWords } from '@/lib/record-words';

/** The verb on the button that moves an event to a status. */
export function moveLabel(from: SecurityEventStatus, to: SecurityEventStatus): string {
  if (to === 'investigating') return from === 'open' ? 'Investigate' : 'Reopen';
  if (to === 'resolved') return 'Resolve';
  if (to === 'false_positive') return 'Mark false positive';
  return words(to);
}

/** Resolving also asks what was done. */
export const resolutionAsked = (to: SecurityEventStatus) =>
  to === 'resolved'
    ? { label: 'Resolution', description: 'What was done about it. Shown on the event.' }
    : undefined;

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

export const eventWords = recordWords({
  actions: { repeated: 'Seen again', authority_report_changed: 'Authority report changed' },
  fields: {
    awareAt: 'Aware at',
    sourceIp: 'Source IP',
    incidentId: 'Incident',
    'authorityReport.required': 'Report required',
    'authorityReport.authority': 'Authority',
    'authorityReport.reportedAt': 'Reported at',
    'authorityReport.dueAt': 'Report due',
    'authorityReport.reference': 'Report reference',
    'authorityReport.delayReason': 'Reason for delay',
  },
  enums: ['eventType'],
  value: (field, value) => (field.endsWith('authority') ? authorityName(value) : undefined),
});

/** `1 event`, `3 events` */
export const counted = (n: number) => `${n} ${n === 1 ? 'event' : 'events'}`;
