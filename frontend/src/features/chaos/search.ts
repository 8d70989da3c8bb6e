import * as z from 'zod/mini';
import type { ChaosTest } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { freeText, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const TYPES = [
  'connector_outage',
  'queue_delay',
  'db_failover',
  'service_degradation',
] as const satisfies readonly ChaosTest['testType'][];
export const STATUSES = [
  'running',
  'completed',
  'aborted',
  'failed',
] as const satisfies readonly ChaosTest['status'][];
export const OUTCOMES = ['passed', 'failed', 'inconclusive'] as const satisfies readonly NonNullable<
  ChaosTest['outcome']
>[];
export const SORTS = ['-startedAt', 'startedAt'] as const;
export type Sort = (typeof SORTS)[number];
export const DEFAULT_SORT: Sort = '-startedAt';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface ChaosSearch {
  q?: string | undefined;
  type?: ChaosTest['testType'][] | undefined;
  outcome?: NonNullable<ChaosTest['outcome']>[] | undefined;
  status?: ChaosTest['status'][] | undefined;
  target?: string[] | undefined;
  environment?: string[] | undefined;
  sort?: Sort | undefined;
  test?: string | undefined;
}

export type ChaosFilter = Omit<ChaosSearch, 'sort' | 'test'>;

export const NO_FILTER: ChaosFilter = {
  q: undefined,
  type: undefined,
  outcome: undefined,
  status: undefined,
  target: undefined,
  environment: undefined,
};

const schema = z.object({
  q: freeText,
  type: someOf(TYPES),
  outcome: someOf(OUTCOMES),
  status: someOf(STATUSES),
  target: texts,
  environment: texts,
  sort: oneOf(SORTS),
  test: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readChaosSearch(raw: RawSearch): ChaosSearch {
  const nothing: ChaosSearch = { ...NO_FILTER, sort: undefined, test: undefined };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf({ sort: _sort, test: _test, ...filter }: ChaosSearch): ChaosFilter {
  return filter;
}

export const isFiltered = (search: ChaosSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

export const toQuery = (search: ChaosSearch) => ({
  q: search.q,
  testType: search.type,
  outcome: search.outcome,
  status: search.status,
  target: search.target,
  environment: search.environment,
  sort: search.sort ?? DEFAULT_SORT,
});
