import { describe, expect, it } from 'vitest';
import type { DomainScore, GatePolicy, ScoreMoment, TrustReason, TrustState } from '@/api/types';
import { isSameRule, rulesOf } from './gate';
import { formOf, gateSchema, readControls, toReport } from './gate-form';
import { readTrustSearch } from './search';
import { stepsBack } from './slider';
import {
  changeOf,
  isEmpty,
  isUntouched,
  overall,
  sinceWhen,
  splitOf,
  splitOfAll,
  worstFirst,
} from './standing';
import { claimFigures, sinceText, verdict } from './words';

const reason = (change: Partial<TrustReason>): TrustReason => ({
  reason: 'suite_fails',
  isBad: true,
  lost: 1,
  count: 1,
  why: 'Tests fail',
  link: null,
  subjects: [],
  ...change,
});

const domain = (
  name: DomainScore['domain'],
  state: TrustState,
  reasons: TrustReason[],
  subjects = { good: 1, bad: 0, unknown: 0 },
): DomainScore => {
  const points = Number((10 - reasons.reduce((sum, one) => sum + one.lost, 0)).toFixed(2));
  return {
    domain: name,
    state,
    points,
    maximum: 10,
    claims: [{ claim: 'suites_pass', points, maximum: 10, ...subjects, reasons }],
  };
};

const moment = (at: string, state: TrustState, score = 50): ScoreMoment => ({
  at,
  position: 1,
  formula: 1,
  score,
  domains: [{ domain: 'quality', state, points: score }],
});

describe('where points are', () => {
  const failing = domain('quality', 'failing', [
    reason({ lost: 2.34 }),
    reason({ isBad: false, lost: 0.1, reason: 'suite_old' }),
    reason({ isBad: false, lost: 0.2, reason: 'suite_ran_nothing' }),
  ]);

  it('proved, bad and not known are all there can be', () => {
    expect(splitOf(failing)).toEqual({ proved: 7.36, bad: 2.34, unknown: 0.3, maximum: 10 });
    const { proved, bad, unknown, maximum } = splitOfAll([failing, failing, failing]);
    expect(proved + bad + unknown).toBeCloseTo(maximum);
  });

  it('the worst area comes first: bad before not known, then by what is lost', () => {
    const areas = [
      domain('chaos', 'proved', []),
      domain('slos', 'unproved', [reason({ isBad: false, lost: 10 })]),
      domain('backups', 'failing', [reason({ lost: 1 })]),
      failing,
    ];
    expect(worstFirst(areas).map((one) => one.domain)).toEqual(['quality', 'backups', 'slos', 'chaos']);
    expect(overall(areas)).toBe('failing');
    expect(overall(areas.slice(0, 2))).toBe('unproved');
    expect(overall(areas.slice(0, 1))).toBe('proved');
  });

  it('an area without anything good or bad is not known, which is no zero', () => {
    const nothing = domain('chaos', 'unproved', [reason({ isBad: false, lost: 10, count: 4 })], {
      good: 0,
      bad: 0,
      unknown: 4,
    });
    expect(isUntouched(nothing)).toBe(true);
    expect(isUntouched(failing)).toBe(false);
    const score = { at: '', position: -1, formula: 1, score: 0 };
    expect(isEmpty({ ...score, domains: [nothing] })).toBe(true);
    expect(isEmpty({ ...score, domains: [nothing, failing] })).toBe(false);
    expect(nothing.claims.map((claim) => claimFigures({ ...claim, unknown: 0 }))).toEqual([
      'nothing to count yet',
    ]);
  });

  it('the verdict needs no legend', () => {
    expect(verdict({ failing: 3, unproved: 2, proved: 4 }, false)).toBe('Something is wrong in 3 of 9 areas');
    expect(verdict({ failing: 0, unproved: 2, proved: 7 }, false)).toMatch(/not all is proved/);
    expect(verdict({ failing: 0, unproved: 0, proved: 9 }, false)).toMatch(/^Everything/);
    expect(verdict({ failing: 0, unproved: 9, proved: 0 }, true)).toBe('Nothing is proved yet');
  });
});

