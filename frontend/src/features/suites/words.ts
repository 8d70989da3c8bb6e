import type { SuiteCounts } from '@/api/types';
import { number, spanText } from '@/lib/format';
import { recordWords } from '@/lib/record-words';
import type { SuiteMark, SuiteState } from './search';
import { failing } from './standing';

const states: Record<SuiteState, string> = { failing: 'Failing', not_run: 'Not run', passing: 'Passing' };
export const stateName = (state: SuiteState) => states[state];

const marks: Record<SuiteMark, string> = {
  newly_failing: 'Newly failing',
  newly_fixed: 'Newly fixed',
  flaky: 'Flaky',
};
export const markName = (mark: SuiteMark) => marks[mark];

/** `98.1 %`; never rounded up to 100 while something fails, nor down to 0 while something passes. */
export function rateText(rate: number): string {
  if (rate === 0 || rate === 1) return `${rate * 100} %`;
  return `${Math.min(99.9, Math.max(0.1, Math.round(rate * 1000) / 10)).toFixed(1)} %`;
}

/** `12 ms`, `1.4 s`, `3 min 20 s`. */
export function timeText(milliseconds: number): string {
  if (milliseconds < 1) return 'under 1 ms';
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${Number((milliseconds / 1_000).toFixed(1))} s`;
  return spanText(milliseconds);
}

export const tests = (n: number) => `${number(n)} ${n === 1 ? 'test' : 'tests'}`;

/** How a run ended, in a sentence. */
export function endedText(counts: SuiteCounts): string {
  if (counts.passRate === null)
    return counts.total === 0
      ? 'No test was reported.'
      : `All ${tests(counts.total)} were skipped: nothing is known.`;
  const bad = failing(counts);
  const ran = counts.passed + bad;
  const skipped = counts.skipped > 0 ? ` ${number(counts.skipped)} skipped.` : '';
  if (bad === 0) return `${ran === 1 ? 'The one test' : `All ${tests(ran)}`} that ran passed.${skipped}`;
  return `${number(bad)} of ${tests(ran)} that ran ${bad === 1 ? 'fails' : 'fail'}.${skipped}`;
}

export function flakyText(test: { atOneCommit: boolean; withinRuns: boolean }): string {
  if (test.atOneCommit && test.withinRuns) return 'both at one commit, and within the last 20 runs';
  return test.atOneCommit ? 'both at one commit, or passed only on a retry' : 'both within the last 20 runs';
}

export const resultWords = recordWords({ fields: { executionTimeMs: 'Time in ms' } });
