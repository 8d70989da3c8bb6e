import { useState } from 'react';

interface Held<R> {
  key: string;
  /** The answer the rows were last brought up to. */
  from: readonly R[];
  rows: R[];
  waiting: number;
}

/**
 * Records kept true in the places they were read in. Another question begins afresh; what else there is by now is
 * only counted, until the reader asks for it.
 */
export function useKeptOrder<R extends { id: string }>(key: string, records: readonly R[] | undefined) {
  const [held, setHeld] = useState<Held<R>>();
  let now = held;
  if (records && now?.key !== key) now = { key, from: records, rows: [...records], waiting: 0 };
  else if (records && now && now.from !== records) {
    const fresh = new Map(records.map((one) => [one.id, one]));
    const shown = new Set(now.rows.map((one) => one.id));
    now = {
      key,
      from: records,
      rows: now.rows.map((one) => fresh.get(one.id) ?? one),
      waiting: records.filter((one) => !shown.has(one.id)).length,
    };
  }
  if (now !== held) setHeld(now);
  return {
    rows: now?.rows,
    waiting: now?.waiting ?? 0,
    renew: () => records && setHeld({ key, from: records, rows: [...records], waiting: 0 }),
  };
}
