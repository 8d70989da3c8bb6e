import { scaleLinear, scaleLog } from 'd3-scale';
import type { Box } from './prepare-stack';

/** A value at a time; null where there was nothing to measure. */
export interface SeriesPoint {
  at: string;
  value: number | null;
}

export interface SeriesLine<K extends string> {
  key: K;
  points: readonly SeriesPoint[];
}

/** A stretch of time that is marked behind the lines: an alert that fired, a fault, an exclusion. */
export interface TimeSpan {
  from: string;
  /** Open while it goes on. */
  to: string | null;
}

export interface SeriesOptions {
  /** The time shown, in milliseconds. */
  domain: readonly [number, number];
  /** Values that must be in sight, such as thresholds. */
  inSight?: readonly number[];
  /** `log` halves and doubles: for ratios such as burn rates. */
  scale?: 'linear' | 'log';
  /** The least the top of a linear axis may be. */
  least?: number;
  /** Ticks of a linear axis from 0 over all of `most`, where people do not count in tens. */
  ticks?: ((most: number) => number[]) | undefined;
}

export interface Moment<K extends string> {
  time: number;
  x: number;
  values: Map<K, { value: number | null; y: number | null }>;
}

export interface SeriesShape<K extends string> {
  lines: {
    key: K;
    paths: string[];
    /** Every value, and those that stand alone in a gap. */
    points: { x: number; y: number }[];
    lone: { x: number; y: number }[];
  }[];
  /** Every time any line has a point at, in order: where the crosshair stops. */
  moments: Moment<K>[];
  xTicks: { x: number; at: number }[];
  yTicks: { y: number; value: number }[];
  y: (value: number) => number;
  x: (time: number) => number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 5, 15, 30]
  .map((n) => n * MINUTE)
  .concat([1, 2, 3, 6, 12].map((n) => n * HOUR))
  .concat([1, 2, 7, 14, 30, 90].map((n) => n * DAY));
/** The room a tick's label takes, and half of it. */
const LABEL = 76;
const EDGE = 22;
/** The least ratio a log axis shows: what is smaller lies on the ground. */
const GROUND = 0.25;

/** Where lines, ticks and thresholds of a series go. Pure: same points and box, same shape. */
export function prepareSeries<K extends string>(
  lines: readonly SeriesLine<K>[],
  options: SeriesOptions,
  box: Box,
): SeriesShape<K> {
  const x = scaleLinear([...options.domain], [box.left, box.width - box.right]);
  const values = lines.flatMap((line) => line.points.flatMap(({ value }) => (value === null ? [] : [value])));
  const scale = options.scale === 'log' ? ratioScale : linearScale;
  const { y, ticks } = scale([...values, ...(options.inSight ?? [])], options, box);
  const [from, to] = options.domain;
  const shown = lines.map((line) => ({
    key: line.key,
    points: line.points
      .map((point) => ({ time: Date.parse(point.at), value: point.value }))
      .filter(({ time }) => time >= from && time <= to),
  }));
  return {
    lines: shown.map(({ key, points }) => ({ key, ...drawn(points, x, y) })),
    moments: momentsOf(shown, x, y),
    xTicks: timeTicks([from, to], box.width - box.left - box.right)
      .map((at) => ({ at, x: x(at) }))
      .filter((tick) => tick.x >= box.left && tick.x <= box.width - EDGE),
    yTicks: ticks.map((value) => ({ value, y: y(value) })),
    x,
    y,
  };
}

type TimedValue = { time: number; value: number | null };

/** One path per unbroken run: a gap is a gap, never a line across it. A value alone in a gap is a dot. */
function drawn(points: readonly TimedValue[], x: (time: number) => number, y: (value: number) => number) {
  const runs: { x: number; y: number }[][] = [[]];
  for (const { time, value } of points) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ x: round(x(time)), y: round(y(value)) });
  }
  return {
    paths: runs
      .filter((run) => run.length > 1)
      .map((run) => run.map((one, index) => `${index === 0 ? 'M' : 'L'}${one.x},${one.y}`).join('')),
    points: runs.flat(),
    lone: runs.filter((run) => run.length === 1).flat(),
  };
}

function momentsOf<K extends string>(
  lines: readonly { key: K; points: readonly TimedValue[] }[],
  x: (time: number) => number,
  y: (value: number) => number,
): Moment<K>[] {
  const moments = new Map<number, Moment<K>>();
  for (const { key, points } of lines) {
    for (const { time, value } of points) {
      const moment = moments.get(time) ?? { time, x: x(time), values: new Map() };
      moment.values.set(key, { value, y: value === null ? null : y(value) });
      moments.set(time, moment);
    }
  }
  return [...moments.values()].sort((one, other) => one.time - other.time);
}

function linearScale(values: readonly number[], { least = 0, ticks }: SeriesOptions, box: Box) {
  if (ticks) {
    const own = ticks(Math.max(least, ...values));
    const y = scaleLinear([0, own.at(-1) ?? 1], [box.height - box.bottom, box.top]);
    return { y: (value: number) => y(value), ticks: own };
  }
  const y = scaleLinear(
    [Math.min(0, ...values), Math.max(least, ...values) || 1],
    [box.height - box.bottom, box.top],
  ).nice(4);
  return { y: (value: number) => y(value), ticks: y.ticks(4) };
}

function ratioScale(values: readonly number[], { least = 0 }: SeriesOptions, box: Box) {
  const most = 2 ** Math.ceil(Math.log2(Math.max(2, least, ...values)));
  const y = scaleLog([GROUND, most], [box.height - box.bottom, box.top]).base(2);
  const ticks = Array.from({ length: Math.log2(most / GROUND) + 1 }, (_, power) => GROUND * 2 ** power);
  const every = Math.ceil(ticks.length / 7);
  return {
    y: (value: number) => y(Math.max(GROUND, value)),
    // 1 is always among them: a budget that is used up just in time.
    ticks: ticks.filter((value) => Math.log2(value) % every === 0 && value >= 0.5),
  };
}

/** Full hours and days of UTC; d3's own ticks would fall on the viewer's local hours. */
export function timeTicks([from, to]: readonly [number, number], width: number): number[] {
  const fits = Math.max(2, Math.floor(width / LABEL));
  const step = STEPS.find((one) => (to - from) / one <= fits) ?? 365 * DAY;
  const ticks: number[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push(time);
  return ticks;
}

/** The moment nearest to a place on the x axis. */
export function nearest<K extends string>(moments: readonly Moment<K>[], x: number): number | undefined {
  let found: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  moments.forEach((moment, index) => {
    const distance = Math.abs(moment.x - x);
    if (distance < least) {
      least = distance;
      found = index;
    }
  });
  return found;
}

const round = (value: number) => Math.round(value * 10) / 10;
