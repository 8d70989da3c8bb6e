import { describe, expect, it } from 'vitest';
import { durationTicks, prepareTrend } from './prepare-trend';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const box = { width: 460, height: 120, left: 50, right: 10, top: 10, bottom: 20 };
const week = (n: number) => new Date(Date.UTC(2026, 9, 5 + 7 * n)).toISOString();
const points = [30, 60, null, 45].map((minutes, n) => ({
  at: week(n),
  median: minutes === null ? null : minutes * MINUTE,
  p90: minutes === null ? null : 2 * minutes * MINUTE,
}));
const shape = prepareTrend(points, ['median', 'p90'], box);

describe('a trend of durations', () => {
  it('gives each week its share of the width', () => {
    expect(shape.xs).toEqual([100, 200, 300, 400]);
    expect(shape.half).toBe(50);
  });

  it('breaks its lines where a week has nothing, and never draws that as zero', () => {
    const [median] = shape.lines;
    expect(median?.dots.map((dot) => dot.index)).toEqual([0, 1, 3]);
    expect(median?.paths).toHaveLength(1);
    expect(median?.paths[0]).toMatch(/^M100,[\d.]+L200,[\d.]+$/);
    const ground = shape.yTicks[0]?.y ?? 0;
    expect(median?.dots.every((dot) => dot.y < ground)).toBe(true);
  });

  it('draws what is longer higher, from a ground of 0', () => {
    const [median, p90] = shape.lines;
    expect(p90?.dots[0]?.y).toBeLessThan(median?.dots[0]?.y ?? 0);
    expect(shape.yTicks[0]?.value).toBe(0);
    expect(shape.yTicks[0]?.y).toBe(100);
    expect(shape.yTicks.at(-1)?.value).toBeGreaterThanOrEqual(120 * MINUTE);
  });

  it('dates the newest week always, and fewer weeks when narrow', () => {
    expect(shape.xTicks.at(-1)?.at).toBe(week(3));
    const narrow = prepareTrend(points, ['median'], { ...box, width: 160 });
    expect(narrow.xTicks.length).toBeLessThan(shape.xTicks.length);
    expect(narrow.xTicks.at(-1)?.at).toBe(week(3));
  });

  it('is nothing without points or width', () => {
    expect(prepareTrend([], ['median'], box).lines).toEqual([]);
    expect(prepareTrend(points, ['median'], { ...box, width: 0 }).lines).toEqual([]);
  });

  it('stands with no value at all', () => {
    const empty = prepareTrend([{ at: week(0), median: null }], ['median'], box);
    expect(empty.lines[0]?.dots).toEqual([]);
    expect(empty.yTicks.length).toBeGreaterThan(1);
  });
});

describe('ticks of time', () => {
  it.each([
    [50 * MINUTE, [0, 15, 30, 45, 60].map((n) => n * MINUTE)],
    [20 * HOUR, [0, 6, 12, 18, 24].map((n) => n * HOUR)],
    [3.5 * DAY, [0, 1, 2, 3, 4].map((n) => n * DAY)],
  ])('up to %d ms are ones that people count in', (most, ticks) => {
    expect(durationTicks(most, 4)).toEqual(ticks);
  });

  it('reach over what takes years', () => {
    expect(durationTicks(4000 * DAY, 4).at(-1)).toBeGreaterThanOrEqual(4000 * DAY);
  });
});
