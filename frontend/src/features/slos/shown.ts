import type { Slo, SloStatus } from '@/api/types';
import { type SloSearch, STATUSES } from './search';

export interface Service {
  name: string;
  slos: Slo[];
  worst: SloStatus;
  /** The least that is left of any budget of this service; undefined while nothing is known. */
  lowest: number | undefined;
  firing: number;
}

const rank = (status: SloStatus) => STATUSES.indexOf(status);

/** Objectives in their services, the worst service first and in it the worst objective. */
export function byService(slos: readonly Slo[], search: Pick<SloSearch, 'status'>): Service[] {
  const groups = new Map<string, Slo[]>();
  for (const slo of slos) {
    if (search.status && !search.status.includes(slo.standing.status)) continue;
    groups.set(slo.service, [...(groups.get(slo.service) ?? []), slo]);
  }
  return [...groups]
    .map(([name, group]) => {
      const sorted = group.toSorted(worstFirst);
      const budgets = sorted.flatMap((one) => one.standing.figures.remaining ?? []);
      return {
        name,
        slos: sorted,
        worst: sorted[0]?.standing.status ?? 'no_data',
        lowest: budgets.length > 0 ? Math.min(...budgets) : undefined,
        firing: sorted.filter((one) => one.standing.firing.length > 0).length,
      };
    })
    .sort(
      (one, other) =>
        rank(one.worst) - rank(other.worst) ||
        (one.lowest ?? 2) - (other.lowest ?? 2) ||
        one.name.localeCompare(other.name),
    );
}

function worstFirst(one: Slo, other: Slo): number {
  return (
    rank(one.standing.status) - rank(other.standing.status) ||
    (one.standing.figures.remaining ?? 2) - (other.standing.figures.remaining ?? 2) ||
    one.name.localeCompare(other.name)
  );
}

/** How many stand how, of all that were read. */
export function countsOf(slos: readonly Slo[]): Record<SloStatus | 'firing', number> {
  const counts = { breached: 0, exhausted: 0, at_risk: 0, no_data: 0, on_track: 0, firing: 0 };
  for (const { standing } of slos) {
    counts[standing.status] += 1;
    if (standing.firing.length > 0) counts.firing += 1;
  }
  return counts;
}
