import { scaleLinear } from 'd3-scale';

/** A value with how sure it is. */
export interface Estimate {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
}

export interface DotsShape {
  /** Where a value lies, in percent of the plot's width. */
  place: (value: number) => number;
  ticks: number[];
}

/** How many labels fit under a narrow plot. */
const TICKS = 4;

/**
 * One axis for all rows, as wide as what it has to show. `bounds` are what the values can be at all: an accuracy's
 * axis never goes past 1. Pure: same rows, same shape.
 */
export function prepareDots(
  estimates: readonly Estimate[],
  marks: readonly number[],
  bounds: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): DotsShape {
  const values = [
    ...estimates.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
    ...marks,
  ];
  const least = Math.min(...values);
  const most = Math.max(...values);
  // All alike: the dot stands in the middle of something.
  const room = most > least ? (most - least) * 0.04 : Math.max(Math.abs(most) * 0.1, 0.01);
  const scale = scaleLinear(
    [Math.max(bounds[0], least - room), Math.min(bounds[1], most + room)],
    [0, 100],
  ).nice(TICKS);
  const [from = 0, to = 1] = scale.domain();
  const clipped = scale.domain([Math.max(bounds[0], from), Math.min(bounds[1], to)]);
  return {
    place: (value) => Math.round(Math.min(100, Math.max(0, clipped(value))) * 100) / 100,
    ticks: clipped.ticks(TICKS),
  };
}
