import type { ChaosTest } from '@/api/types';

type Point = { at: string; value: number | null };
type Rates = 'errorRate' | 'latencyP95';

/** A figure of a window is its mean or its most, so it is drawn level from the window's begin to its end. */
export function windowPoints(test: ChaosTest, of: Rates): Point[] {
  const { startedAt, faultInjectedAt, faultClearedAt, recoveredAt, completedAt } = test;
  const before = test[`${of}Before`];
  const during = test[`${of}During`];
  const after = test[`${of}After`];
  const windows: [number | null, string | null, string | null][] = [
    [before, startedAt, faultInjectedAt ?? completedAt],
    [during, faultInjectedAt, faultClearedAt ?? completedAt],
    [after, recoveredAt ?? faultClearedAt, completedAt],
  ];
  return windows.flatMap(([value, from, to]): Point[] => {
    if (value === null || !from || !to || Date.parse(to) <= Date.parse(from)) return [];
    // What lies between two windows is not averaged: a gap keeps their ends apart.
    return [
      { at: from, value },
      { at: new Date(Date.parse(to) - 2).toISOString(), value },
      { at: new Date(Date.parse(to) - 1).toISOString(), value: null },
    ];
  });
}

export interface ChaosSpan {
  from: string;
  to: string | null;
  label: string;
  tone: 'bad' | 'warn' | 'plain';
}

/** The fault, the time until recovery, and when somebody noticed. */
export function spansOf(test: ChaosTest, end: string): ChaosSpan[] {
  const { faultInjectedAt, faultClearedAt, recoveredAt, incidentDetectedAt } = test;
  const spans: ChaosSpan[] = [];
  if (faultInjectedAt) spans.push({ from: faultInjectedAt, to: faultClearedAt, label: 'Fault', tone: 'bad' });
  if (faultClearedAt && recoveredAt && recoveredAt > faultClearedAt)
    spans.push({ from: faultClearedAt, to: recoveredAt, label: 'Recovering', tone: 'warn' });
  if (incidentDetectedAt && incidentDetectedAt < end) {
    const length = (Date.parse(end) - Date.parse(test.startedAt)) / 150;
    const to = new Date(Date.parse(incidentDetectedAt) + length).toISOString();
    spans.push({ from: incidentDetectedAt, to, label: 'Incident detected', tone: 'plain' });
  }
  return spans;
}

/** Bounds of a measure: before and after, and where they differ, during the fault. */
export function boundsOf(test: ChaosTest, measure: 'error_rate' | 'latency_p95') {
  const probes = test.hypothesis.probes.filter((probe) => probe.measure === measure);
  const least = (values: (number | null | undefined)[]) => {
    const known = values.filter((value) => typeof value === 'number');
    return known.length > 0 ? Math.min(...known) : undefined;
  };
  return {
    steady: least(probes.map((probe) => probe.tolerance?.atMost)),
    during: least(probes.map((probe) => probe.duringTolerance?.atMost)),
  };
}
