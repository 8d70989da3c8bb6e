import { type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import type { ActionItem, ActionItemPage, Incident, IncidentPage, IncidentSeverity } from '@/api/types';
import { type Api, present } from '@/lib/api';
import { cursorList, type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import {
  DEFAULT_PERIOD,
  DEFAULT_SORT,
  filterOf,
  type IncidentSearch,
  itemFilterOf,
  SEVERITIES,
  toItemQuery,
  toMetricsQuery,
  toQuery,
} from './search';

/** As the ledger names them. */
export const RECORD_TYPE = 'incident';
export const ITEM_TYPE = 'action_item';

export const incidentKeys = {
  lists: ['incidents', 'list'] as const,
  list: (search: IncidentSearch): QueryKey => [
    'incidents',
    'list',
    filterOf(search),
    search.sort ?? DEFAULT_SORT,
  ],
  board: (search: IncidentSearch): QueryKey => ['incidents', 'list', filterOf(search), 'board'],
  record: (id: string) => ['incidents', 'record', id] as const,
  figures: ['incidents', 'figures'] as const,
  metrics: (search: IncidentSearch) =>
    [
      'incidents',
      'figures',
      'metrics',
      search.period ?? DEFAULT_PERIOD,
      search.severity,
      search.type,
      search.service,
    ] as const,
  counts: ['incidents', 'figures', 'counts'] as const,
  timeline: (id: string) => ['incidents', 'timeline', id] as const,
  events: (id: string) => ['incidents', 'events', id] as const,
};

export const itemKeys = {
  lists: ['action-items', 'list'] as const,
  list: (search: IncidentSearch) => ['action-items', 'list', itemFilterOf(search)] as const,
  record: (id: string) => ['action-items', 'record', id] as const,
};

// A row carries its postmortem and its action items: half of what the events' list asks for at once.
export const PAGE_SIZE = 50;

export type ListedIncidents = Listed<IncidentPage>;
export type ListedItems = Listed<ActionItemPage>;

export async function fetchIncidents(
  api: Api,
  search: IncidentSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<ListedIncidents> {
  const { data } = await api.GET('/api/security/incidents', {
    params: { query: { ...toQuery(search, begun), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export const incidentList = (api: Api, search: IncidentSearch) =>
  cursorList(incidentKeys.list(search), (at, signal) => fetchIncidents(api, search, at, PAGE_SIZE, signal));

/** How many of each kind the board reads; what is beyond is said and lies in the list. */
export const BOARD_OPEN = 200;
const BOARD_RESOLVED = 50;
const BOARD_CLOSED = 20;

/** What the board shows as one page: all that is open, and what was lately worked on of the rest. */
export async function fetchBoard(
  api: Api,
  search: IncidentSearch,
  begun: number,
  signal?: AbortSignal,
): Promise<ListedIncidents> {
  const part = (narrow: IncidentSearch, limit: number) =>
    fetchIncidents(api, { ...search, ...narrow }, { begun, cursor: undefined }, limit, signal);
  const wants = (status: 'resolved' | 'closed') =>
    search.open !== true && (!search.status || search.status.includes(status));
  const none = { items: [], page: { limit: 0, nextCursor: null, total: 0, totalIsExact: true } };
  const parts = await Promise.all([
    search.open === false ? none : part({ open: true, sort: '-severity' }, BOARD_OPEN),
    wants('resolved')
      ? part({ status: ['resolved'], open: undefined, sort: '-lastActivityAt' }, BOARD_RESOLVED)
      : none,
    wants('closed')
      ? part({ status: ['closed'], open: undefined, sort: '-lastActivityAt' }, BOARD_CLOSED)
      : none,
  ]);
  const items = parts.flatMap((one) => one.items);
  return {
    items,
    page: {
      limit: items.length,
      nextCursor: null,
      total: parts.reduce((sum, one) => sum + one.page.total, 0),
      totalIsExact: parts.every((one) => one.page.totalIsExact),
    },
    begun,
  };
}

export const boardList = (api: Api, search: IncidentSearch) =>
  cursorList(incidentKeys.board(search), (at, signal) => fetchBoard(api, search, at.begun, signal));

export async function fetchIncident(api: Api, id: string, signal?: AbortSignal): Promise<Incident> {
  const { data } = await api.GET('/api/security/incidents/{id}', {
    params: { path: { id } },
    signal: signal ?? null,
  });
  return present(data);
}

export const incidentRecord = (api: Api, id: string) =>
  queryOptions({
    queryKey: incidentKeys.record(id),
    queryFn: ({ signal }) => fetchIncident(api, id, signal),
  });

export interface Counted {
  value: number;
  isExact: boolean;
}

export interface IncidentCounts {
  open: Record<IncidentSeverity, Counted>;
  /** Detected, and nobody has acknowledged it. */
  unacknowledged: Counted;
  /** Resolved, and not yet closed. */
  toClose: Counted;
  itemsOpen: Counted;
  itemsOverdue: Counted;
}

/** The figures at the top, each the total of the list behind it. */
export const incidentCounts = (api: Api) =>
  queryOptions({
    queryKey: incidentKeys.counts,
    queryFn: async ({ signal }): Promise<IncidentCounts> => {
      const toCount = (page: IncidentPage['page']) => ({ value: page.total, isExact: page.totalIsExact });
      const incidents = async (search: IncidentSearch) =>
        toCount(
          (await fetchIncidents(api, search, { begun: Date.now(), cursor: undefined }, 1, signal)).page,
        );
      const items = async (search: IncidentSearch) =>
        toCount((await fetchItems(api, search, { begun: Date.now(), cursor: undefined }, 1, signal)).page);
      const [bySeverity, unacknowledged, toClose, itemsOpen, itemsOverdue] = await Promise.all([
        Promise.all(SEVERITIES.map((severity) => incidents({ open: true, severity: [severity] }))),
        incidents({ status: ['detected'] }),
        incidents({ status: ['resolved'] }),
        items({}),
        items({ overdue: true }),
      ]);
      const open = Object.fromEntries(SEVERITIES.map((severity, index) => [severity, bySeverity[index]]));
      return {
        open: open as Record<IncidentSeverity, Counted>,
        unacknowledged,
        toClose,
        itemsOpen,
        itemsOverdue,
      };
    },
    // An item becomes overdue by time alone.
    refetchInterval: 120_000,
  });

export const incidentMetrics = (api: Api, search: IncidentSearch) =>
  queryOptions({
    queryKey: incidentKeys.metrics(search),
    queryFn: async ({ signal }) =>
      present(
        (
          await api.GET('/api/security/incidents/metrics', {
            params: { query: toMetricsQuery(search, Date.now()) },
            signal,
          })
        ).data,
      ),
  });

/** The whole timeline: people read it as one story. Page by page, for the API gives 200 at once. */
export const incidentTimeline = (api: Api, id: string) =>
  queryOptions({
    queryKey: incidentKeys.timeline(id),
    queryFn: async ({ signal }) => {
      const entries = [];
      let cursor: string | undefined;
      do {
        const { data } = await api.GET('/api/security/incidents/{id}/timeline', {
          params: { path: { id }, query: { limit: 200, cursor } },
          signal,
        });
        const page = present(data);
        entries.push(...page.items);
        cursor = page.page.nextCursor ?? undefined;
      } while (cursor);
      return entries;
    },
  });

/** The security events that belong to an incident. */
export const incidentEvents = (api: Api, id: string) =>
  queryOptions({
    queryKey: incidentKeys.events(id),
    queryFn: async ({ signal }) =>
      present(
        (
          await api.GET('/api/security/events', {
            params: { query: { incidentId: id, limit: 200, sort: 'occurredAt' } },
            signal,
          })
        ).data,
      ),
  });

export async function fetchItems(
  api: Api,
  search: IncidentSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<ListedItems> {
  const { data } = await api.GET('/api/security/incidents/action-items', {
    params: { query: { ...toItemQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export const itemList = (api: Api, search: IncidentSearch) =>
  cursorList(itemKeys.list(search), (at, signal) => fetchItems(api, search, at, 100, signal));

export async function draftPostmortem(api: Api, id: string): Promise<string> {
  const { data } = await api.GET('/api/security/incidents/{id}/postmortem-template', {
    params: { path: { id } },
  });
  return present(data).markdown;
}

/** Puts a newer state of an incident wherever it is shown, without moving any row. */
export function replaceIncident(client: QueryClient, incident: Incident): void {
  replaceRecord(client, incidentKeys, incident);
  for (const item of incident.actionItems) replaceRecord(client, itemKeys, item);
}

/** Puts a newer state of an action item into its incident and its lists. */
export function replaceItem(client: QueryClient, item: ActionItem): void {
  replaceRecord(client, itemKeys, item);
  client.setQueryData<Incident>(
    incidentKeys.record(item.incidentId),
    (incident) =>
      incident && {
        ...incident,
        actionItems: incident.actionItems.map((one) =>
          one.id === item.id && item.version >= one.version ? item : one,
        ),
      },
  );
}
