import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { JUnitImported, SuiteSummary, TestResult, TestResultPage } from '@/api/types';
import { type Api, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import type { Uploader } from '@/lib/upload';
import { filterOf, type SuiteSearch, toResultQuery } from './search';
import type { Suite } from './standing';

/** As the ledger names it. */
export const RESULT_TYPE = 'regression_test_result';

export const suiteKeys = {
  all: ['suites'] as const,
  standings: ['suites', 'standings'] as const,
  of: (suite: string, ...what: string[]) => ['suites', 'of', suite, ...what] as const,
};
export const resultKeys = {
  lists: ['test-results', 'list'] as const,
  list: (search: SuiteSearch) => ['test-results', 'list', filterOf(search), search.resultSort] as const,
  record: (id: string) => ['test-results', 'record', id] as const,
};

/** More suites than this are not read into one page. */
export const MOST = 1_000;
/** So many of a run's failures are shown at once; the rest is a list of its own. */
export const FAILURES = 50;

export interface Suites {
  items: Suite[];
  /** Whether these are all there are. */
  whole: boolean;
}

/** Every suite with how it stands; their order and filters are made here, from all of them. */
export const suiteStandings = (api: Api) =>
  queryOptions({
    queryKey: suiteKeys.standings,
    queryFn: async ({ signal }): Promise<Suites> => {
      const items: Suite[] = [];
      let cursor: string | undefined;
      do {
        const { data } = await api.GET('/api/quality/regression-tests/suites/standings', {
          params: { query: { limit: 200, cursor } },
          signal,
        });
        const page = present(data);
        items.push(...page.items.map((one) => ({ ...one, id: one.testSuite })));
        cursor = page.page.nextCursor ?? undefined;
      } while (cursor && items.length < MOST);
      return { items, whole: cursor === undefined };
    },
  });

/** A suite in its last 30 days; or up to one of its runs, whose counts it then gives. */
export const suiteSummary = (api: Api, suite: string, runId?: string) =>
  queryOptions({
    queryKey: suiteKeys.of(suite, 'summary', runId ?? ''),
    queryFn: async ({ signal }): Promise<SuiteSummary> => {
      const { data } = await api.GET('/api/quality/regression-tests/suite/{testSuite}/summary', {
        params: { path: { testSuite: suite }, query: { runId } },
        signal,
      });
      return present(data);
    },
  });

/** What failed in a run. */
export const failuresOf = (api: Api, suite: string, runId: string) =>
  queryOptions({
    queryKey: suiteKeys.of(suite, 'failures', runId),
    queryFn: async ({ signal }): Promise<TestResultPage> => {
      const { data } = await api.GET('/api/quality/regression-tests', {
        params: {
          query: {
            testSuite: [suite],
            runId: [runId],
            status: ['failed', 'error'],
            sort: '-executedAt',
            limit: FAILURES,
          },
        },
        signal,
      });
      return present(data);
    },
  });

/** How one test ended in its newest runs. */
export const runsOfTest = (api: Api, suite: string, testName: string) =>
  queryOptions({
    queryKey: suiteKeys.of(suite, 'test', testName),
    queryFn: async ({ signal }): Promise<TestResultPage> => {
      const { data } = await api.GET('/api/quality/regression-tests', {
        params: { query: { testSuite: [suite], testName: [testName], sort: '-executedAt', limit: 20 } },
        signal,
      });
      return present(data);
    },
  });

export async function fetchResults(
  api: Api,
  search: SuiteSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<TestResultPage>> {
  const { data } = await api.GET('/api/quality/regression-tests', {
    params: { query: { ...toResultQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchResult(api: Api, id: string): Promise<TestResult> {
  const { data } = await api.GET('/api/quality/regression-tests/{id}', { params: { path: { id } } });
  return present(data);
}

export const resultRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: resultKeys.record(id), queryFn: () => fetchResult(api, id) });

export const replaceResult = (client: QueryClient, result: TestResult) =>
  replaceRecord(client, resultKeys, result);

export interface JUnitRun {
  runId: string;
  environment: string;
  gitCommit: string;
  testSuite: string;
}

/** Sends one JUnit report as it lies on disk. */
export function importReport(
  upload: Uploader,
  file: File,
  run: JUnitRun,
  key: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<JUnitImported> {
  const query = new URLSearchParams({ runId: run.runId, environment: run.environment });
  if (run.gitCommit) query.set('gitCommit', run.gitCommit);
  if (run.testSuite) query.set('testSuite', run.testSuite);
  return upload({
    path: `/api/quality/regression-tests/import?${query}`,
    body: file,
    contentType: 'application/xml',
    idempotencyKey: key,
    onProgress,
    signal,
  });
}
