import type { SuiteCounts, SuiteRun, SuiteStanding } from '@/api/types';
import { STATES, type SuiteMark, type SuiteSearch, type SuiteState } from './search';

/** A suite as the list keeps it: its name is its id. */
export type Suite = SuiteStanding & { id: string };

export const failing = (counts: SuiteCounts | null) => (counts ? counts.failed + counts.error : 0);

/** How the newest run ended; one in which everything was skipped has told nothing. */
export function stateOf(suite: Pick<Suite, 'counts'>): SuiteState {
  if (!suite.counts || suite.counts.passRate === null) return 'not_run';
  return failing(suite.counts) > 0 ? 'failing' : 'passing';
}

export function hasMark(suite: Suite, mark: SuiteMark): boolean {
  const counts = { newly_failing: suite.newlyFailing, newly_fixed: suite.newlyFixed, flaky: suite.flaky };
  return (counts[mark] ?? 0) > 0;
}

/** The suites a search asks for. */
export function chosen(suites: readonly Suite[], search: SuiteSearch): Suite[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return suites.filter((suite) => {
    const name = suite.testSuite.toLowerCase();
    return (
      words.every((word) => name.includes(word)) &&
      (search.state?.includes(stateOf(suite)) ?? true) &&
      (search.mark?.some((mark) => hasMark(suite, mark)) ?? true)
    );
  });
}

const byName = (one: Suite, other: Suite) => one.testSuite.localeCompare(other.testSuite);
const byTime = (one: Suite, other: Suite) =>
  Date.parse(one.lastExecutedAt) - Date.parse(other.lastExecutedAt);

/** What broke last comes first, then what is broken, then what cannot be relied on. */
function worstFirst(one: Suite, other: Suite): number {
  return (
    STATES.indexOf(stateOf(one)) - STATES.indexOf(stateOf(other)) ||
    (other.newlyFailing ?? 0) - (one.newlyFailing ?? 0) ||
    failing(other.counts) - failing(one.counts) ||
    other.flaky - one.flaky ||
    byName(one, other)
  );
}

export function sortedBy(suites: readonly Suite[], sort: string): Suite[] {
  const orders: Record<string, (one: Suite, other: Suite) => number> = {
    name: byName,
    '-name': (one, other) => byName(other, one),
    ran: byTime,
    '-ran': (one, other) => byTime(other, one),
  };
  return suites.toSorted(orders[sort] ?? worstFirst);
}

export interface SuiteFigures extends Record<SuiteState, number> {
  suites: number;
  /** Suites in which a test fails that did not before. */
  newlyFailing: number;
  /** Suites with a test that both passes and fails. */
  flaky: number;
}

export function figuresOf(suites: readonly Suite[]): SuiteFigures {
  const figures: SuiteFigures = {
    failing: 0,
    not_run: 0,
    passing: 0,
    suites: suites.length,
    newlyFailing: 0,
    flaky: 0,
  };
  for (const suite of suites) {
    figures[stateOf(suite)] += 1;
    if (hasMark(suite, 'newly_failing')) figures.newlyFailing += 1;
    if (hasMark(suite, 'flaky')) figures.flaky += 1;
  }
  return figures;
}

/** The first of the runs in an unbroken row, up to the newest, in which something failed. */
export function failingSince(trend: readonly SuiteRun[]): SuiteRun | undefined {
  let since: SuiteRun | undefined;
  for (const run of trend.toReversed()) {
    if (run.counts.passRate === null) continue;
    if (failing(run.counts) === 0) break;
    since = run;
  }
  return since;
}
