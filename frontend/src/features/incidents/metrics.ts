import type { IncidentMetrics } from '@/api/types';
import { isoMilliseconds } from '@/lib/format';
import type { Figure } from './search';

export interface WeekPoint {
  at: string;
  median: number | null;
  p90: number | null;
  n: number;
}

/** A figure week by week, in milliseconds; a week that had nothing to measure has no value. */
export const weekPoints = (metrics: IncidentMetrics | undefined, figure: Figure): WeekPoint[] =>
  (metrics?.byWeek ?? []).map(({ at, figures }) => {
    const { median, p90, n } = figures[figure];
    return { at, n, median: isoMilliseconds(median), p90: isoMilliseconds(p90) };
  });
