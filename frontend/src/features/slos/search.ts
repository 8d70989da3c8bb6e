import * as z from 'zod/mini';
import type { SloStatus, SloType } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { freeText, mark, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const TYPES = [
  'availability',
  'latency',
  'error_rate',
  'freshness',
] as const satisfies readonly SloType[];
/** The worst first, as the API ranks them. */
export const STATUSES = [
  'breached',
  'exhausted',
  'at_risk',
  'no_data',
  'on_track',
] as const satisfies readonly SloStatus[];
/** How far back the charts look; `period` is the objective's own. */
export const RANGES = ['24h', '7d', 'period'] as const;

export type Range = (typeof RANGES)[number];

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface SloSearch {
  q?: string | undefined;
  service?: string[] | undefined;
  type?: SloType[] | undefined;
  status?: SloStatus[] | undefined;
  owner?: string[] | undefined;
  tag?: string[] | undefined;
  /** Only those of which an alert pair fires. */
  firing?: true | undefined;
  /** Retired ones instead of those in use. */
  retired?: true | undefined;
  /** The objective whose panel is open, and how far back its charts look. */
  slo?: string | undefined;
  range?: Range | undefined;
}

export type SloFilter = Omit<SloSearch, 'slo' | 'range'>;

export const NO_FILTER: SloFilter = {
  q: undefined,
  service: undefined,
  type: undefined,
  status: undefined,
  owner: undefined,
  tag: undefined,
  firing: undefined,
  retired: undefined,
};

const schema = z.object({
  q: freeText,
  service: texts,
  type: someOf(TYPES),
  status: someOf(STATUSES),
  owner: texts,
  tag: texts,
  firing: mark,
  retired: mark,
  slo: recordId,
  range: oneOf(RANGES),
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readSloSearch(raw: RawSearch): SloSearch {
  const nothing: SloSearch = { ...NO_FILTER, slo: undefined, range: undefined };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf(search: SloSearch): SloFilter {
  const { slo: _s, range: _r, ...filter } = search;
  return filter;
}

export const isFiltered = (search: SloSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

/** The API's query; a status is derived at read, so it is filtered here (`shown`). */
export const toQuery = (search: SloSearch) => ({
  q: search.q,
  service: search.service,
  type: search.type,
  owner: search.owner,
  tag: search.tag,
  firing: search.firing,
  lifecycle: [search.retired ? ('retired' as const) : ('active' as const)],
});
