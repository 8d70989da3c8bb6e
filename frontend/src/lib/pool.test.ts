import { describe, expect, it } from 'vitest';
import { inPool } from './pool';

describe('the pool', () => {
  it('runs at most so many at once and keeps every outcome in its place', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    const results = await inPool(
      [1, 2, 3, 4, 5, 6, 7],
      4,
      async (n) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 5 * (8 - n)));
        running--;
        if (n % 3 === 0) throw new Error(`no ${n}`);
        return n * 10;
      },
      (count) => done.push(count),
    );
    expect(most).toBe(4);
    expect(results.map(({ item }) => item)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(results.filter(({ outcome }) => outcome.status === 'rejected').map(({ item }) => item)).toEqual([
      3, 6,
    ]);
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('has nothing to do for nothing', async () => {
    expect(await inPool([], 4, async () => 1)).toEqual([]);
  });
});
