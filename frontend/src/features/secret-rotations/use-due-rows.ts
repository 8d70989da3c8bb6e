import { useState } from 'react';
import type { DueRotations } from '@/api/types';
import { dueFor, keepPlaces, type Secret } from './due';
import { filterOf, type RotationSearch } from './search';

interface Held {
  /** What was asked for. */
  key: string;
  /** The answer the rows were last brought up to. */
  due: DueRotations;
  rows: Secret[];
  waiting: number;
}

/**
 * The secrets that are due, each kept true in its place. Another question begins afresh; what else fits the present
 * one by now is only counted, until the reader asks for it.
 */
export function useDueRows(due: DueRotations | undefined, search: RotationSearch, renewals: number) {
  const key = JSON.stringify([filterOf(search), search.window, renewals]);
  const [held, setHeld] = useState<Held>();
  let now = held;
  if (due && now?.key !== key) now = { key, due, rows: dueFor(due, search), waiting: 0 };
  else if (due && now && now.due !== due) now = { key, due, ...keepPlaces(now.rows, due, search) };
  if (now !== held) setHeld(now);
  return {
    rows: now?.rows ?? none,
    waiting: now?.waiting ?? 0,
    renew: () => due && setHeld({ key, due, rows: dueFor(due, search), waiting: 0 }),
  };
}

const none: Secret[] = [];
