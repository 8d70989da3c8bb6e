import type { LedgerChange } from '@/api/types';

export interface Difference {
  /** `status`, or `authorityReport.reference`. */
  path: string;
  before: unknown;
  after: unknown;
}

const isParts = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const DEEPEST = 3;

/** Set by every change, and standing above the difference anyway: they come last. */
const BOOKKEEPING = ['updatedAt', 'updatedBy', 'version', 'createdAt', 'createdBy', 'id', 'metadata'];
const isKept = (path: string) => BOOKKEEPING.includes(path.split('.')[0] ?? '');

/** A change by its smallest parts, what matters first. */
export function differences(change: LedgerChange | null): Difference[] {
  const found = Object.entries(change ?? {}).flatMap(([field, sides]) =>
    isParts(sides)
      ? parts(field, sides.before, sides.after, 1)
      : [{ path: field, before: undefined, after: sides }],
  );
  return [...found.filter(({ path }) => !isKept(path)), ...found.filter(({ path }) => isKept(path))];
}

function parts(path: string, before: unknown, after: unknown, depth: number): Difference[] {
  const isWhole = (value: unknown) => value === undefined || value === null || isParts(value);
  const isNested = (isParts(before) || isParts(after)) && isWhole(before) && isWhole(after);
  if (!isNested || depth > DEEPEST) return same(before, after) ? [] : [{ path, before, after }];
  const old = isParts(before) ? before : {};
  const now = isParts(after) ? after : {};
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  if (keys.length === 0) return same(before, after) ? [] : [{ path, before, after }];
  return keys.flatMap((key) => parts(`${path}.${key}`, old[key], now[key], depth + 1));
}

export interface DiffLine {
  sign: ' ' | '-' | '+';
  text: string;
}

const LONGEST = 400;

/** Two texts by lines (longest common subsequence); texts too long for that stand whole one below the other. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  const out: DiffLine[] = [];
  if (old.length > LONGEST || now.length > LONGEST)
    return [
      ...old.map((text): DiffLine => ({ sign: '-', text })),
      ...now.map((text): DiffLine => ({ sign: '+', text })),
    ];
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      (common[row] as number[])[column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      out.push({ sign: ' ', text: old[row++] as string });
      column++;
    } else if (row < old.length && (column === now.length || at(row + 1, column) >= at(row, column + 1)))
      out.push({ sign: '-', text: old[row++] as string });
    else out.push({ sign: '+', text: now[column++] as string });
  }
  return out;
}
