import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { OpenSloImported, Slo, SloAlerts, SloExclusion, SloSeries, SloState } from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { type SloSearch, toQuery } from './search';

/** As the ledger and the approvals name them. */
export const RECORD_TYPE = 'slo_definition';
export const EXCLUSION_TYPE = 'slo_exclusion';

export const sloKeys = {
  all: ['slos'] as const,
  lists: ['slos', 'list'] as const,
  list: (query: object) => ['slos', 'list', query] as const,
  one: (id: string) => ['slos', 'one', id] as const,
  record: (id: string) => ['slos', 'one', id, 'record'] as const,
  part: (id: string, part: string, ...rest: string[]) => ['slos', 'one', id, part, ...rest] as const,
};

const PAGE = 200;
/** An organisation has tens of objectives, seldom hundreds: all are read, so that each can stand in its service. */
export const MOST = 1_000;
/** The points of a chart: as many as the widest screen can tell apart. */
const POINTS = 600;

export interface Slos {
  items: Slo[];
  /** False where there are more than are read. */
  whole: boolean;
}

export const sloList = (api: Api, search: SloSearch) => {
  const query = toQuery(search);
  return queryOptions({
    queryKey: sloKeys.list(query),
    queryFn: async ({ signal }): Promise<Slos> => {
      const items: Slo[] = [];
      let cursor: string | undefined;
      do {
        const { data } = await api.GET('/api/monitoring/slo-definitions', {
          params: { query: { ...query, sort: 'service', limit: PAGE, cursor } },
          signal,
        });
        const page = present(data);
        items.push(...page.items);
        cursor = page.page.nextCursor ?? undefined;
      } while (cursor && items.length < MOST);
      return { items, whole: cursor === undefined };
    },
    // What is left of a budget moves with time even when nothing is measured.
    refetchInterval: 60_000,
  });
};

export const sloRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: sloKeys.record(id), queryFn: () => fetchSlo(api, id) });

export async function fetchSlo(api: Api, id: string): Promise<Slo> {
  const { data } = await api.GET('/api/monitoring/slo-definitions/{id}', { params: { path: { id } } });
  return present(data);
}

export const sloState = (api: Api, id: string) =>
  queryOptions({
    queryKey: sloKeys.part(id, 'state'),
    queryFn: async ({ signal }): Promise<SloState> => {
      const { data } = await api.GET('/api/monitoring/slo-definitions/{id}/status', {
        params: { path: { id } },
        signal,
      });
      return present(data);
    },
    refetchInterval: 60_000,
  });

export const sloAlerts = (api: Api, id: string) =>
  queryOptions({
    queryKey: sloKeys.part(id, 'alerts'),
    queryFn: async ({ signal }): Promise<SloAlerts> => {
      const { data } = await api.GET('/api/monitoring/slo-definitions/{id}/alerts', {
        params: { path: { id } },
        signal,
      });
      return present(data);
    },
    refetchInterval: 60_000,
  });

export const sloSeries = (api: Api, id: string, from: string, to: string) =>
  queryOptions({
    queryKey: sloKeys.part(id, 'series', from, to),
    queryFn: async ({ signal }): Promise<SloSeries> => {
      const { data } = await api.GET('/api/monitoring/slo-definitions/{id}/series', {
        params: { path: { id }, query: { from, to, points: POINTS } },
        signal,
      });
      return present(data);
    },
    // Another minute is another key: the last picture stays until the new one is there.
    placeholderData: (previous, query) => (query?.queryKey[2] === id ? previous : undefined),
  });

export const sloExclusions = (api: Api, id: string) =>
  queryOptions({
    queryKey: sloKeys.part(id, 'exclusions'),
    queryFn: async ({ signal }): Promise<SloExclusion[]> => {
      const { data } = await api.GET('/api/monitoring/slo-definitions/{id}/exclusions', {
        params: { path: { id }, query: { limit: 50 } },
        signal,
      });
      return present(data).items;
    },
  });

export interface SloChange {
  target?: number;
  period?: string;
  owner?: string;
  description?: string | null;
  tags?: string[];
  reason: string;
}

export async function editSlo(api: Api, seen: Slo, change: SloChange): Promise<Slo> {
  const { data } = await api.PATCH('/api/monitoring/slo-definitions/{id}', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: change,
  });
  return present(data);
}

export async function moveSlo(api: Api, seen: Slo, to: 'active' | 'retired', reason: string): Promise<Slo> {
  const { data } = await api.PATCH('/api/monitoring/slo-definitions/{id}/lifecycle', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: { lifecycle: to, reason },
  });
  return present(data);
}

export async function revokeExclusion(api: Api, seen: SloExclusion, reason: string): Promise<SloExclusion> {
  const { data } = await api.PATCH('/api/monitoring/slo-definitions/{id}/exclusions/{exclusionId}/status', {
    params: { path: { id: seen.sloId, exclusionId: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: { status: 'revoked', reason },
  });
  return present(data);
}

/** Sends an OpenSLO file as it is; the API says what it made of it, or names what it cannot map. */
export async function importOpenSlo(api: Api, text: string, key: string): Promise<OpenSloImported> {
  const { data } = await api.POST('/api/monitoring/slos/openslo', {
    params: { header: { 'Idempotency-Key': key } },
    headers: { 'Content-Type': 'application/yaml' },
    body: text,
    bodySerializer: (body) => body as string,
  });
  return present(data);
}

/** Prometheus rules, or the objectives themselves as OpenSLO; of all, or of one. */
export async function exported(api: Api, what: 'prometheus-rules' | 'openslo', id?: string): Promise<string> {
  const query = id === undefined ? {} : { id: [id] };
  const { data } =
    what === 'openslo'
      ? await api.GET('/api/monitoring/slos/openslo', { params: { query }, parseAs: 'text' })
      : await api.GET('/api/monitoring/slos/prometheus-rules', { params: { query }, parseAs: 'text' });
  return present(data as string | undefined);
}

/** Whatever shows this objective looks again. */
export function renewSlo(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: sloKeys.one(id) });
  void client.invalidateQueries({ queryKey: sloKeys.lists });
}
