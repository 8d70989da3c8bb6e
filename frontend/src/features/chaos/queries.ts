import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ChaosPage, ChaosSummary, ChaosTest, Evidence, ImportedJournal } from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { type ChaosSearch, DEFAULT_SORT, filterOf, toQuery } from './search';

/** As the ledger names it. */
export const RECORD_TYPE = 'chaos_test_result';
/** The control that experiments which passed become evidence of. */
const CONTROL = { framework: 'soc2', controlId: 'A1.2' } as const;

export const chaosKeys = {
  all: ['chaos'] as const,
  lists: ['chaos', 'list'] as const,
  list: (search: ChaosSearch) => ['chaos', 'list', filterOf(search), search.sort ?? DEFAULT_SORT] as const,
  record: (id: string) => ['chaos', 'record', id] as const,
  records: ['chaos', 'record'] as const,
  summary: ['chaos', 'summary'] as const,
  evidence: (id: string) => ['chaos', 'evidence', id] as const,
};

export async function fetchTests(
  api: Api,
  search: ChaosSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<ChaosPage>> {
  const { data } = await api.GET('/api/chaos/tests', {
    params: { query: { ...toQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchTest(api: Api, id: string): Promise<ChaosTest> {
  const { data } = await api.GET('/api/chaos/tests/{id}', { params: { path: { id } } });
  return present(data);
}

export const chaosTest = (api: Api, id: string) =>
  queryOptions({ queryKey: chaosKeys.record(id), queryFn: () => fetchTest(api, id) });

/** Of the last 90 days, as the API counts them. */
export const chaosSummary = (api: Api) =>
  queryOptions({
    queryKey: chaosKeys.summary,
    queryFn: async ({ signal }): Promise<ChaosSummary> => {
      const { data } = await api.GET('/api/chaos/summary', { signal });
      return present(data);
    },
    refetchInterval: 60_000,
  });

/** The evidence that an experiment went into; null when none holds it. */
export const evidenceOf = (api: Api, id: string) =>
  queryOptions({
    queryKey: chaosKeys.evidence(id),
    queryFn: async ({ signal }): Promise<Evidence | null> => {
      const { data } = await api.GET('/api/compliance/evidence', {
        params: {
          query: {
            framework: [CONTROL.framework],
            controlId: [CONTROL.controlId],
            evidenceType: ['test_result'],
            limit: 100,
          },
        },
        signal,
      });
      const holds = (one: Evidence) =>
        one.links.some((link) => link.recordType === RECORD_TYPE && link.recordId === id);
      return present(data).items.find(holds) ?? null;
    },
  });

export type Change =
  | { status: 'aborted' | 'failed'; reason: string; at?: string }
  | {
      failurePoints: string[];
      recoveryActions: string[];
      lessonsLearned: string | null;
      incidentId: string | null;
      reason: string;
    };

export async function changeTest(api: Api, seen: ChaosTest, change: Change): Promise<ChaosTest> {
  const params = { path: { id: seen.id } };
  const headers = { 'If-Match': etag(seen.version) };
  const { data } =
    'status' in change
      ? await api.PATCH('/api/chaos/tests/{id}/status', { params, headers, body: change })
      : await api.PATCH('/api/chaos/tests/{id}', { params, headers, body: change });
  return present(data);
}

export interface JournalPlace {
  testType: ChaosTest['testType'];
  target: string;
  environment: string;
}

/** Sends a journal as it is; the API says what it read and what it left out, or what is wrong. */
export async function importJournal(
  api: Api,
  place: JournalPlace,
  text: string,
  key: string,
): Promise<ImportedJournal> {
  const { data } = await api.POST('/api/chaos/tests/import', {
    params: { query: place, header: { 'Idempotency-Key': key } },
    headers: { 'Content-Type': 'application/json' },
    body: text as never,
    bodySerializer: (body) => body as unknown as string,
  });
  return present(data);
}

export const replaceTest = (client: QueryClient, test: ChaosTest) => replaceRecord(client, chaosKeys, test);
