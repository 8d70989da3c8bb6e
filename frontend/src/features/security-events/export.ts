import type { SecurityEvent } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import type { Api } from '@/lib/api';
import { collectPages } from '@/lib/export';
import { fetchEvents } from './queries';
import { type EventSearch, filterOf, toQuery } from './search';

const PAGE = 200;

/** Reads exactly what the list is filtered to, in its order. */
export const collectEvents = (
  api: Api,
  search: EventSearch,
  onProgress: (done: number, total: number) => void,
) => collectPages((at) => fetchEvents(api, search, at, PAGE), onProgress);

export const asked = (search: EventSearch) => (begun: number) => ({
  filter: filterOf(search),
  query: toQuery(search, begun),
});

export const columns: ExportColumns<SecurityEvent> = [
  ['id', (e) => e.id],
  ['version', (e) => e.version],
  ['occurredAt', (e) => e.occurredAt],
  ['severity', (e) => e.severity],
  ['status', (e) => e.status],
  ['eventType', (e) => e.eventType],
  ['title', (e) => e.title],
  ['description', (e) => e.description],
  ['source', (e) => e.source],
  ['sourceIp', (e) => e.sourceIp],
  ['actor', (e) => e.actor],
  ['resource', (e) => e.resource],
  ['assignee', (e) => e.assignee],
  ['resolution', (e) => e.resolution],
  ['detectedAt', (e) => e.detectedAt],
  ['awareAt', (e) => e.awareAt],
  ['occurrences', (e) => e.occurrences],
  ['firstSeenAt', (e) => e.firstSeenAt],
  ['lastSeenAt', (e) => e.lastSeenAt],
  ['personalData', (e) => e.personalData],
  ['dataAssets', (e) => e.dataAssets.join(' ')],
  ['subjectsAffected', (e) => e.subjectsAffected],
  ['reportState', (e) => e.authorityReport.state],
  ['reportAuthority', (e) => e.authorityReport.authority],
  ['reportDueAt', (e) => e.authorityReport.dueAt],
  ['reportedAt', (e) => e.authorityReport.reportedAt],
  ['reportReference', (e) => e.authorityReport.reference],
  ['createdAt', (e) => e.createdAt],
  ['updatedAt', (e) => e.updatedAt],
];
