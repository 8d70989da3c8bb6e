import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  AccessDecision,
  AccessItem,
  AccessItemPage,
  AccessReview,
  AccessReviewPage,
  AccessSnapshot,
  HeldAccess,
  ReviewType,
} from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import {
  filterOf,
  type ItemFilter,
  itemFilterOf,
  OPEN_STATUSES,
  type ReviewSearch,
  toItemQuery,
  toQuery,
} from './search';

/** As the ledger names them. */
export const REVIEW_TYPE = 'access_review';
export const ITEM_TYPE = 'access_review_item';
export const SNAPSHOT_TYPE = 'access_snapshot';

export const reviewKeys = {
  all: ['access-reviews'] as const,
  lists: ['access-reviews', 'list'] as const,
  list: (search: ReviewSearch) => ['access-reviews', 'list', filterOf(search), search.sort] as const,
  record: (id: string) => ['access-reviews', 'record', id] as const,
  standing: ['access-reviews', 'standing'] as const,
  advice: (id: string) => ['access-reviews', 'advice', id] as const,
  snapshots: (id: string) => ['access-reviews', 'snapshots', id] as const,
};
export const itemKeys = {
  lists: ['access-items', 'list'] as const,
  list: (review: string, search: ReviewSearch) =>
    ['access-items', 'list', review, itemFilterOf(search)] as const,
  record: (id: string) => ['access-items', 'record', id] as const,
};

export async function fetchReviews(
  api: Api,
  search: ReviewSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<AccessReviewPage>> {
  const { data } = await api.GET('/api/compliance/access-reviews', {
    params: { query: { ...toQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchReview(api: Api, id: string): Promise<AccessReview> {
  const { data } = await api.GET('/api/compliance/access-reviews/{id}', { params: { path: { id } } });
  return present(data);
}

export const reviewRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: reviewKeys.record(id), queryFn: () => fetchReview(api, id) });

export async function fetchItems(
  api: Api,
  review: string,
  filter: ItemFilter,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<AccessItemPage>> {
  const { data } = await api.GET('/api/compliance/access-reviews/{id}/items', {
    params: { path: { id: review }, query: { ...toItemQuery(filter), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchItem(api: Api, review: string, itemId: string): Promise<AccessItem> {
  const { data } = await api.GET('/api/compliance/access-reviews/{id}/items/{itemId}', {
    params: { path: { id: review, itemId } },
  });
  return present(data);
}

export const itemRecord = (api: Api, review: string, id: string) =>
  queryOptions({ queryKey: itemKeys.record(id), queryFn: () => fetchItem(api, review, id) });

interface Total {
  total: number;
  totalIsExact: boolean;
}

/** How reviews stand as a whole: a figure is the total of its list. */
export const standing = (api: Api) =>
  queryOptions({
    queryKey: reviewKeys.standing,
    queryFn: async ({ signal }) => {
      const total = async (search: ReviewSearch): Promise<Total> =>
        (await fetchReviews(api, search, { begun: 0, cursor: undefined }, 1, signal)).page;
      const [planned, running, overdue, unproved] = await Promise.all([
        total({ status: ['pending'] }),
        total({ status: ['in_progress'] }),
        total({ status: OPEN_STATUSES, overdue: true }),
        total({ unproved: true }),
      ]);
      return { planned, running, overdue, unproved };
    },
    // A review falls overdue even when nothing happens.
    refetchInterval: 60_000,
  });

/** What is recommended for the accounts that nobody has decided about yet. */
export const advice = (api: Api, review: string) =>
  queryOptions({
    queryKey: reviewKeys.advice(review),
    queryFn: async ({ signal }) => {
      const total = async (recommended: AccessDecision): Promise<number> => {
        const filter = { recommended: [recommended], decided: false };
        return (await fetchItems(api, review, filter, { begun: 0, cursor: undefined }, 1, signal)).page.total;
      };
      const [keep, revoke, modify] = await Promise.all([total('keep'), total('revoke'), total('modify')]);
      return { keep, revoke, modify };
    },
  });

/** The newest looks at what became of what was decided. */
export const snapshots = (api: Api, review: string) =>
  queryOptions({
    queryKey: reviewKeys.snapshots(review),
    queryFn: async ({ signal }): Promise<AccessSnapshot[]> => {
      const { data } = await api.GET('/api/compliance/access-reviews/{id}/snapshots', {
        params: { path: { id: review }, query: { limit: 20 } },
        signal,
      });
      return present(data).items;
    },
  });

export async function planReview(
  api: Api,
  plan: { reviewType: ReviewType; scope: string; reviewer: string; dueAt: string },
  key: string,
): Promise<AccessReview> {
  const { data } = await api.POST('/api/compliance/access-reviews', {
    params: { header: { 'Idempotency-Key': key } },
    body: plan,
  });
  return present(data);
}

export async function editReview(
  api: Api,
  seen: AccessReview,
  change: { scope?: string; reviewer?: string; dueAt?: string; reason?: string },
): Promise<AccessReview> {
  const { data } = await api.PATCH('/api/compliance/access-reviews/{id}', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: change as never,
  });
  return present(data);
}

/** Where accounts come from: read from Keycloak, or handed over. */
export type Source = { source: 'keycloak' } | { source: 'given'; items: HeldAccess[] };

export async function moveReview(
  api: Api,
  seen: AccessReview,
  move: { status: AccessReview['status']; reason?: string } & Partial<Source>,
): Promise<AccessReview> {
  const { data } = await api.PATCH('/api/compliance/access-reviews/{id}/status', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: move,
  });
  return present(data);
}

export async function compareSnapshot(
  api: Api,
  review: string,
  source: Source & { apply?: boolean },
  key: string,
): Promise<AccessSnapshot> {
  const { data } = await api.POST('/api/compliance/access-reviews/{id}/snapshots', {
    params: { path: { id: review }, header: { 'Idempotency-Key': key } },
    body: source,
  });
  return present(data);
}

export interface Decision {
  decision: AccessDecision;
  reason?: string;
  newPermissions?: string[];
  actionReference?: string;
}

/** Decides about an account as it was seen: whoever decided meanwhile is not overruled unseen. */
export async function decide(api: Api, seen: AccessItem, decision: Decision): Promise<AccessItem> {
  const { data } = await api.POST('/api/compliance/access-reviews/{id}/items/{itemId}/decision', {
    params: { path: { id: seen.reviewId, itemId: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: decision,
  });
  return present(data);
}

/** Decides about many, all of them or none. */
export async function decideMany(
  api: Api,
  review: string,
  items: readonly AccessItem[],
  decision: Decision,
): Promise<AccessReview> {
  const { data } = await api.POST('/api/compliance/access-reviews/{id}/decisions', {
    params: { path: { id: review } },
    body: { decisions: items.map((item) => ({ itemId: item.id, ...decision })) },
  });
  return present(data);
}

export const replaceReview = (client: QueryClient, review: AccessReview) =>
  replaceRecord(client, reviewKeys, review);
export const replaceItem = (client: QueryClient, item: AccessItem) => replaceRecord(client, itemKeys, item);

/** A review's own figures, after something in it was decided or proved. */
export async function lookAgain(client: QueryClient, review: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: reviewKeys.record(review) }),
    client.invalidateQueries({ queryKey: reviewKeys.advice(review) }),
    client.invalidateQueries({ queryKey: reviewKeys.snapshots(review) }),
    client.invalidateQueries({ queryKey: reviewKeys.standing }),
  ]);
}
