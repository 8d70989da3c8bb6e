import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { SecurityEvent, SecurityEventPage } from '@/api/types';
import type { Api } from '@/lib/api';
import { DEFAULT_SORT, type EventSearch, filterOf, toQuery } from './search';

export const eventKeys = {
  all: ['security-events'] as const,
  lists: ['security-events', 'list'] as const,
  list: (search: EventSearch) =>
    ['security-events', 'list', filterOf(search), search.sort ?? DEFAULT_SORT] as const,
  summary: ['security-events', 'summary'] as const,
  record: (id: string) => ['security-events', 'record', id] as const,
  history: (id: string) => ['security-events', 'history', id] as const,
  approvals: (id: string) => ['security-events', 'approvals', id] as const,
};

export const PAGE_SIZE = 100;

/** A page of events, with the moment its list was begun: all pages of a list look back from the same one. */
export type ListedPage = SecurityEventPage & { begun: number };

interface PageParam {
  begun: number;
  cursor: string | undefined;
}

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
  infiniteQueryOptions({
    queryKey: eventKeys.list(search),
    queryFn: ({ pageParam, signal }) =>
      fetchEvents(api, search, pageParam ?? { begun: Date.now(), cursor: undefined }, PAGE_SIZE, signal),
    initialPageParam: undefined as PageParam | undefined,
    getNextPageParam: (last): PageParam | undefined =>
      last.page.nextCursor ? { begun: last.begun, cursor: last.page.nextCursor } : undefined,
    // The live stream keeps rows fresh; asking all pages again would move them under the reader. A list that
    // nobody looks at is dropped, so coming back to a filter shows it as it is then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

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

export const eventHistory = (api: Api, id: string) =>
  infiniteQueryOptions({
    queryKey: eventKeys.history(id),
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await api.GET('/api/audit/records/{recordType}/{recordId}', {
        params: {
          path: { recordType: 'security_event', recordId: id },
          query: { limit: 50, cursor: pageParam },
        },
        signal,
      });
      if (!data) throw new Error('The history came without content.');
      return data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.nextCursor ?? undefined,
    // A line gets its position a moment after its commit; until then, look again.
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some((entry) => entry.position === null) ? 1_000 : false,
  });

export const pendingApprovals = (api: Api, id: string) =>
  queryOptions({
    queryKey: eventKeys.approvals(id),
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/api/approvals', {
        params: { query: { status: ['pending'], recordType: ['security_event'], recordId: id } },
        signal,
      });
      return (data?.items ?? []).filter((approval) => approval.recordId === id);
    },
  });

type Pages = { pages: ListedPage[]; pageParams: unknown[] };

/** Puts a newer state of an event wherever it is shown, without moving any row. */
export function replaceEvent(client: QueryClient, event: SecurityEvent): void {
  const newer = (old: SecurityEvent) => (old.id === event.id && event.version >= old.version ? event : old);
  client.setQueryData<SecurityEvent>(eventKeys.record(event.id), (old) => (old ? newer(old) : event));
  client.setQueriesData<Pages>(
    { queryKey: eventKeys.lists },
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) =>
          page.items.some((item) => item.id === event.id) ? { ...page, items: page.items.map(newer) } : page,
        ),
      },
  );
}
