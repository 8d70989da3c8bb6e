import * as z from 'zod/mini';
import type { DueState, RotationStatus, RotationType, SecretType } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { freeText, instant, mark, oneOf, orNothing, recordId, someOf, texts } from '@/lib/search-fields';
import { looksLikeValue } from './secret-text';

export const SECRET_TYPES = [
  'api_key',
  'database_password',
  'certificate',
  'signing_key',
  'encryption_key',
  'oauth_client',
  'other',
] as const satisfies readonly SecretType[];
export const ROTATION_TYPES = ['automatic', 'manual', 'emergency'] as const satisfies readonly RotationType[];
export const STATUSES = ['in_progress', 'succeeded', 'failed'] as const satisfies readonly RotationStatus[];
/** What a figure shows: secrets by why they are due, or by how their last attempt went. */
export const SHOWS = [
  'overdue',
  'never_rotated',
  'due',
  'on_time',
  'failed',
  'in_progress',
] as const satisfies readonly (DueState | RotationStatus)[];
/** How far ahead "due" looks, in days. */
export const WINDOWS = ['14', '30', '90'] as const;
export const SPANS = ['24h', '7d', '30d', '90d'] as const;
export const SORTS = ['-createdAt', 'createdAt'] as const;

export type Show = (typeof SHOWS)[number];
export type Window = (typeof WINDOWS)[number];
export type Span = (typeof SPANS)[number];
export type Sort = (typeof SORTS)[number];
export const DEFAULT_WINDOW: Window = '14';
export const DEFAULT_SORT: Sort = '-createdAt';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface RotationSearch {
  /** The log of all rotations; absent while the secrets that are due are shown. */
  view?: 'log' | undefined;
  type?: SecretType[] | undefined;
  owner?: string[] | undefined;

  /** Of what is due. */
  show?: Show | undefined;
  window?: Window | undefined;
  q?: string | undefined;
  dueFrom?: string | undefined;
  dueTo?: string | undefined;

  /** Of the log. */
  name?: string[] | undefined;
  status?: RotationStatus[] | undefined;
  kind?: RotationType[] | undefined;
  /** The last day, week... counted back from now; `from` and `to` are exact and win over it. */
  within?: Span | undefined;
  from?: string | undefined;
  to?: string | undefined;
  sort?: Sort | undefined;

  /** The secret whose panel is open, by name; or of one rotation, by id. */
  secret?: string | undefined;
  rotation?: string | undefined;
  /** The policy is open. */
  policy?: true | undefined;
}

// Whoever pastes a secret's value into a search field must not find it in the browser's history.
const harmless = (text: string) => !looksLikeValue(text);
const harmlessTexts = z.pipe(
  texts,
  z.transform((list: string[] | undefined) => list && orNothing(list.filter(harmless))),
);
const harmlessText = z.pipe(
  freeText,
  z.transform((text: string | undefined) => (text && harmless(text) ? text : undefined)),
);

const schema = z.object({
  view: oneOf(['log']),
  type: someOf(SECRET_TYPES),
  owner: harmlessTexts,
  show: oneOf(SHOWS),
  window: oneOf(WINDOWS),
  q: harmlessText,
  dueFrom: instant,
  dueTo: instant,
  name: harmlessTexts,
  status: someOf(STATUSES),
  kind: someOf(ROTATION_TYPES),
  within: oneOf(SPANS),
  from: instant,
  to: instant,
  sort: oneOf(SORTS),
  secret: harmlessText,
  rotation: recordId,
  policy: mark,
});

/** The filters alone, without view, order and the open panel. */
export type RotationFilter = Omit<
  RotationSearch,
  'view' | 'window' | 'sort' | 'secret' | 'rotation' | 'policy'
>;

/** Takes every filter away; view, window, order and panel stay. */
export const NO_FILTER: RotationFilter = {
  type: undefined,
  owner: undefined,
  show: undefined,
  q: undefined,
  dueFrom: undefined,
  dueTo: undefined,
  name: undefined,
  status: undefined,
  kind: undefined,
  within: undefined,
  from: undefined,
  to: undefined,
};

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readRotationSearch(raw: RawSearch): RotationSearch {
  const nothing: RotationSearch = {
    ...NO_FILTER,
    view: undefined,
    window: undefined,
    sort: undefined,
    secret: undefined,
    rotation: undefined,
    policy: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf(search: RotationSearch): RotationFilter {
  const { view: _v, window: _w, sort: _s, secret: _n, rotation: _r, policy: _p, ...filter } = search;
  return filter;
}

export const isFiltered = (search: RotationSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

/** The other view, with what both understand: kind of secret and owner. */
export const toView = (search: RotationSearch, view: 'log' | undefined): RotationSearch => ({
  ...NO_FILTER,
  type: search.type,
  owner: search.owner,
  view,
  window: search.window,
  sort: undefined,
  secret: undefined,
  rotation: undefined,
});

const DAY = 86_400_000;
const lengths: Record<Span, number> = { '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY };

/** The API's query for the log at a moment. A relative span is fixed once per list, so that its pages agree. */
export function toQuery(search: RotationSearch, now: number) {
  const exact = search.from !== undefined || search.to !== undefined;
  const since = search.within && !exact ? new Date(now - lengths[search.within]).toISOString() : undefined;
  return {
    secretName: search.name,
    secretType: search.type,
    rotationType: search.kind,
    status: search.status,
    owner: search.owner,
    createdFrom: search.from ?? since,
    createdTo: search.to,
    sort: search.sort ?? DEFAULT_SORT,
  };
}
