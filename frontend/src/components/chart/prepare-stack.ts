import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';

/** A point of several series: its time, and a value per key. */
export type StackPoint<K extends string> = { at: string } & Record<K, number>;

export interface Segment<K extends string> {
  key: K;
  y: number;
  height: number;
  value: number;
}

export interface Bar<K extends string> {
  at: string;
  until: string;
  x: number;
  width: number;
  total: number;
  segments: Segment<K>[];
}

export interface StackedBarsShape<K extends string> {
  bars: Bar<K>[];
  xTicks: { x: number; at: Date }[];
  yTicks: { y: number; value: number }[];
}

export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Space between bars, and between the parts of one, in pixels: neighbours stay apart without their colours. */
const GAP = 2;
const SEAM = 1;
/** Half the width of a tick's label. */
const EDGE = 16;

/** Where each part of each bar goes. Pure: same points and box, same shape. `keys` run from the bottom up. */
export function prepareStack<K extends string>(
  points: readonly StackPoint<K>[],
  keys: readonly K[],
  end: string,
  box: Box,
): StackedBarsShape<K> {
  const first = points[0];
  if (!first || box.width <= 0) return { bars: [], xTicks: [], yTicks: [] };
  const start = new Date(first.at);
  // Milliseconds on a plain scale: d3's time scale would add local-time ticks nobody wants here, and 8 kB.
  const span: [number, number] = [start.getTime(), new Date(end).getTime()];
  const x = scaleLinear(span, [box.left, box.width - box.right]);
  const totals = points.map((point) => keys.reduce((sum, key) => sum + point[key], 0));
  // An axis up to at least 4 keeps one lonely event from filling the chart.
  const y = scaleLinear([0, Math.max(4, ...totals)], [box.height - box.bottom, box.top]).nice(3);
  const layers = stack<StackPoint<K>, K>()
    .keys([...keys])
    .value((point, key) => point[key])([...points]);

  const bars = points.map((point, index) => {
    const until = points[index + 1]?.at ?? end;
    const left = x(Date.parse(point.at));
    const segments = layers.flatMap((layer) => {
      const [low, high] = layer[index] ?? [0, 0];
      if (high <= low) return [];
      const top = y(high);
      const full = y(low) - top;
      return [{ key: layer.key, y: top, height: Math.max(1, full - SEAM), value: high - low }];
    });
    return {
      at: point.at,
      until,
      x: left,
      width: Math.max(1, x(Date.parse(until)) - left - GAP),
      total: totals[index] ?? 0,
      segments,
    };
  });

  return {
    bars,
    // A label is centred on its tick: one too near an edge would be cut off.
    xTicks: hourTicks(span, box.width)
      .map((at) => ({ at, x: x(at.getTime()) }))
      .filter((tick) => tick.x >= box.left && tick.x <= box.width - EDGE),
    yTicks: y
      .ticks(3)
      .filter((value) => Number.isInteger(value))
      .map((value) => ({ value, y: y(value) })),
  };
}

const HOUR = 3_600_000;

/** Full UTC hours; d3's own ticks would fall on the viewer's local hours. */
export function hourTicks([from, to]: [number, number], width: number): Date[] {
  const span = (to - from) / HOUR;
  const step = [1, 2, 3, 6, 12, 24, 48, 168].find((hours) => span / hours <= Math.max(2, width / 70)) ?? 168;
  const size = step * HOUR;
  const ticks: Date[] = [];
  for (let time = Math.ceil(from / size) * size; time <= to; time += size) ticks.push(new Date(time));
  return ticks;
}
