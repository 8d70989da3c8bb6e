import type { IncidentSeverity, IncidentType, SecurityEvent, Severity } from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { words } from '@/lib/format';

/** What can be done with an event before it is one: see the API's own rule. */
export const mayEscalate = (event: SecurityEvent): boolean =>
  (event.status === 'open' || event.status === 'investigating') && event.incidentId === null;

const grades: Record<Severity, IncidentSeverity> = {
  critical: 'sev1',
  high: 'sev2',
  medium: 'sev3',
  low: 'sev4',
};

/** As grave as the event. */
export const gradeOf = ({ severity }: Pick<SecurityEvent, 'severity'>) => grades[severity];

export const gradeOptions = (Object.entries(grades) as [Severity, IncidentSeverity][]).map(
  ([severity, grade]) => ({ value: grade, label: `${grade.toUpperCase()} – ${severity}` }),
);

export const incidentTypes = (
  ['security', 'availability', 'data_loss', 'performance'] as const satisfies readonly IncidentType[]
).map((value) => ({ value, label: words(value) }));

export interface NewIncident {
  title: string;
  severity: IncidentSeverity;
  incidentType: IncidentType;
  service: string;
}

/** A new incident, or the id of one that is open. */
export type Escalation = { kind: 'new'; incident: NewIncident } | { kind: 'join'; incidentId: string };

export async function escalate(api: Api, seen: SecurityEvent, to: Escalation, key: string) {
  const { data } = await api.POST('/api/security/events/{id}/escalate', {
    params: { path: { id: seen.id }, header: { 'If-Match': etag(seen.version), 'Idempotency-Key': key } },
    body: to.kind === 'new' ? to.incident : { incidentId: to.incidentId },
  });
  return present(data);
}

/** Open incidents whose title has these words, the gravest first: what an event may join. */
export async function findIncidents(api: Api, q: string, signal: AbortSignal) {
  const { data } = await api.GET('/api/security/incidents', {
    params: { query: { open: true, sort: '-severity', limit: 20, q: q || undefined } },
    signal,
  });
  return present(data);
}
