import * as z from 'zod/mini';
import type { SecurityEventStatus, SecurityEventType, Severity } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { flag, freeText, instant, mark, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];
export const STATUSES = [
  'open',
  'investigating',
  'resolved',
  'false_positive',
] as const satisfies readonly SecurityEventStatus[];
export const EVENT_TYPES = [
  'login_failure',
  'unauthorized_access',
  'data_breach',
  'policy_violation',
  'privilege_escalation',
  'malware',
  'configuration_change',
  'secret_exposure',
  'anomalous_activity',
  'other',
] as const satisfies readonly SecurityEventType[];
export const SORTS = ['-occurredAt', 'occurredAt', '-severity', 'severity'] as const;
export const SPANS = ['1h', '24h', '7d', '30d'] as const;

export type Sort = (typeof SORTS)[number];
export type Span = (typeof SPANS)[number];
export const DEFAULT_SORT: Sort = '-occurredAt';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface EventSearch {
  severity?: Severity[] | undefined;
  status?: SecurityEventStatus[] | undefined;
  type?: SecurityEventType[] | undefined;
  source?: string[] | undefined;
  actor?: string[] | undefined;
  assignee?: string[] | undefined;
  unassigned?: true | undefined;
  personalData?: boolean | undefined;
  report?: 'due' | 'overdue' | undefined;
  /** The last hour, day... counted back from now; `from` and `to` are exact and win over it. */
  within?: Span | undefined;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
  sort?: Sort | undefined;
  /** The event whose panel is open. */
  event?: string | undefined;
}

const schema = z.object({
  severity: someOf(SEVERITIES),
  status: someOf(STATUSES),
  type: someOf(EVENT_TYPES),
  source: texts,
  actor: texts,
  assignee: texts,
  unassigned: mark,
  personalData: flag,
  report: oneOf(['due', 'overdue']),
  within: oneOf(SPANS),
  from: instant,
  to: instant,
  q: freeText,
  sort: oneOf(SORTS),
  event: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readEventSearch(raw: RawSearch): EventSearch {
  const nothing: EventSearch = { ...NO_FILTER, sort: undefined, event: undefined };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

/** The filters alone, without the order and the open panel. */
export type EventFilter = Omit<EventSearch, 'sort' | 'event'>;

export function filterOf({ sort: _sort, event: _event, ...filter }: EventSearch): EventFilter {
  return filter;
}

/** Takes every filter away; order and panel stay. */
export const NO_FILTER: EventFilter = {
  severity: undefined,
  status: undefined,
  type: undefined,
  source: undefined,
  actor: undefined,
  assignee: undefined,
  unassigned: undefined,
  personalData: undefined,
  report: undefined,
  within: undefined,
  from: undefined,
  to: undefined,
  q: undefined,
};

export const isFiltered = (search: EventSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

const HOUR = 3_600_000;
const lengths: Record<Span, number> = {
  '1h': HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '30d': 30 * 24 * HOUR,
};

/** The API's query for a search at a moment. A relative span is fixed once per list, so that its pages agree. */
export function toQuery(search: EventSearch, now: number) {
  const exact = search.from !== undefined || search.to !== undefined;
  const since = search.within && !exact ? new Date(now - lengths[search.within]).toISOString() : undefined;
  return {
    severity: search.severity,
    status: search.status,
    eventType: search.type,
    source: search.source,
    actor: search.actor,
    assignee: search.assignee,
    unassigned: search.unassigned,
    personalData: search.personalData,
    reportState: search.report,
    occurredFrom: search.from ?? since,
    occurredTo: search.to,
    q: search.q,
    sort: search.sort ?? DEFAULT_SORT,
  };
}
