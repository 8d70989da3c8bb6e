import type { SecurityEvent } from '@/api/types';
import type { Api } from '@/lib/api';
import { type CsvValue, toCsv } from '@/lib/csv';
import { fetchEvents } from './queries';
import { type EventSearch, filterOf, toQuery } from './search';

/** More than this belongs into a report made on the server; the file says when it was cut. */
export const EXPORT_CAP = 10_000;
const PAGE = 200;

export interface Exported {
  events: SecurityEvent[];
  total: number;
  totalIsExact: boolean;
  /** There were more than the cap. */
  isCut: boolean;
  begun: number;
}

/** Reads page after page exactly what the list is filtered to, in its order. */
export async function collectEvents(
  api: Api,
  search: EventSearch,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Exported> {
  const begun = Date.now();
  const events: SecurityEvent[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await fetchEvents(api, search, { begun, cursor }, PAGE, signal);
    events.push(...page.items);
    const { total, totalIsExact, nextCursor } = page.page;
    onProgress(Math.min(events.length, EXPORT_CAP), Math.min(total, EXPORT_CAP));
    if (!nextCursor || events.length >= EXPORT_CAP) {
      const isCut = events.length > EXPORT_CAP || (nextCursor !== null && nextCursor !== undefined);
      return { events: events.slice(0, EXPORT_CAP), total, totalIsExact, isCut, begun };
    }
    cursor = nextCursor;
  }
}

const columns: readonly [string, (event: SecurityEvent) => CsvValue][] = [
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

export function eventsCsv(events: readonly SecurityEvent[]): string {
  return toCsv(
    columns.map(([name]) => name),
    events.map((event) => columns.map(([, read]) => read(event))),
  );
}

export function eventsJson(search: EventSearch, exported: Exported): string {
  const { events, total, totalIsExact, isCut, begun } = exported;
  const about = {
    exportedAt: new Date(begun).toISOString(),
    filter: filterOf(search),
    query: toQuery(search, begun),
    rows: events.length,
    total,
    totalIsExact,
    isCut,
  };
  return `${JSON.stringify({ about, items: events }, null, 2)}\n`;
}

export function exportName(begun: number, extension: string): string {
  return `security-events-${new Date(begun).toISOString().slice(0, 19).replace(/[:]/g, '')}Z.${extension}`;
}
