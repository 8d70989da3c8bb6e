import type { Incident } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import type { Api } from '@/lib/api';
import { collectPages } from '@/lib/export';
import { isoMilliseconds } from '@/lib/format';
import { fetchIncidents } from './queries';
import { filterOf, type IncidentSearch, toQuery } from './search';

const PAGE = 100;

/** Reads exactly what is filtered, in its order. */
export const collectIncidents = (
  api: Api,
  search: IncidentSearch,
  onProgress: (done: number, total: number) => void,
) => collectPages((at) => fetchIncidents(api, search, at, PAGE), onProgress);

export const asked = (search: IncidentSearch) => (begun: number) => ({
  filter: filterOf(search),
  query: toQuery(search, begun),
});

// Spreadsheets add up seconds, and cannot read PT2H14M.
const seconds = (duration: string | null) => {
  const milliseconds = isoMilliseconds(duration);
  return milliseconds === null ? null : milliseconds / 1_000;
};

export const exportColumns: ExportColumns<Incident> = [
  ['id', (i) => i.id],
  ['version', (i) => i.version],
  ['severity', (i) => i.severity],
  ['status', (i) => i.status],
  ['incidentType', (i) => i.incidentType],
  ['title', (i) => i.title],
  ['summary', (i) => i.summary],
  ['service', (i) => i.service],
  ['affectedServices', (i) => i.affectedServices.join(' ')],
  ['commander', (i) => i.commander],
  ['startedAt', (i) => i.startedAt],
  ['detectedAt', (i) => i.detectedAt],
  ['acknowledgedAt', (i) => i.acknowledgedAt],
  ['mitigatedAt', (i) => i.mitigatedAt],
  ['resolvedAt', (i) => i.resolvedAt],
  ['closedAt', (i) => i.closedAt],
  ['secondsToDetect', (i) => seconds(i.times.timeToDetect)],
  ['secondsToAcknowledge', (i) => seconds(i.times.timeToAcknowledge)],
  ['secondsToMitigate', (i) => seconds(i.times.timeToMitigate)],
  ['secondsToResolve', (i) => seconds(i.times.timeToResolve)],
  ['secondsOfDuration', (i) => seconds(i.times.duration)],
  ['rootCause', (i) => i.rootCause],
  ['hasPostmortem', (i) => i.postmortem !== null],
  ['actionItems', (i) => i.actionItems.length],
  ['openActionItems', (i) => i.openActionItems],
  ['overdueActionItems', (i) => i.actionItems.filter((item) => item.overdue).length],
  ['securityEventIds', (i) => i.securityEventIds.join(' ')],
  ['lastActivityAt', (i) => i.lastActivityAt],
  ['createdAt', (i) => i.createdAt],
  ['updatedAt', (i) => i.updatedAt],
];
