/** Runs `work` over all items, at most `width` at a time, and keeps each outcome beside its item. */
export async function inPool<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
  onDone?: (done: number) => void,
): Promise<{ item: T; outcome: PromiseSettledResult<R> }[]> {
  const results: { item: T; outcome: PromiseSettledResult<R> }[] = new Array(items.length);
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      const item = items[index] as T;
      try {
        results[index] = { item, outcome: { status: 'fulfilled', value: await work(item) } };
      } catch (reason) {
        results[index] = { item, outcome: { status: 'rejected', reason } };
      }
      onDone?.(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}
