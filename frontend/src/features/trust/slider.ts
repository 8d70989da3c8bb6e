import type { Period } from './search';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const scales: Record<Period, { step: number; length: number }> = {
  '24h': { step: 5 * MINUTE, length: DAY },
  '30d': { step: 2 * HOUR, length: 30 * DAY },
  '90d': { step: 6 * HOUR, length: 90 * DAY },
  '1y': { step: DAY, length: 365 * DAY },
};

/** A slider over the past in whole steps; its end is the present, which is no fixed moment. */
export function stepsBack(period: Period, now: number) {
  const { step, length } = scales[period];
  const last = Math.floor(now / step) * step;
  const most = length / step;
  return {
    most,
    /** The moment of a place; undefined for the present. */
    timeOf: (value: number): string | undefined =>
      value >= most ? undefined : new Date(last - (most - 1 - value) * step).toISOString(),
    /** The place of a moment; of one before the slider begins its beginning. */
    placeOf: (at: string | undefined): number =>
      at === undefined
        ? most
        : Math.max(0, Math.min(most - 1, most - 1 - Math.round((last - Date.parse(at)) / step))),
  };
}
