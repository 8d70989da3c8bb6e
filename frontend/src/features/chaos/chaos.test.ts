import { describe, expect, it } from 'vitest';
import type { ChaosTest } from '@/api/types';
import { filterOf, isFiltered, readChaosSearch, toQuery } from './search';
import { boundsOf, spansOf, windowPoints } from './windows';
import { latencyText, rateText, recoveryText, standing, toleranceText, verdictText } from './words';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 31, 10, minute)).toISOString();
const bounds = (atMost: number | null) => ({ atLeast: null, atMost, oneOf: [] });

const test = (change: Partial<ChaosTest> = {}) =>
  ({
    status: 'completed',
    outcome: 'passed',
    startedAt: at(0),
    faultInjectedAt: at(2),
    faultClearedAt: at(5),
    recoveredAt: at(6),
    completedAt: at(9),
    errorRateBefore: 0.001,
    errorRateDuring: 0.04,
    errorRateAfter: 0.002,
    latencyP95Before: null,
    latencyP95During: 1400,
    latencyP95After: null,
    incidentDetectedAt: null,
    hypothesis: {
      title: '',
      probes: [
        { name: 'a', measure: 'error_rate', tolerance: bounds(0.01), duringTolerance: bounds(0.05) },
        { name: 'b', measure: 'error_rate', tolerance: bounds(0.02), duringTolerance: null },
        { name: 'c', measure: 'reported', tolerance: bounds(1), duringTolerance: null },
      ],
    },
    ...change,
  }) as unknown as ChaosTest;

describe('the three windows', () => {
  it('are level, end where they end, and leave the recovery out', () => {
    const points = windowPoints(test(), 'errorRate');
    expect(points.map(({ value }) => value)).toEqual([
      0.001,
      0.001,
      null,
      0.04,
      0.04,
      null,
      0.002,
      0.002,
      null,
    ]);
    expect(points[3]?.at).toBe(at(2));
    expect(points[6]?.at).toBe(at(6));
    expect([...points].sort((a, b) => a.at.localeCompare(b.at))).toEqual(points);
  });

  it('draw nothing where nothing is known: never a zero', () => {
    expect(windowPoints(test(), 'latencyP95').map(({ value }) => value)).toEqual([1400, 1400, null]);
    const running = test({
      faultInjectedAt: null,
      faultClearedAt: null,
      recoveredAt: null,
      completedAt: null,
    });
    expect(windowPoints(running, 'errorRate')).toEqual([]);
    const zero = windowPoints(test({ errorRateBefore: 0 }), 'errorRate');
    expect(zero[0]).toEqual({ at: at(0), value: 0 });
  });

  it('stand between fault, recovery and the moment when somebody noticed', () => {
    const spans = spansOf(test({ incidentDetectedAt: at(3) }), at(9));
    expect(
      spans.map(({ label, from, to }) => [label, from, label === 'Incident detected' ? '' : to]),
    ).toEqual([
      ['Fault', at(2), at(5)],
      ['Recovering', at(5), at(6)],
      ['Incident detected', at(3), ''],
    ]);
    expect(spansOf(test({ faultClearedAt: null, recoveredAt: null }), at(9))).toEqual([
      { from: at(2), to: null, label: 'Fault', tone: 'bad' },
    ]);
    expect(spansOf(test({ incidentDetectedAt: at(30) }), at(9))).toHaveLength(2);
  });

  it('are held against the strictest bound of their measure', () => {
    expect(boundsOf(test(), 'error_rate')).toEqual({ steady: 0.01, during: 0.05 });
    expect(boundsOf(test(), 'latency_p95')).toEqual({ steady: undefined, during: undefined });
  });
});

describe('words', () => {
  it('give figures as many digits as they need', () => {
    expect([0, 0.0004, 0.0012, 0.032, 0.18, 1].map(rateText)).toEqual([
      '0 %',
      '0.04 %',
      '0.12 %',
      '3.2 %',
      '18 %',
      '100 %',
    ]);
    expect([210, 1400].map(latencyText)).toEqual(['210 ms', '1.4 s']);
    expect([0, 12_500, 125_000].map(recoveryText)).toEqual(['0 s', '12.5 s', '2 min 5 s']);
  });

  it('say bounds and verdicts', () => {
    expect(toleranceText(bounds(0.01), rateText)).toBe('at most 1 %');
    expect(toleranceText({ atLeast: 1, atMost: 2, oneOf: [] }, String)).toBe('at least 1, at most 2');
    expect(toleranceText(null, String)).toBe('none');
    expect(standing({ outcome: null, status: 'running' })).toBe('running');
    expect(standing({ outcome: 'failed', status: 'completed' })).toBe('failed');
    expect(verdictText({ outcome: 'inconclusive', status: 'completed' })).toContain('proves nothing');
  });
});

describe('an address', () => {
  it('keeps what it understands', () => {
    const read = readChaosSearch({
      type: 'db_failover,odd',
      outcome: 'passed',
      target: 'db',
      test: 'x',
    } as never);
    expect(read).toMatchObject({ type: ['db_failover'], outcome: ['passed'], target: ['db'] });
    expect(read.test).toBeUndefined();
    expect(isFiltered(read)).toBe(true);
    expect(filterOf(read)).not.toHaveProperty('test');
    expect(toQuery(read)).toMatchObject({ testType: ['db_failover'], sort: '-startedAt' });
  });
});
