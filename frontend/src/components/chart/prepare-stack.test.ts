import { describe, expect, it } from 'vitest';
import { hourTicks, prepareStack } from './prepare-stack';

const box = { width: 420, height: 120, left: 20, right: 0, top: 10, bottom: 10 };
const points = [
  { at: '2026-11-23T00:00:00Z', low: 2, high: 0 },
  { at: '2026-11-23T01:00:00Z', low: 3, high: 5 },
];
const shape = prepareStack(points, ['low', 'high'], '2026-11-23T02:00:00Z', box);

describe('the stacked bars', () => {
  it('give each bucket its share of the width, with a gap', () => {
    expect(shape.bars.map((bar) => [bar.x, bar.width])).toEqual([
      [20, 198],
      [220, 198],
    ]);
    expect(shape.bars[0]?.until).toBe('2026-11-23T01:00:00Z');
    expect(shape.bars[1]?.until).toBe('2026-11-23T02:00:00Z');
  });

  it('stack upwards in the order of the keys, and draw nothing for zero', () => {
    expect(shape.bars[0]?.segments.map((one) => one.key)).toEqual(['low']);
    const [low, high] = shape.bars[1]?.segments ?? [];
    expect(low?.value).toBe(3);
    expect(high?.value).toBe(5);
    expect(high && low && high.y + high.height).toBeLessThanOrEqual(low?.y ?? 0);
    expect(low && low.y + low.height).toBeCloseTo(109, 5);
  });

  it('keep one lonely event small', () => {
    const lonely = prepareStack(
      [{ at: points[0]?.at ?? '', low: 1, high: 0 }],
      ['low', 'high'],
      '2026-11-23T01:00:00Z',
      box,
    );
    expect(lonely.bars[0]?.segments[0]?.height).toBeLessThan(30);
    expect(lonely.yTicks.every((tick) => Number.isInteger(tick.value))).toBe(true);
  });

  it('are nothing without points or width', () => {
    expect(prepareStack([], ['low'], '2026-11-23T02:00:00Z', box).bars).toEqual([]);
    expect(prepareStack(points, ['low'], '2026-11-23T02:00:00Z', { ...box, width: 0 }).bars).toEqual([]);
  });

  it('mark full UTC hours, fewer when narrow', () => {
    const from = Date.parse('2026-11-22T07:17:00Z');
    const wide = hourTicks([from, from + 24 * 3_600_000], 900);
    const narrow = hourTicks([from, from + 24 * 3_600_000], 300);
    expect(wide[0]?.toISOString()).toBe('2026-11-22T08:00:00.000Z');
    expect(narrow.length).toBeLessThan(wide.length);
    expect(narrow.every((tick) => tick.getUTCMinutes() === 0)).toBe(true);
  });
});
