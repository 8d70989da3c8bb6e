import type { Approval } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import type { Api } from '@/lib/api';
import { collectPages } from '@/lib/export';
import { authorName } from '@/lib/format';
import { fetchApprovals } from './queries';
import { type ApprovalSearch, filterOf, toQuery } from './search';

const PAGE = 200;

/** Reads exactly what the list is filtered to, in its order. */
export const collectApprovals = (
  api: Api,
  search: ApprovalSearch,
  onProgress: (done: number, total: number) => void,
) => collectPages((at) => fetchApprovals(api, search, at, PAGE), onProgress);

export const asked = (search: ApprovalSearch) => () => ({ filter: filterOf(search), query: toQuery(search) });

export const csvColumns: ExportColumns<Approval> = [
  ['id', (one) => one.id],
  ['status', (one) => one.status],
  ['action', (one) => one.action],
  ['recordType', (one) => one.recordType],
  ['recordId', (one) => one.recordId],
  ['requestReason', (one) => one.requestReason],
  ['requestedBy', (one) => authorName(one.requestedBy)],
  ['createdAt', (one) => one.createdAt],
  ['expiresAt', (one) => one.expiresAt],
  ['decidedBy', (one) => (one.decidedBy ? authorName(one.decidedBy) : null)],
  ['decidedAt', (one) => one.decidedAt],
  ['decisionReason', (one) => one.decisionReason],
  ['payloadSha256', (one) => one.payloadSha256],
];
