import * as z from 'zod/mini';
import type { TestStatus } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { freeText, instant, oneOf, recordId, someOf, textsUpTo, textUpTo } from '@/lib/search-fields';

export const TEST_STATUSES = [
  'failed',
  'error',
  'skipped',
  'passed',
] as const satisfies readonly TestStatus[];
/** How a suite stands, the worst first. */
export const STATES = ['failing', 'not_run', 'passing'] as const;
export type SuiteState = (typeof STATES)[number];
/** What stands out in suites, whatever their state. */
export const MARKS = ['newly_failing', 'newly_fixed', 'flaky'] as const;
export type SuiteMark = (typeof MARKS)[number];
export const VIEWS = ['results'] as const;
export const SORTS = ['worst', 'name', '-name', '-ran', 'ran'] as const;
export type SuiteSort = (typeof SORTS)[number];
export const DEFAULT_SORT: SuiteSort = 'worst';
export const RESULT_SORTS = ['-executedAt', 'executedAt'] as const;
export type ResultSort = (typeof RESULT_SORTS)[number];
export const DEFAULT_RESULT_SORT: ResultSort = '-executedAt';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface SuiteSearch {
  /** Every result; absent while the suites are shown. */
  view?: (typeof VIEWS)[number] | undefined;
  q?: string | undefined;
  state?: SuiteState[] | undefined;
  mark?: SuiteMark[] | undefined;
  status?: TestStatus[] | undefined;
  testSuite?: string[] | undefined;
  testName?: string[] | undefined;
  runId?: string[] | undefined;
  environment?: string[] | undefined;
  gitCommit?: string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  sort?: SuiteSort | undefined;
  resultSort?: ResultSort | undefined;
  /** What is open: a suite by its name, in it a run; or one result. */
  suite?: string | undefined;
  run?: string | undefined;
  result?: string | undefined;
}

export type SuiteFilter = Omit<SuiteSearch, 'view' | 'sort' | 'resultSort' | 'suite' | 'run' | 'result'>;

export const NO_FILTER: SuiteFilter = {
  q: undefined,
  state: undefined,
  mark: undefined,
  status: undefined,
  testSuite: undefined,
  testName: undefined,
  runId: undefined,
  environment: undefined,
  gitCommit: undefined,
  from: undefined,
  to: undefined,
};

const schema = z.object({
  view: oneOf(VIEWS),
  q: freeText,
  state: someOf(STATES),
  mark: someOf(MARKS),
  status: someOf(TEST_STATUSES),
  testSuite: textsUpTo(300),
  testName: textsUpTo(500),
  runId: textsUpTo(200),
  environment: textsUpTo(100),
  gitCommit: textsUpTo(100),
  from: instant,
  to: instant,
  sort: oneOf(SORTS),
  resultSort: oneOf(RESULT_SORTS),
  suite: textUpTo(300),
  run: textUpTo(200),
  result: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readSuiteSearch(raw: RawSearch): SuiteSearch {
  const nothing: SuiteSearch = {
    ...NO_FILTER,
    view: undefined,
    sort: undefined,
    resultSort: undefined,
    suite: undefined,
    run: undefined,
    result: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf(search: SuiteSearch): SuiteFilter {
  const { view: _v, sort: _s, resultSort: _r, suite: _o, run: _n, result: _e, ...filter } = search;
  return filter;
}

export const isFiltered = (search: SuiteSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

/** What `/api/quality/regression-tests` is asked. */
export const toResultQuery = (search: SuiteSearch) => ({
  status: search.status,
  testSuite: search.testSuite,
  testName: search.testName,
  runId: search.runId,
  environment: search.environment,
  gitCommit: search.gitCommit,
  executedFrom: search.from,
  executedTo: search.to,
  sort: search.resultSort ?? DEFAULT_RESULT_SORT,
});
