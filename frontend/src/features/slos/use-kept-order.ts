import { useState } from 'react';
import type { Slo } from '@/api/types';

interface Held {
  key: string;
  /** The answer the rows were last brought up to. */
  from: readonly Slo[];
  rows: Slo[];
  waiting: number;
}

/**
 * Objectives kept true in the places they were read in. Another question begins afresh; what else there is by now is
 * only counted, until the reader asks for it.
 */
export function useKeptOrder(key: string, slos: readonly Slo[] | undefined) {
  const [held, setHeld] = useState<Held>();
  let now = held;
  if (slos && now?.key !== key) now = { key, from: slos, rows: [...slos], waiting: 0 };
  else if (slos && now && now.from !== slos) {
    const fresh = new Map(slos.map((slo) => [slo.id, slo]));
    const shown = new Set(now.rows.map((slo) => slo.id));
    now = {
      key,
      from: slos,
      rows: now.rows.map((slo) => fresh.get(slo.id) ?? slo),
      waiting: slos.filter((slo) => !shown.has(slo.id)).length,
    };
  }
  if (now !== held) setHeld(now);
  return {
    rows: now?.rows,
    waiting: now?.waiting ?? 0,
    renew: () => slos && setHeld({ key, from: slos, rows: [...slos], waiting: 0 }),
  };
}
