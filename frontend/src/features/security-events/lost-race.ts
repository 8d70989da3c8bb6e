import type { SecurityEvent } from '@/api/types';
import { type EventChange, fieldsOf } from './changes';

export interface RaceRow {
  field: string;
  /** What the person saw when starting. */
  seen: unknown;
  /** What the record says now. */
  theirs: unknown;
  /** What the person wants; only where the change touches the field. */
  mine?: unknown;
  /** Both touched the field and want different values. */
  conflict: boolean;
}

const compared = [
  'status',
  'assignee',
  'resolution',
  'severity',
  'title',
  'description',
  'resource',
  'actor',
  'sourceIp',
  'awareAt',
  'personalData',
  'dataAssets',
  'subjectsAffected',
  'riskAssessment',
  'incidentId',
  'metadata',
  'authorityReport.required',
  'authorityReport.authority',
  'authorityReport.reportedAt',
  'authorityReport.reference',
  'authorityReport.delayReason',
] as const;

function read(event: SecurityEvent, path: string): unknown {
  const [first = '', second] = path.split('.');
  const value = (event as unknown as Record<string, unknown>)[first];
  return second ? (value as Record<string, unknown> | undefined)?.[second] : value;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Every field that somebody else changed meanwhile or that the person wants to change, conflicts first. */
export function compareRace(seen: SecurityEvent, theirs: SecurityEvent, change: EventChange): RaceRow[] {
  const mine = fieldsOf(change);
  const rows = compared.flatMap((field): RaceRow[] => {
    const before = read(seen, field);
    const now = read(theirs, field);
    const isMine = field in mine;
    const isTheirs = !same(before, now);
    if (!isMine && !isTheirs) return [];
    const conflict = isMine && isTheirs && !same(now, mine[field]);
    return [{ field, seen: before, theirs: now, ...(isMine ? { mine: mine[field] } : {}), conflict }];
  });
  return rows.sort((a, b) => Number(b.conflict) - Number(a.conflict));
}

/** Why the change cannot be applied to the newer record, or undefined when it can. */
export function whyNotReapply(theirs: SecurityEvent, change: EventChange): string | undefined {
  if (change.kind !== 'status') return undefined;
  if (theirs.status === change.status) return 'The event already has this status.';
  const next = theirs.nextStatuses.find((one) => one.status === change.status);
  if (!next) return 'From its present status the event cannot move there any more.';
  if (next.reasonRequired && !change.reason)
    return 'From its present status this move needs a reason; start it again.';
  return undefined;
}
