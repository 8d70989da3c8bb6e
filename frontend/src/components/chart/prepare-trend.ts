import { scaleLinear } from 'd3-scale';
import type { Box } from './prepare-stack';

/** A stretch of time with a value per line; null where there was nothing to measure. */
export type TrendPoint<K extends string> = { at: string } & Record<K, number | null>;

export interface Dot {
  /** Its place among the points. */
  index: number;
  x: number;
  y: number;
  value: number;
}

export interface TrendLine<K extends string> {
  key: K;
  dots: Dot[];
  /** One path per unbroken run: a gap is a gap, never a line across it. */
  paths: string[];
}

export interface TrendShape<K extends string> {
  lines: TrendLine<K>[];
  /** The middle of each point's stretch, for the crosshair. */
  xs: number[];
  /** Half the width of a stretch. */
  half: number;
  xTicks: { x: number; at: string }[];
  yTicks: { y: number; value: number }[];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps of time that people count in. */
const STEPS = [
  ...[1, 5, 15, 30].map((n) => n * SECOND),
  ...[1, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 7, 14, 30, 60, 90, 180, 365].map((n) => n * DAY),
];

/** Ticks from 0 over the whole of `most` milliseconds, at most `count` above the ground. */
export function durationTicks(most: number, count: number): number[] {
  const last = STEPS.at(-1) ?? DAY;
  const step = STEPS.find((one) => most / one <= count) ?? Math.ceil(most / count / last) * last;
  const ticks = [];
  for (let value = 0; value < most + step; value += step) ticks.push(value);
  return ticks;
}

/** Half the width of a tick's label, and the room a label takes. */
const EDGE = 18;
const LABEL = 64;

/** Where each dot, line and tick of a trend of durations goes. Pure: same points and box, same shape. */
export function prepareTrend<K extends string>(
  points: readonly TrendPoint<K>[],
  keys: readonly K[],
  box: Box,
): TrendShape<K> {
  if (points.length === 0 || box.width <= 0) return { lines: [], xs: [], half: 0, xTicks: [], yTicks: [] };
  const inner = box.width - box.left - box.right;
  const half = inner / points.length / 2;
  const xs = points.map((_, index) => box.left + (2 * index + 1) * half);
  const values = points.flatMap((point) => keys.map((key) => point[key] as number | null));
  const most = Math.max(MINUTE, ...values.filter((value) => value !== null));
  const ticks = durationTicks(most, 4);
  const y = scaleLinear([0, ticks.at(-1) ?? most], [box.height - box.bottom, box.top]);

  const lines = keys.map((key): TrendLine<K> => {
    const runs: Dot[][] = [];
    points.forEach((point, index) => {
      const value = point[key] as number | null;
      if (value === null) return;
      const dot = { index, x: xs[index] ?? 0, y: y(value), value };
      const run = runs.at(-1);
      if (run && run.at(-1)?.index === index - 1) run.push(dot);
      else runs.push([dot]);
    });
    return {
      key,
      dots: runs.flat(),
      paths: runs
        .filter((run) => run.length > 1)
        .map((run) =>
          run.map((dot, place) => `${place === 0 ? 'M' : 'L'}${round(dot.x)},${round(dot.y)}`).join(''),
        ),
    };
  });

  const every = Math.max(1, Math.ceil(LABEL / (2 * half)));
  return {
    lines,
    xs,
    half,
    // Counted from the end: the present week always has its date.
    xTicks: points
      .map((point, index) => ({ at: point.at, x: xs[index] ?? 0, back: points.length - 1 - index }))
      .filter(({ back, x }) => back % every === 0 && x >= box.left + EDGE / 2 && x <= box.width - EDGE)
      .map(({ at, x }) => ({ at, x })),
    yTicks: ticks.map((value) => ({ value, y: y(value) })),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
