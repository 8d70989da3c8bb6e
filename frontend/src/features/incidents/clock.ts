import type { Incident } from '@/api/types';
import { isoMilliseconds, spanText } from '@/lib/format';

type Timed = Pick<Incident, 'detectedAt' | 'resolvedAt' | 'status' | 'times'>;

export const isOpen = ({ status }: Pick<Incident, 'status'>) => status !== 'resolved' && status !== 'closed';

/** How long an incident has run since it was detected, or ran until it was resolved; in milliseconds. */
export function ranFor(incident: Timed, now: number): number {
  const took = isoMilliseconds(incident.times.timeToResolve);
  if (took !== null) return took;
  const end = incident.resolvedAt ? Date.parse(incident.resolvedAt) : now;
  return Math.max(0, end - Date.parse(incident.detectedAt));
}

export const ranText = (incident: Timed, now: number) => spanText(ranFor(incident, now));
