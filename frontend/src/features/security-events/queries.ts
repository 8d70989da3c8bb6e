import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { SecurityEvent, SecurityEventPage } from '@/api/types';
import type { Api } from '@/lib/api';
import { cursorList, type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { DEFAULT_SORT, type EventSearch, filterOf, toQuery } from './search';

/** As the ledger and the approvals name it. */
export const RECORD_TYPE = 'security_event';

export const eventKeys = {
  all: ['security-events'] as const,
  lists: ['security-events', 'list'] as const,
  list: (search: EventSearch) =>
    ['security-events', 'list', filterOf(search), search.sort ?? DEFAULT_SORT] as const,
  summary: ['security-events', 'summary'] as const,
  record: (id: string) => ['security-events', 'record', id] as const,
};

export const PAGE_SIZE = 100;

export type ListedPage = Listed<SecurityEventPage>;

export async function fetchEvents(
  api: Api,
  search: EventSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<ListedPage> {
  const { data } = await api.GET('/api/security/events', {
    params: { query: { ...toQuery(search, begun), limit, cursor } },
    signal: signal ?? null,
  });
  if (!data) throw new Error('The list came without content.');
  return { ...data, begun };
}

export const eventList = (api: Api, search: EventSearch) =>
  cursorList(eventKeys.list(search), (at, signal) => fetchEvents(api, search, at, PAGE_SIZE, signal));

export const eventSummary = (api: Api) =>
  queryOptions({
    queryKey: eventKeys.summary,
    queryFn: async ({ signal }) => (await api.GET('/api/security/events/summary', { signal })).data,
    // The window moves with time even when nothing happens.
    refetchInterval: 60_000,
  });

export const eventRecord = (api: Api, id: string) =>
  queryOptions({
    queryKey: eventKeys.record(id),
    queryFn: ({ signal }) => fetchEvent(api, id, signal),
  });

export async function fetchEvent(api: Api, id: string, signal?: AbortSignal): Promise<SecurityEvent> {
  const { data } = await api.GET('/api/security/events/{id}', {
    params: { path: { id } },
    signal: signal ?? null,
  });
  if (!data) throw new Error('The event came without content.');
  return data;
}

/** Puts a newer state of an event wherever it is shown, without moving any row. */
export const replaceEvent = (client: QueryClient, event: SecurityEvent) =>
  replaceRecord(client, eventKeys, event);
