import { describe, expect, it } from 'vitest';
import { prepareDots } from './prepare-dots';

describe('dots with intervals', () => {
  it('gives every interval and mark room, and never goes past what can be', () => {
    const { place, ticks } = prepareDots([{ value: 0.97, low: 0.91, high: 0.99 }], [0.8], [0, 1]);
    expect(place(0.8)).toBeGreaterThanOrEqual(0);
    expect(place(0.91)).toBeLessThan(place(0.97));
    expect(place(0.99)).toBeLessThanOrEqual(100);
    expect(Math.max(...ticks)).toBeLessThanOrEqual(1);
    expect(ticks.length).toBeGreaterThan(1);
  });

  it('puts a lone value somewhere in the middle', () => {
    expect(prepareDots([{ value: 5 }], []).place(5)).toBeCloseTo(50, -1);
    expect(prepareDots([{ value: 0 }], []).place(0)).toBeCloseTo(50, -1);
  });

  it('cuts what lies outside off at the edge', () => {
    const { place } = prepareDots([{ value: 0.5 }, { value: 1 }], [], [0, 1]);
    expect(place(7)).toBe(100);
  });
});
