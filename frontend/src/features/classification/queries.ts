import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  Classification,
  ClassificationPage,
  ClassificationSummary,
  DataCheck,
  DataDeletion,
  DataUse,
} from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { type DataSearch, filterOf, toQuery } from './search';

/** As the ledger names them. */
export const RECORD_TYPE = 'data_classification';
export const DELETION_TYPE = 'data_deletion';

export const dataKeys = {
  all: ['classification'] as const,
  lists: ['classification', 'list'] as const,
  list: (search: DataSearch) => ['classification', 'list', filterOf(search), search.sort] as const,
  record: (id: string) => ['classification', 'record', id] as const,
  deletions: (id: string) => ['classification', 'deletions', id] as const,
  figures: ['classification', 'figures'] as const,
};

export async function fetchClassifications(
  api: Api,
  search: DataSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<ClassificationPage>> {
  const { data } = await api.GET('/api/compliance/data-classification', {
    params: { query: { ...toQuery(search, begun), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchClassification(api: Api, id: string): Promise<Classification> {
  const { data } = await api.GET('/api/compliance/data-classification/{id}', { params: { path: { id } } });
  return present(data);
}

export const classificationRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: dataKeys.record(id), queryFn: () => fetchClassification(api, id) });

export interface Figures extends ClassificationSummary {
  /** Not reviewed for a year. */
  stale: { total: number; totalIsExact: boolean };
}

export const figures = (api: Api) =>
  queryOptions({
    queryKey: dataKeys.figures,
    queryFn: async ({ signal }): Promise<Figures> => {
      const [summary, stale] = await Promise.all([
        api.GET('/api/compliance/data-classification/summary', { signal }),
        fetchClassifications(api, { stale: true }, { begun: Date.now(), cursor: undefined }, 1, signal),
      ]);
      return { ...present(summary.data), stale: stale.page };
    },
    // Data reaches its age even when nothing happens.
    refetchInterval: 300_000,
  });

export const deletions = (api: Api, id: string) =>
  queryOptions({
    queryKey: dataKeys.deletions(id),
    queryFn: async ({ signal }): Promise<DataDeletion[]> => {
      const { data } = await api.GET('/api/compliance/data-classification/{id}/deletions', {
        params: { path: { id }, query: { limit: 20 } },
        signal,
      });
      return present(data).items;
    },
  });

export async function checkUse(api: Api, use: DataUse): Promise<DataCheck> {
  const { data } = await api.POST('/api/compliance/data-classification/check', { body: use });
  return present(data);
}

/** What a classification says, as a form writes it. */
export type Said = Pick<
  Classification,
  | 'system'
  | 'dataType'
  | 'sensitivity'
  | 'residency'
  | 'allowedRegions'
  | 'encryptionAtRest'
  | 'encryptionInTransit'
  | 'retentionDays'
  | 'autoDelete'
  | 'legalBasis'
  | 'purposes'
  | 'owner'
  | 'accessRoles'
>;

export async function classify(
  api: Api,
  said: Said & { dataAsset: string },
  key: string,
): Promise<Classification> {
  const { retentionDays, legalBasis, ...rest } = said;
  const { data } = await api.POST('/api/compliance/data-classification', {
    params: { header: { 'Idempotency-Key': key } },
    body: {
      ...rest,
      ...(retentionDays === null ? {} : { retentionDays }),
      ...(legalBasis === null ? {} : { legalBasis }),
    },
  });
  return present(data);
}

export async function edit(
  api: Api,
  seen: Classification,
  change: Partial<Said> & { reason?: string },
): Promise<Classification> {
  const { data } = await api.PATCH('/api/compliance/data-classification/{id}', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: change,
  });
  return present(data);
}

export async function review(
  api: Api,
  seen: Classification,
  note: string | undefined,
): Promise<Classification> {
  const { data } = await api.POST('/api/compliance/data-classification/{id}/review', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: note ? { note } : {},
  });
  return present(data);
}

export async function recordDeletion(
  api: Api,
  id: string,
  deletion: { deletedUpTo: string; recordsDeleted: number; proofReference: string },
  key: string,
): Promise<DataDeletion> {
  const { data } = await api.POST('/api/compliance/data-classification/{id}/deletions', {
    params: { path: { id }, header: { 'Idempotency-Key': key } },
    body: deletion,
  });
  return present(data);
}

export const replaceClassification = (client: QueryClient, record: Classification) =>
  replaceRecord(client, dataKeys, record);
