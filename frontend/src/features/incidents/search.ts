import * as z from 'zod/mini';
import type { ActionItemStatus, IncidentSeverity, IncidentStatus, IncidentType } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { flag, freeText, instant, mark, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const SEVERITIES = ['sev1', 'sev2', 'sev3', 'sev4'] as const satisfies readonly IncidentSeverity[];
export const STATUSES = [
  'detected',
  'acknowledged',
  'mitigated',
  'resolved',
  'closed',
] as const satisfies readonly IncidentStatus[];
export const INCIDENT_TYPES = [
  'security',
  'availability',
  'data_loss',
  'performance',
] as const satisfies readonly IncidentType[];
export const ITEM_STATUSES = [
  'open',
  'in_progress',
  'done',
  'cancelled',
] as const satisfies readonly ActionItemStatus[];
export const SORTS = [
  '-detectedAt',
  'detectedAt',
  '-severity',
  'severity',
  '-lastActivityAt',
  'lastActivityAt',
] as const;
export const SPANS = ['24h', '7d', '30d', '90d'] as const;
/** The list is what the page opens on; an address names only another view. */
export const VIEWS = ['board', 'actions'] as const;
/** Weeks the figures look back over. */
export const PERIODS = ['4w', '13w', '52w'] as const;
export const FIGURES = [
  'timeToDetect',
  'timeToAcknowledge',
  'timeToMitigate',
  'timeToResolve',
  'duration',
] as const;

export type Sort = (typeof SORTS)[number];
export type Span = (typeof SPANS)[number];
export type View = (typeof VIEWS)[number];
export type MetricsPeriod = (typeof PERIODS)[number];
export type Figure = (typeof FIGURES)[number];
export const DEFAULT_SORT: Sort = '-detectedAt';
export const DEFAULT_PERIOD: MetricsPeriod = '13w';
export const DEFAULT_FIGURE: Figure = 'timeToResolve';

/** What narrows the incidents. Every field may be absent. */
export interface IncidentFilter {
  severity?: IncidentSeverity[] | undefined;
  status?: IncidentStatus[] | undefined;
  /** Still worked on, or resolved and closed. */
  open?: boolean | undefined;
  type?: IncidentType[] | undefined;
  service?: string[] | undefined;
  commander?: string[] | undefined;
  /** The last day, week... counted back from now; `from` and `to` are exact and win over it. */
  within?: Span | undefined;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
}

/** What narrows the action items of all incidents. */
export interface ItemFilter {
  /** What is still to be done, when nothing is said. */
  item?: ActionItemStatus[] | undefined;
  owner?: string[] | undefined;
  overdue?: true | undefined;
}

/** What the address says. An address typed wrong loses only its wrong part. */
export interface IncidentSearch extends IncidentFilter, ItemFilter {
  view?: View | undefined;
  sort?: Sort | undefined;
  period?: MetricsPeriod | undefined;
  /** The figure whose weeks the chart shows. */
  figure?: Figure | undefined;
  /** The incident whose panel is open, and the action item it was opened from. */
  incident?: string | undefined;
  action?: string | undefined;
}

const schema = z.object({
  severity: someOf(SEVERITIES),
  status: someOf(STATUSES),
  open: flag,
  type: someOf(INCIDENT_TYPES),
  service: texts,
  commander: texts,
  within: oneOf(SPANS),
  from: instant,
  to: instant,
  q: freeText,
  item: someOf(ITEM_STATUSES),
  owner: texts,
  overdue: mark,
  view: oneOf(VIEWS),
  sort: oneOf(SORTS),
  period: oneOf(PERIODS),
  figure: oneOf(FIGURES),
  incident: recordId,
  action: recordId,
});

/** Takes every filter of incidents away; the view, its order and the panel stay. */
export const NO_FILTER: IncidentFilter = {
  severity: undefined,
  status: undefined,
  open: undefined,
  type: undefined,
  service: undefined,
  commander: undefined,
  within: undefined,
  from: undefined,
  to: undefined,
  q: undefined,
};

export const NO_ITEM_FILTER: ItemFilter = { item: undefined, owner: undefined, overdue: undefined };

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readIncidentSearch(raw: RawSearch): IncidentSearch {
  const nothing: IncidentSearch = {
    ...NO_FILTER,
    ...NO_ITEM_FILTER,
    view: undefined,
    sort: undefined,
    period: undefined,
    figure: undefined,
    incident: undefined,
    action: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

const pick = <K extends keyof IncidentSearch>(search: IncidentSearch, names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, search[name]])) as Pick<IncidentSearch, K>;

const filterNames = Object.keys(NO_FILTER) as (keyof IncidentFilter)[];
const itemNames = Object.keys(NO_ITEM_FILTER) as (keyof ItemFilter)[];

export const filterOf = (search: IncidentSearch): IncidentFilter => pick(search, filterNames);
export const itemFilterOf = (search: IncidentSearch): ItemFilter => pick(search, itemNames);

const says = (filter: object) => Object.values(filter).some((value) => value !== undefined);
export const isFiltered = (search: IncidentSearch) => says(filterOf(search));
export const isItemFiltered = (search: IncidentSearch) => says(itemFilterOf(search));

const DAY = 24 * 3_600_000;
const lengths: Record<Span, number> = { '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY };

/** The API's query for a search at a moment. A relative span is fixed once per list, so that its pages agree. */
export function toQuery(search: IncidentSearch, now: number) {
  const exact = search.from !== undefined || search.to !== undefined;
  const since = search.within && !exact ? new Date(now - lengths[search.within]).toISOString() : undefined;
  return {
    severity: search.severity,
    status: search.status,
    open: search.open,
    incidentType: search.type,
    service: search.service,
    commander: search.commander,
    detectedFrom: search.from ?? since,
    detectedTo: search.to,
    q: search.q,
    sort: search.sort ?? DEFAULT_SORT,
  };
}

/** Unless somebody asks for others, the items that are still to be done, the first due first. */
export function toItemQuery(search: IncidentSearch) {
  return {
    status: search.item ?? (['open', 'in_progress'] as ActionItemStatus[]),
    owner: search.owner,
    overdue: search.overdue,
    sort: 'dueAt',
  };
}

const weeks: Record<MetricsPeriod, number> = { '4w': 4, '13w': 13, '52w': 52 };

/** The figures' query: the period's whole weeks up to now, narrowed as the incidents are where the API can. */
export function toMetricsQuery(search: IncidentSearch, now: number) {
  return {
    from: new Date(weekBegin(now) - (weeks[search.period ?? DEFAULT_PERIOD] - 1) * 7 * DAY).toISOString(),
    to: new Date(now).toISOString(),
    severity: search.severity,
    type: search.type,
    service: search.service,
  };
}

/** Monday 00:00 UTC of the week of a moment. */
export function weekBegin(now: number): number {
  const midnight = Math.floor(now / DAY) * DAY;
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return midnight - sinceMonday * DAY;
}
