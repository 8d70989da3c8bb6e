import * as z from 'zod/mini';
import type { DataType, Residency, Sensitivity } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { freeText, mark, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

/** The most sensitive first, as the matrix shows them. */
export const SENSITIVITIES = [
  'restricted',
  'confidential',
  'internal',
  'public',
] as const satisfies readonly Sensitivity[];
export const RESIDENCIES = ['eu', 'uk', 'us', 'ca', 'global'] as const satisfies readonly Residency[];
export const DATA_TYPES = ['pii', 'health', 'financial', 'public'] as const satisfies readonly DataType[];
export const PERSONAL: DataType[] = ['pii', 'health'];
export const SORTS = [
  'dataAsset',
  '-dataAsset',
  '-sensitivity',
  'sensitivity',
  '-createdAt',
  'createdAt',
] as const;
export type Sort = (typeof SORTS)[number];
export const DEFAULT_SORT: Sort = 'dataAsset';
const DAY = 86_400_000;
/** A classification that nobody has looked at for so long needs a look. Milliseconds. */
export const STALE_AFTER = 365 * DAY;

export interface DataFilter {
  q?: string | undefined;
  residency?: Residency[] | undefined;
  sensitivity?: Sensitivity[] | undefined;
  kind?: DataType[] | undefined;
  system?: string[] | undefined;
  owner?: string[] | undefined;
  /** Holds data past its age. */
  due?: true | undefined;
  /** Nobody has reviewed it for a year. */
  stale?: true | undefined;
}

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface DataSearch extends DataFilter {
  sort?: Sort | undefined;
  asset?: string | undefined;
}

export const NO_FILTER: DataFilter = {
  q: undefined,
  residency: undefined,
  sensitivity: undefined,
  kind: undefined,
  system: undefined,
  owner: undefined,
  due: undefined,
  stale: undefined,
};

const schema = z.object({
  q: freeText,
  residency: someOf(RESIDENCIES),
  sensitivity: someOf(SENSITIVITIES),
  kind: someOf(DATA_TYPES),
  system: texts,
  owner: texts,
  due: mark,
  stale: mark,
  sort: oneOf(SORTS),
  asset: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readDataSearch(raw: RawSearch): DataSearch {
  const nothing: DataSearch = { ...NO_FILTER, sort: undefined, asset: undefined };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf(search: DataSearch): DataFilter {
  const { sort: _s, asset: _a, ...filter } = search;
  return filter;
}

export const isFiltered = (search: DataSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

/** @param begun when the list was begun: all its pages look back from the same moment */
export const toQuery = (search: DataSearch, begun: number) => ({
  q: search.q,
  residency: search.residency,
  sensitivity: search.sensitivity,
  dataType: search.kind,
  system: search.system,
  owner: search.owner,
  retentionDue: search.due,
  notReviewedSince: search.stale ? new Date(begun - STALE_AFTER).toISOString() : undefined,
  sort: search.sort ?? DEFAULT_SORT,
});
