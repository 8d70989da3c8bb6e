import type { Incident, IncidentStatus } from '@/api/types';
import { SEVERITIES, STATUSES } from './search';

/** A resolved incident stays on the board this long; then only the list has it. */
export const RESOLVED_DAYS = 14;

export interface BoardColumn {
  status: IncidentStatus;
  incidents: Incident[];
}

const DAY = 24 * 3_600_000;

function shows(incident: Incident, now: number): boolean {
  if (incident.status !== 'resolved' || !incident.resolvedAt) return true;
  return now - Date.parse(incident.resolvedAt) <= RESOLVED_DAYS * DAY;
}

/** The gravest first, and among those the one that has run longest; what is over, the latest first. */
function order(status: IncidentStatus) {
  if (status === 'closed' || status === 'resolved') {
    const end = (one: Incident) => Date.parse(one.closedAt ?? one.resolvedAt ?? one.detectedAt);
    return (a: Incident, b: Incident) => end(b) - end(a);
  }
  return (a: Incident, b: Incident) =>
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    Date.parse(a.detectedAt) - Date.parse(b.detectedAt);
}

/** The board's columns by status, each in its order. */
export const boardColumns = (incidents: readonly Incident[], now: number): BoardColumn[] =>
  STATUSES.map((status) => ({
    status,
    incidents: incidents
      .filter((incident) => incident.status === status && shows(incident, now))
      .sort(order(status)),
  }));
