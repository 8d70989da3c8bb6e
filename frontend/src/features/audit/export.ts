import type { ExportColumns } from '@/components/ExportMenu';
import type { Api } from '@/lib/api';
import { collectPages } from '@/lib/export';
import { authorName } from '@/lib/format';
import { type EntryRow, fetchEntries } from './queries';
import { type AuditSearch, filterOf, toQuery } from './search';

const PAGE = 200;

/** Reads exactly what the list is filtered to, in its order. */
export const collectEntries = (
  api: Api,
  search: AuditSearch,
  onProgress: (done: number, total: number) => void,
) => collectPages<EntryRow>((at) => fetchEntries(api, search, at, PAGE), onProgress);

export const asked = (search: AuditSearch) => (begun: number) => ({
  filter: filterOf(search),
  query: toQuery(search, begun),
});

export const csvColumns: ExportColumns<EntryRow> = [
  ['position', (one) => one.position],
  ['occurredAt', (one) => one.occurredAt],
  ['action', (one) => one.action],
  ['recordType', (one) => one.recordType],
  ['recordId', (one) => one.recordId],
  ['recordVersion', (one) => one.recordVersion],
  ['actor', (one) => authorName(one.actor)],
  ['actorIssuer', (one) => one.actor.issuer],
  ['actorSubject', (one) => one.actor.subject],
  ['reason', (one) => one.reason],
  ['batchCount', (one) => one.batch?.count ?? null],
  ['stateSha256', (one) => one.stateSha256],
  ['leafSha256', (one) => one.leafSha256],
  ['requestId', (one) => one.requestId],
  ['change', (one) => (one.change ? JSON.stringify(one.change) : null)],
];
