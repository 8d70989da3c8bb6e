import type { SloSeries, SloStanding } from '@/api/types';
import type { SeriesPoint } from '@/components/chart/prepare-series';
import { isoMilliseconds } from '@/lib/format';

/** How much of the time shown a projection may add. */
const AHEAD = 1 / 4;

/**
 * Where the budget goes if it burns on as now: a straight line from what is left now to nothing, cut at the end
 * of the chart. None while the budget does not shrink, or nothing is known.
 */
export function projection(standing: SloStanding, shown: number): { points: SeriesPoint[]; until: number } {
  const now = Date.parse(standing.at);
  const remaining = standing.figures.remaining;
  const rest = isoMilliseconds(standing.timeToExhaustion);
  if (remaining === null || remaining <= 0 || rest === null || rest <= 0) return { points: [], until: now };
  const ahead = Math.min(rest, shown * AHEAD);
  return {
    points: [
      { at: standing.at, value: remaining },
      { at: new Date(now + ahead).toISOString(), value: remaining * (1 - ahead / rest) },
    ],
    until: now + ahead,
  };
}

/** At most so many stretches are drawn of a long time. */
const STRETCHES = 160;

/**
 * Of each stretch of a long time the worst: the best of it says nothing about a budget. A stretch in which nothing was
 * measured stays a gap.
 */
export function worstOfStretches(points: readonly SeriesPoint[], from: number, to: number): SeriesPoint[] {
  const size = (to - from) / STRETCHES;
  const worst = new Map<number, SeriesPoint>();
  for (const point of points) {
    const stretch = Math.floor((Date.parse(point.at) - from) / size);
    const old = worst.get(stretch);
    if (!old || (point.value ?? -1) > (old.value ?? -1)) worst.set(stretch, point);
  }
  return [...worst.values()];
}

/** What a chart of a budget says to those who cannot see it. */
export function worstOf(series: SloSeries): number | undefined {
  const rates = series.burnRate.flatMap(({ value }) => value ?? []);
  return rates.length > 0 ? Math.max(...rates) : undefined;
}
