import { describe, expect, it } from 'vitest';
import type { JUnitImported, SuiteCounts, SuiteRun } from '@/api/types';
import { readSuiteSearch, toResultQuery } from './search';
import { chosen, failingSince, figuresOf, type Suite, sortedBy, stateOf } from './standing';
import { leftOutOf, takenText } from './uploaded';
import { endedText, rateText, timeText } from './words';

const counts = (passed: number, failed = 0, skipped = 0, error = 0): SuiteCounts => ({
  total: passed + failed + skipped + error,
  passed,
  failed,
  skipped,
  error,
  passRate: passed + failed + error === 0 ? null : passed / (passed + failed + error),
});

const suite = (testSuite: string, more: Partial<Suite> = {}): Suite => ({
  id: testSuite,
  testSuite,
  lastRunId: 'run-2',
  lastEnvironment: 'ci',
  lastGitCommit: null,
  lastExecutedAt: '2026-11-25T10:00:00Z',
  counts: counts(10),
  runBefore: 'run-1',
  newlyFailing: 0,
  newlyFixed: 0,
  flaky: 0,
  trend: [],
  ...more,
});

const names = (suites: readonly Suite[]) => suites.map((one) => one.testSuite);

describe('how a suite stands', () => {
  it('is told by its newest run, of which skipped tests tell nothing', () => {
    expect(stateOf(suite('a'))).toBe('passing');
    expect(stateOf(suite('a', { counts: counts(9, 0, 0, 1) }))).toBe('failing');
    expect(stateOf(suite('a', { counts: counts(0, 0, 3) }))).toBe('not_run');
    expect(stateOf(suite('a', { counts: null }))).toBe('not_run');
  });

  const all = [
    suite('passes'),
    suite('old failure', { counts: counts(9, 1) }),
    suite('shaky', { flaky: 2 }),
    suite('broke', { counts: counts(5, 1), newlyFailing: 1, lastExecutedAt: '2026-11-25T12:00:00Z' }),
    suite('asleep', { counts: null, runBefore: null, newlyFailing: null, newlyFixed: null }),
  ];

  it('puts what broke last first, and what nobody needs to look at last', () => {
    expect(names(sortedBy(all, 'worst'))).toEqual(['broke', 'old failure', 'asleep', 'shaky', 'passes']);
    expect(names(sortedBy(all, '-ran'))[0]).toBe('broke');
    expect(names(sortedBy(all, 'name'))[0]).toBe('asleep');
  });

  it('is counted for the figures, and found by what the figures lead to', () => {
    expect(figuresOf(all)).toEqual({
      failing: 2,
      not_run: 1,
      passing: 2,
      suites: 5,
      newlyFailing: 1,
      flaky: 1,
    });
    expect(names(chosen(all, { state: ['failing'] }))).toEqual(['old failure', 'broke']);
    expect(names(chosen(all, { mark: ['flaky', 'newly_failing'] }))).toEqual(['shaky', 'broke']);
    expect(names(chosen(all, { q: 'FAIL old' }))).toEqual(['old failure']);
  });

  it('has been failing since the first run of an unbroken row; runs that told nothing do not end it', () => {
    const run = (runId: string, of: SuiteCounts): SuiteRun => ({ runId, at: runId, counts: of, totalMs: 1 });
    const trend = [
      run('1', counts(1)),
      run('2', counts(0, 1)),
      run('3', counts(0, 0, 1)),
      run('4', counts(0, 1)),
    ];
    expect(failingSince(trend)?.runId).toBe('2');
    expect(failingSince([...trend, run('5', counts(1))])).toBeUndefined();
  });
});

describe('words', () => {
  it('never round a failure away', () => {
    expect([1, 0, 0.99999, 0.00001, 0.9814].map(rateText)).toEqual([
      '100 %',
      '0 %',
      '99.9 %',
      '0.1 %',
      '98.1 %',
    ]);
  });

  it('say how a run ended', () => {
    expect(endedText(counts(10, 0, 2))).toBe('All 10 tests that ran passed. 2 skipped.');
    expect(endedText(counts(9, 1))).toBe('1 of 10 tests that ran fails.');
    expect(endedText(counts(0, 0, 3))).toBe('All 3 tests were skipped: nothing is known.');
  });

  it('say how long it took', () => {
    expect([0.2, 12.4, 1_440, 200_000].map(timeText)).toEqual(['under 1 ms', '12 ms', '1.4 s', '3 min 20 s']);
  });

  it('add up what several files brought in and left out', () => {
    const file = (passed: number, failed: number): JUnitImported => ({
      runId: 'r',
      results: passed + failed,
      passed,
      failed,
      skipped: 0,
      error: 0,
      suites: [],
      leftOut: [{ what: 'properties', count: 2, why: 'not kept' }],
    });
    expect(takenText([file(3, 0), file(1, 1)])).toBe('5 results taken: 4 passed, 1 failed');
    expect(leftOutOf([file(3, 0), file(1, 1)])).toEqual([{ what: 'properties', count: 4, why: 'not kept' }]);
  });
});

describe('the address', () => {
  it('loses only what is typed wrong', () => {
    const search = readSuiteSearch({
      view: 'poems',
      state: 'failing,asleep',
      suite: 'src/a, b',
      result: 'nothing',
      from: '2026-11-25T10:00:00+01:00',
    });
    expect(search).toMatchObject({
      view: undefined,
      state: ['failing'],
      suite: 'src/a, b',
      result: undefined,
      from: '2026-11-25T09:00:00.000Z',
    });
    expect(toResultQuery(search)).toMatchObject({ executedFrom: search.from, sort: '-executedAt' });
  });
});
