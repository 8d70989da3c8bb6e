import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  DatasetDiff,
  Evaluation,
  EvaluationPage,
  GoldenDataset,
  GoldenDatasetPage,
  GoldenItem,
  ItemOutcomes,
} from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { headedBody } from '@/lib/headed';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import type { Uploader } from '@/lib/upload';
import type { Sending } from '@/lib/use-upload';
import {
  type DatasetSearch,
  filterOf,
  type OutcomeChoice,
  toDatasetQuery,
  toEvaluationQuery,
  toOutcomeQuery,
} from './search';

/** As the ledger names them. */
export const DATASET_TYPE = 'golden_dataset';
export const EVALUATION_TYPE = 'golden_evaluation';

export const datasetKeys = {
  lists: ['datasets', 'list'] as const,
  list: (search: DatasetSearch) => ['datasets', 'list', filterOf(search), search.sort] as const,
  record: (id: string) => ['datasets', 'record', id] as const,
  records: ['datasets', 'record'] as const,
  versions: (name: string) => ['datasets', 'versions', name] as const,
  allVersions: ['datasets', 'versions'] as const,
  items: (id: string) => ['datasets', 'items', id] as const,
  diff: (id: string, against: string) => ['datasets', 'diff', id, against] as const,
};
export const evaluationKeys = {
  lists: ['evaluations', 'list'] as const,
  list: (search: DatasetSearch) => ['evaluations', 'list', filterOf(search), search.evaluationSort] as const,
  record: (id: string) => ['evaluations', 'record', id] as const,
  of: (contentSha256: string) => ['evaluations', 'of', contentSha256] as const,
  ofAll: ['evaluations', 'of'] as const,
  outcomes: (id: string, choice: OutcomeChoice) => ['evaluations', 'outcomes', id, choice] as const,
};

const ITEMS = 50;
const DIFFERENCES = 50;
const OUTCOMES = 100;

export async function fetchDatasets(
  api: Api,
  search: DatasetSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<GoldenDatasetPage>> {
  const { data } = await api.GET('/api/quality/golden-datasets', {
    params: { query: { ...toDatasetQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchEvaluations(
  api: Api,
  search: DatasetSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<EvaluationPage>> {
  const { data } = await api.GET('/api/quality/evaluations', {
    params: { query: { ...toEvaluationQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchDataset(api: Api, id: string): Promise<GoldenDataset> {
  const { data } = await api.GET('/api/quality/golden-datasets/{id}', { params: { path: { id } } });
  return present(data);
}

export async function fetchEvaluation(api: Api, id: string): Promise<Evaluation> {
  const { data } = await api.GET('/api/quality/evaluations/{id}', { params: { path: { id } } });
  return present(data);
}

export const datasetRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: datasetKeys.record(id), queryFn: () => fetchDataset(api, id) });

export const evaluationRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: evaluationKeys.record(id), queryFn: () => fetchEvaluation(api, id) });

/** The versions of a name, the newest first. */
export const versionsOf = (api: Api, name: string) =>
  queryOptions({
    queryKey: datasetKeys.versions(name),
    queryFn: async ({ signal }): Promise<GoldenDataset[]> => {
      const { data } = await api.GET('/api/quality/golden-datasets', {
        params: { query: { name: [name], sort: '-name', limit: 200 } },
        signal,
      });
      return present(data).items;
    },
  });

/** Evaluations over the same items, under whichever version they were sent in; the newest first. */
export const evaluationsOf = (api: Api, contentSha256: string) =>
  queryOptions({
    queryKey: evaluationKeys.of(contentSha256),
    queryFn: async ({ signal }): Promise<EvaluationPage> => {
      const { data } = await api.GET('/api/quality/evaluations', {
        params: { query: { contentSha256: [contentSha256], limit: 50 } },
        signal,
      });
      return present(data);
    },
  });

/** A version's items in order of key. Whoever may see right answers has read them all with the first page. */
export const itemsOf = (api: Api, id: string) =>
  infiniteQueryOptions({
    queryKey: datasetKeys.items(id),
    queryFn: async ({ pageParam, signal }): Promise<GoldenItem[]> => {
      const { data } = await api.GET('/api/quality/golden-datasets/{id}/items', {
        params: { path: { id }, query: { limit: ITEMS, after: pageParam } },
        headers: { Accept: 'application/x-ndjson, application/problem+json' },
        parseAs: 'text',
        signal,
      });
      return present(data as string | undefined)
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as GoldenItem);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.length === ITEMS ? last.at(-1)?.key : undefined),
    // A version never changes, and each read of right answers is a line of the ledger.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const diffOf = (api: Api, id: string, against: string) =>
  infiniteQueryOptions({
    queryKey: datasetKeys.diff(id, against),
    queryFn: async ({ pageParam, signal }): Promise<DatasetDiff> => {
      const { data } = await api.GET('/api/quality/golden-datasets/{id}/diff', {
        params: { path: { id }, query: { against, limit: DIFFERENCES, after: pageParam } },
        signal,
      });
      return present(data);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const outcomesOf = (api: Api, id: string, choice: OutcomeChoice) =>
  infiniteQueryOptions({
    queryKey: evaluationKeys.outcomes(id, choice),
    queryFn: async ({ pageParam, signal }): Promise<ItemOutcomes> => {
      const { data } = await api.GET('/api/quality/evaluations/{id}/outcomes', {
        params: { path: { id }, query: { ...toOutcomeQuery(choice), limit: OUTCOMES, after: pageParam } },
        signal,
      });
      return present(data);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface Move {
  status: GoldenDataset['status'];
  reason?: string | undefined;
}

export async function moveDataset(
  api: Api,
  seen: GoldenDataset,
  { status, reason }: Move,
): Promise<GoldenDataset> {
  const { data } = await api.PATCH('/api/quality/golden-datasets/{id}/status', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: { status, ...(reason ? { reason } : {}) },
  });
  return present(data);
}

type Head = Readonly<Record<string, unknown>>;

/** Sends a file under what was said of it; its lines or its list are `list`. */
async function send<T>(upload: Uploader, path: string, head: Head, file: File, list: string, how: Sending) {
  return upload<T>({ path, ...(await headedBody(head, file, list)), ...how });
}

export const sendAnswers = (upload: Uploader, dataset: string, head: Head, file: File, how: Sending) =>
  send<Evaluation>(
    upload,
    `/api/quality/golden-datasets/${dataset}/evaluations`,
    head,
    file,
    'predictions',
    how,
  );

export const sendDataset = (upload: Uploader, head: Head, file: File, how: Sending) =>
  send<GoldenDataset>(upload, '/api/quality/golden-datasets', head, file, 'items', how);

export const sendVersion = (upload: Uploader, of: string, head: Head, file: File, how: Sending) =>
  send<GoldenDataset>(
    upload,
    `/api/quality/golden-datasets/${of}/versions`,
    head,
    file,
    'base' in head ? 'upsert' : 'items',
    how,
  );

export const replaceDataset = (client: QueryClient, dataset: GoldenDataset) =>
  replaceRecord(client, datasetKeys, dataset);
export const replaceEvaluation = (client: QueryClient, evaluation: Evaluation) =>
  replaceRecord(client, evaluationKeys, evaluation);
