import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Api } from './api';

/** Keys of what the ledger and the approvals know of any record. */
export const ledgerKeys = {
  history: (recordType: string, id: string) => ['ledger', 'history', recordType, id] as const,
  approvals: (recordType: string, id: string) => ['ledger', 'approvals', recordType, id] as const,
};

/** A record's own lines of the audit ledger, newest first. */
export const recordHistory = (api: Api, recordType: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ledgerKeys.history(recordType, id),
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await api.GET('/api/audit/records/{recordType}/{recordId}', {
        params: { path: { recordType, recordId: id }, query: { limit: 50, cursor: pageParam } },
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

/** What about a record waits for a second person. */
export const pendingApprovals = (api: Api, recordType: string, id: string) =>
  queryOptions({
    queryKey: ledgerKeys.approvals(recordType, id),
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/api/approvals', {
        params: { query: { status: ['pending'], recordType: [recordType], recordId: id } },
        signal,
      });
      return (data?.items ?? []).filter((approval) => approval.recordId === id);
    },
  });
