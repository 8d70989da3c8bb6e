import { describe, expect, it } from 'vitest';
import { nearest, prepareSeries, timeTicks } from './prepare-series';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-25T00:00:00Z');
const at = (hours: number) => new Date(start + hours * HOUR).toISOString();
const box = { width: 520, height: 120, left: 20, right: 0, top: 10, bottom: 10 };
const day = [start, start + 24 * HOUR] as const;
const points = (...values: (number | null)[]) => values.map((value, hours) => ({ at: at(hours), value }));

describe('a series', () => {
  it('breaks where nothing was measured, and draws a lone value as a dot', () => {
    const { lines } = prepareSeries(
      [{ key: 'a', points: points(1, 2, null, 3, null, 4, 5) }],
      { domain: day },
      box,
    );
    expect(lines[0]?.paths).toHaveLength(2);
    expect(lines[0]?.lone).toHaveLength(1);
  });

  it('keeps thresholds in sight, and 0 on the ground', () => {
    const { y } = prepareSeries([{ key: 'a', points: points(1, 2) }], { domain: day, inSight: [14.4] }, box);
    expect(y(14.4)).toBeGreaterThanOrEqual(box.top);
    expect(y(0)).toBe(box.height - box.bottom);
  });

  it('shows less than nothing below the ground', () => {
    const { y } = prepareSeries([{ key: 'a', points: points(1, -0.8) }], { domain: day }, box);
    expect(y(-0.8)).toBeGreaterThan(y(0));
    expect(y(-0.8)).toBeLessThanOrEqual(box.height - box.bottom);
  });

  it('counts ratios by doublings, with 1 among the ticks and nothing outside the box', () => {
    const { y, yTicks } = prepareSeries(
      [{ key: 'a', points: points(0, 0.001, 1, 60) }],
      { domain: day, scale: 'log' },
      box,
    );
    expect(yTicks.map((tick) => tick.value)).toContain(1);
    expect(y(2) - y(1)).toBeCloseTo(y(4) - y(2));
    expect(y(0)).toBe(box.height - box.bottom);
    expect(y(60)).toBeGreaterThanOrEqual(box.top);
  });

  it('brings the points of all lines together for the crosshair', () => {
    const { moments } = prepareSeries(
      [
        { key: 'a', points: points(1, 2) },
        { key: 'b', points: [{ at: at(1), value: null }] },
      ],
      { domain: day },
      box,
    );
    expect(moments.map((moment) => moment.time)).toEqual([start, start + HOUR]);
    expect(moments[1]?.values.get('a')?.value).toBe(2);
    expect(moments[1]?.values.get('b')).toEqual({ value: null, y: null });
    expect(nearest(moments, 20)).toBe(0);
    expect(nearest(moments, 500)).toBe(1);
    expect(nearest([], 3)).toBeUndefined();
  });

  it('leaves out what lies outside the time shown', () => {
    const { moments } = prepareSeries(
      [{ key: 'a', points: [{ at: at(-1), value: 1 }, ...points(1), { at: at(25), value: 1 }] }],
      { domain: day },
      box,
    );
    expect(moments).toHaveLength(1);
  });

  it('has ticks on full hours and days of UTC, as many as there is room for', () => {
    expect(timeTicks(day, 400).map((tick) => tick % (6 * HOUR))).toEqual([0, 0, 0, 0, 0]);
    expect(timeTicks([start, start + 90 * 24 * HOUR], 400).every((tick) => tick % (24 * HOUR) === 0)).toBe(
      true,
    );
    expect(timeTicks([start, start + 1], 0).length).toBeGreaterThan(0);
  });
});