describe('since when', () => {
  const stateOf = (one: ScoreMoment) => one.domains[0]?.state;
  const now = '2026-11-25T14:10:00Z';
  const since = (moments: ScoreMoment[]) => sinceText(sinceWhen(moments, 'failing', stateOf, now), now);

  it('is told no more exactly than it is known', () => {
    expect(
      since([
        moment('2026-11-23T00:00:00Z', 'failing'),
        moment('2026-11-21T00:00:00Z', 'proved'),
        moment('2026-11-22T00:00:00Z', 'failing'),
      ]),
    ).toBe('since 21 Nov');
    expect(since([moment('2026-11-25T13:30:00Z', 'failing'), moment('2026-11-25T13:00:00Z', 'proved')])).toBe(
      'since about 13:00 UTC',
    );
    expect(since([moment('2026-11-25T14:00:00Z', 'proved')])).toBe('since about 14:00 UTC');
  });

  it('says when it was so as far back as anything is known, and nothing where nothing is', () => {
    expect(since([moment('2026-11-20T00:00:00Z', 'failing')])).toBe('since 20 Nov or before');
    expect(since([])).toBeUndefined();
    expect(since([moment('2026-11-26T00:00:00Z', 'proved')])).toBeUndefined();
  });

  it('a change is told against the last week, else the last day', () => {
    const at = Date.parse(now);
    expect(changeOf([moment('2026-11-18T00:00:00Z', 'failing', 40)], 52.5, at)).toEqual({
      points: 12.5,
      days: 7,
    });
    expect(changeOf([moment('2026-11-24T14:00:00Z', 'failing', 60)], 52.5, at)).toEqual({
      points: -7.5,
      days: 1,
    });
    expect(changeOf([moment('2026-11-10T00:00:00Z', 'failing')], 52.5, at)).toBeUndefined();
  });
});

describe('the slider over the past', () => {
  const now = Date.parse('2026-11-25T14:12:00Z');
  it('ends in the present and goes back in whole steps', () => {
    const { most, timeOf, placeOf } = stepsBack('24h', now);
    expect(timeOf(most)).toBeUndefined();
    expect(timeOf(most - 1)).toBe('2026-11-25T14:10:00.000Z');
    expect(timeOf(0)).toBe('2026-11-24T14:15:00.000Z');
    expect(placeOf(undefined)).toBe(most);
    expect(placeOf(timeOf(7))).toBe(7);
    expect(placeOf('2020-01-01T00:00:00Z')).toBe(0);
    expect(placeOf('2026-11-25T14:11:59Z')).toBe(most - 1);
  });
});

it('an address typed wrong loses only its wrong part', () => {
  expect(readTrustSearch({ at: 'yesterday', period: '30d', domain: 'ledger', gate: 'true' })).toEqual({
    at: undefined,
    period: '30d',
    domain: undefined,
    gate: true,
  });
});

describe("the gate's policy", () => {
  const policy = {
    datasets: [{ name: 'vat', accuracyFloor: 0.905, minItems: 200 }],
    suites: ['invoices'],
    driftRecency: 'PT168H',
    slos: ['a'],
    evidence: [{ framework: 'soc2', controlId: 'CC8.1' }],
  } as unknown as GatePolicy;

  it('is eight rules with their figures', () => {
    const rules = rulesOf(policy, (id) => `SLO ${id}`);
    expect(rules).toHaveLength(8);
    expect(rules[0]?.names).toEqual(['vat: at least 90.5 % on at least 200 items']);
    expect(rules[3]?.asks).toContain('within 7 d');
    expect(rules[4]?.names).toEqual(['SLO a']);
    expect(rules[6]?.names).toEqual(['SOC 2 CC8.1']);
    const other = rulesOf({ ...policy, suites: ['invoices', 'payroll'] }, (id) => `SLO ${id}`);
    const changed = rules.filter(
      (rule) => !other.some((one) => one.key === rule.key && isSameRule(rule, one)),
    );
    expect(changed.map(({ key }) => key)).toEqual(['regression_tests']);
  });

  it('goes to the API as it was, but for what was changed', () => {
    const form = { ...formOf(policy), reason: 'Higher.' };
    expect(gateSchema.safeParse(form).success).toBe(true);
    expect(toReport(form)).toEqual({
      datasets: policy.datasets,
      suites: ['invoices'],
      slos: ['a'],
      driftRecency: 'PT10080M',
      evidence: policy.evidence,
      reason: 'Higher.',
    });
  });

  it('names at least one of everything, and controls as they are', () => {
    const refused = gateSchema.safeParse({ ...formOf(undefined), controls: 'soc2', days: '0' });
    const paths = refused.error?.issues.map(({ path }) => path[0]);
    expect(new Set(paths)).toEqual(new Set(['datasets', 'suites', 'slos', 'days', 'controls', 'reason']));
    expect(readControls('soc2 CC8.1\niso27001/A.8.32\n')).toEqual([
      { framework: 'soc2', controlId: 'CC8.1' },
      { framework: 'iso27001', controlId: 'A.8.32' },
    ]);
  });
});
