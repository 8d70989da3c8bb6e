import * as z from 'zod/mini';
import type { SecurityEventStatus, SecurityEventType, Severity } from '@/api/types';
import { type RawSearch, splitList } from '@/lib/search';

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

// The router hands over what it parsed (text) and what pages navigate with (lists): both mean the same.
const toList = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String).filter(Boolean)
    : typeof value === 'string'
      ? splitList(value)
      : [];

const orNothing = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

const oneOf = <const T extends string>(values: readonly T[]) =>
  z.pipe(
    z.unknown(),
    z.transform((raw) =>
      orNothing([...new Set(toList(raw))].filter((item): item is T => values.includes(item as T))),
    ),
  );

const texts = z.pipe(
  z.unknown(),
  z.transform((raw) =>
    orNothing(
      toList(raw)
        .filter((item) => item.length <= 200)
        .slice(0, 20),
    ),
  ),
);

const instant = z.pipe(
  z.unknown(),
  z.transform((raw) => {
    const time = typeof raw === 'string' ? Date.parse(raw) : Number.NaN;
    return Number.isNaN(time) ? undefined : new Date(time).toISOString();
  }),
);

const flag = z.pipe(
  z.unknown(),
  z.transform((raw) =>
    raw === true || raw === 'true' ? true : raw === false || raw === 'false' ? false : undefined,
  ),
);

const schema = z.object({
  severity: oneOf(SEVERITIES),
  status: oneOf(STATUSES),
  type: oneOf(EVENT_TYPES),
  source: texts,
  actor: texts,
  assignee: texts,
  unassigned: z.pipe(
    flag,
    z.transform((on) => (on === true ? (true as const) : undefined)),
  ),
  personalData: flag,
  report: z.catch(z.optional(z.enum(['due', 'overdue'])), undefined),
  within: z.catch(z.optional(z.enum(SPANS)), undefined),
  from: instant,
  to: instant,
  q: z.catch(z.optional(z.string().check(z.maxLength(200))), undefined),
  sort: z.catch(z.optional(z.enum(SORTS)), undefined),
  event: z.catch(z.optional(z.string().check(z.regex(/^[0-9a-f-]{36}$/i))), undefined),
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
