import type { LedgerEntry } from '@/api/types';

export interface ChangedField {
  /** `status`, or `authorityReport.reference` for a part of a larger field. */
  field: string;
  before: unknown;
  after: unknown;
}

/** Every change sets these; who and when stand above the fields anyway. */
const BOOKKEEPING = new Set(['updatedAt', 'updatedBy', 'version']);

const isParts = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What a person reads as changed by an entry: nothing for a creation, and of larger fields only the parts. `silent` fields say nothing. */
export function changedFields(
  entry: Pick<LedgerEntry, 'action' | 'change' | 'batch'>,
  silent: readonly string[] = [],
): ChangedField[] {
  if (entry.batch || /\.(batch_)?created$/.test(entry.action)) return [];
  return Object.entries(entry.change ?? {}).flatMap(([field, change]) => {
    if (!change || BOOKKEEPING.has(field) || silent.includes(field)) return [];
    const { before, after } = change;
    if (!isParts(before) && !isParts(after)) return [{ field, before, after }];
    const old = isParts(before) ? before : {};
    const now = isParts(after) ? after : {};
    return [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .filter((part) => !same(old[part], now[part]))
      .map((part) => ({ field: `${field}.${part}`, before: old[part], after: now[part] }));
  });
}
