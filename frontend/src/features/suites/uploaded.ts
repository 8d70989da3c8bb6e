import type { JUnitImported } from '@/api/types';
import { number } from '@/lib/format';

/** `52 results: 50 passed, 1 failed, 1 skipped`, of all files together. */
export function takenText(imported: readonly JUnitImported[]): string {
  const sum = (of: 'results' | 'passed' | 'failed' | 'error' | 'skipped') =>
    imported.reduce((total, one) => total + one[of], 0);
  const parts = [
    `${number(sum('passed'))} passed`,
    ...(sum('failed') > 0 ? [`${number(sum('failed'))} failed`] : []),
    ...(sum('error') > 0 ? [`${number(sum('error'))} ended in an error`] : []),
    ...(sum('skipped') > 0 ? [`${number(sum('skipped'))} skipped`] : []),
  ];
  const results = sum('results');
  return `${number(results)} ${results === 1 ? 'result' : 'results'} taken: ${parts.join(', ')}`;
}

/** What was left out of all files, each kind once. */
export function leftOutOf(imported: readonly JUnitImported[]): JUnitImported['leftOut'] {
  const parts = new Map<string, JUnitImported['leftOut'][number]>();
  for (const part of imported.flatMap((one) => one.leftOut)) {
    const known = parts.get(part.what);
    parts.set(part.what, { ...part, count: part.count + (known?.count ?? 0) });
  }
  return [...parts.values()];
}
