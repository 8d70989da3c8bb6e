import * as z from 'zod/mini';
import type { AccessDecision, AccessItem, ReviewStatus, ReviewType } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { flag, freeText, mark, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const TYPES = [
  'user_access',
  'service_accounts',
  'api_keys',
  'role_permissions',
] as const satisfies readonly ReviewType[];
export const STATUSES = [
  'pending',
  'in_progress',
  'completed',
  'cancelled',
] as const satisfies readonly ReviewStatus[];
export const OPEN_STATUSES: ReviewStatus[] = ['pending', 'in_progress'];
export const DECISIONS = ['keep', 'revoke', 'modify'] as const satisfies readonly AccessDecision[];
export const ACTIONS = ['pending', 'done'] as const satisfies readonly AccessItem['actionStatus'][];
export const SORTS = ['-createdAt', 'createdAt', 'dueAt', '-dueAt'] as const;
export type Sort = (typeof SORTS)[number];
export const DEFAULT_SORT: Sort = '-createdAt';

/** What the list of reviews is narrowed to. */
export interface ReviewFilter {
  q?: string | undefined;
  type?: ReviewType[] | undefined;
  status?: ReviewStatus[] | undefined;
  reviewer?: string[] | undefined;
  overdue?: true | undefined;
  /** Whether something decided is not proved yet. */
  unproved?: true | undefined;
}

/** What the accounts of a review are narrowed to. */
export interface ItemFilter {
  find?: string | undefined;
  decided?: boolean | undefined;
  decision?: AccessDecision[] | undefined;
  recommended?: AccessDecision[] | undefined;
  action?: (typeof ACTIONS)[number][] | undefined;
  nobody?: true | undefined;
  peers?: string[] | undefined;
}

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface ReviewSearch extends ReviewFilter, ItemFilter {
  sort?: Sort | undefined;
  /** The review that is looked at, and in it an account. */
  review?: string | undefined;
  item?: string | undefined;
}

export const NO_FILTER: ReviewFilter = {
  q: undefined,
  type: undefined,
  status: undefined,
  reviewer: undefined,
  overdue: undefined,
  unproved: undefined,
};
export const NO_ITEM_FILTER: ItemFilter = {
  find: undefined,
  decided: undefined,
  decision: undefined,
  recommended: undefined,
  action: undefined,
  nobody: undefined,
  peers: undefined,
};

const schema = z.object({
  q: freeText,
  type: someOf(TYPES),
  status: someOf(STATUSES),
  reviewer: texts,
  overdue: mark,
  unproved: mark,
  find: freeText,
  decided: flag,
  decision: someOf(DECISIONS),
  recommended: someOf(DECISIONS),
  action: someOf(ACTIONS),
  nobody: mark,
  peers: texts,
  sort: oneOf(SORTS),
  review: recordId,
  item: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readReviewSearch(raw: RawSearch): ReviewSearch {
  const nothing: ReviewSearch = {
    ...NO_FILTER,
    ...NO_ITEM_FILTER,
    sort: undefined,
    review: undefined,
    item: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

const pick = <T extends object>(search: ReviewSearch, of: T): T =>
  Object.fromEntries(Object.keys(of).map((key) => [key, search[key as keyof ReviewSearch]])) as T;

export const filterOf = (search: ReviewSearch) => pick(search, NO_FILTER);
export const itemFilterOf = (search: ReviewSearch) => pick(search, NO_ITEM_FILTER);
const saysSomething = (filter: object) => Object.values(filter).some((value) => value !== undefined);
export const isFiltered = (search: ReviewSearch) => saysSomething(filterOf(search));
export const isItemFiltered = (search: ReviewSearch) => saysSomething(itemFilterOf(search));

export const toQuery = (search: ReviewSearch) => ({
  q: search.q,
  reviewType: search.type,
  status: search.status,
  reviewer: search.reviewer,
  overdue: search.overdue,
  actionsPending: search.unproved,
  sort: search.sort ?? DEFAULT_SORT,
});

export const toItemQuery = (filter: ItemFilter) => ({
  q: filter.find,
  decided: filter.decided,
  decision: filter.decision,
  recommendation: filter.recommended,
  actionStatus: filter.action,
  identityUnresolved: filter.nobody,
  peerGroup: filter.peers,
});
