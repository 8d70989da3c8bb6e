import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Approval, ApprovalPage } from '@/api/types';
import { type Api, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { type ApprovalSearch, DEFAULT_SORT, filterOf, toQuery } from './search';

/** As the ledger names it. */
export const RECORD_TYPE = 'approval';

export const approvalKeys = {
  lists: ['approvals', 'list'] as const,
  record: (id: string) => ['approvals', 'record', id] as const,
  list: (search: ApprovalSearch) =>
    ['approvals', 'list', filterOf(search), search.sort ?? DEFAULT_SORT] as const,
  waiting: ['approvals', 'waiting'] as const,
};

export async function fetchApprovals(
  api: Api,
  search: ApprovalSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<ApprovalPage>> {
  const { data } = await api.GET('/api/approvals', {
    params: { query: { ...toQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

/** What waits, as far as one page goes: for the figures. */
export const waitingApprovals = (api: Api) =>
  queryOptions({
    queryKey: approvalKeys.waiting,
    queryFn: async ({ signal }): Promise<ApprovalPage> => {
      const { data } = await api.GET('/api/approvals', {
        params: { query: { status: ['pending'], limit: 200 } },
        signal,
      });
      return present(data);
    },
    // They run out with time even when nothing happens.
    refetchInterval: 60_000,
  });

export const approvalRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: approvalKeys.record(id), queryFn: () => fetchApproval(api, id) });

export async function fetchApproval(api: Api, id: string): Promise<Approval> {
  const { data } = await api.GET('/api/approvals/{id}', { params: { path: { id } } });
  return present(data);
}

/** Decides, and answers the approval as it then is. */
export async function decide(
  api: Api,
  id: string,
  decision: 'approved' | 'rejected',
  reason: string,
): Promise<Approval> {
  const { data } = await api.POST('/api/approvals/{id}/decision', {
    params: { path: { id } },
    body: { decision, reason },
  });
  return present(data);
}

/** Puts a newer state of an approval wherever it is shown, without moving any row. */
export const replaceApproval = (client: QueryClient, approval: Approval) =>
  replaceRecord(client, approvalKeys, approval);
