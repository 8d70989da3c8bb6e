import * as z from 'zod/mini';
import type { Approval } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const STATUSES = [
  'pending',
  'approved',
  'rejected',
  'expired',
] as const satisfies readonly Approval['status'][];
export const SORTS = ['-createdAt', 'createdAt'] as const;
export type Sort = (typeof SORTS)[number];
export const DEFAULT_SORT: Sort = '-createdAt';

/** What the address says. Without a status only what waits is shown. */
export interface ApprovalSearch {
  status?: Approval['status'][] | undefined;
  action?: string[] | undefined;
  sort?: Sort | undefined;
  approval?: string | undefined;
}

export type ApprovalFilter = Pick<ApprovalSearch, 'status' | 'action'>;
export const NO_FILTER: ApprovalFilter = { status: undefined, action: undefined };

const schema = z.object({
  status: someOf(STATUSES),
  action: texts,
  sort: oneOf(SORTS),
  approval: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readApprovalSearch(raw: RawSearch): ApprovalSearch {
  const nothing: ApprovalSearch = { ...NO_FILTER, sort: undefined, approval: undefined };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export const filterOf = ({ status, action }: ApprovalSearch): ApprovalFilter => ({ status, action });
export const isFiltered = (search: ApprovalSearch) => Boolean(search.status ?? search.action);

export const toQuery = (search: ApprovalSearch) => ({
  status: search.status ?? ['pending' as const],
  action: search.action,
  sort: search.sort ?? DEFAULT_SORT,
});
