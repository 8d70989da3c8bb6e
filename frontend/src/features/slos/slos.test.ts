import { describe, expect, it } from 'vitest';
import type { Slo, SloPair, SloStanding, SloStatus } from '@/api/types';
import { projection, worstOfStretches } from './budget';
import { defineSchema, toPercent, toRatio, toTags } from './form';
import { isFiltered, readSloSearch, toQuery } from './search';
import { byService, countsOf } from './shown';
import { burnText, exhaustionText, left, percent, times } from './words';

const slo = (service: string, name: string, status: SloStatus, remaining: number | null, firing = 0) =>
  ({
    id: `${service}/${name}`,
    service,
    name,
    standing: { status, figures: { remaining }, firing: Array.from({ length: firing }) },
  }) as unknown as Slo;

describe('objectives in their services', () => {
  const slos = [
    slo('books', 'posting', 'on_track', 0.9),
    slo('books', 'import', 'at_risk', 0.1, 2),
    slo('filing', 'submit', 'breached', -0.4),
    slo('payroll', 'slips', 'no_data', null),
  ];

  it('stand with the worst first, in and among services', () => {
    const services = byService(slos, {});
    expect(services.map((service) => service.name)).toEqual(['filing', 'books', 'payroll']);
    expect(services[1]?.slos.map((one) => one.name)).toEqual(['import', 'posting']);
    expect(services[1]).toMatchObject({ worst: 'at_risk', lowest: 0.1, firing: 1 });
    expect(services[2]?.lowest).toBeUndefined();
  });

  it('are narrowed to a status, and counted whole', () => {
    expect(byService(slos, { status: ['breached', 'no_data'] }).map((one) => one.name)).toEqual([
      'filing',
      'payroll',
    ]);
    expect(countsOf(slos)).toEqual({
      breached: 1,
      exhausted: 0,
      at_risk: 1,
      no_data: 1,
      on_track: 1,
      firing: 1,
    });
  });
});

describe('the words for figures', () => {
  it.each([
    [0.999, '99.9 %'],
    [1, '100 %'],
    [0.9999999, '99.99999 %'],
    [0.02, '2 %'],
    [0, '0 %'],
  ])('%d is %s', (ratio, text) => expect(percent(ratio)).toBe(text));

  it.each([
    [1, '100 %'],
    [0.99996, '> 99.9 %'],
    [0.241, '24 %'],
    [0.0123, '1.2 %'],
    [-0.83, '−83 %'],
    [-3.2, '−320 %'],
  ])('a budget of %d is %s', (ratio, text) => expect(left(ratio)).toBe(text));

  it.each([
    [0, '0×'],
    [0.004, '< 0.01×'],
    [1, '1×'],
    [14.4, '14.4×'],
    [64, '64×'],
    [743.21, '743×'],
  ])('a burn of %d is %s', (rate, text) => expect(times(rate)).toBe(text));

  it('says when a budget runs out, or nothing while it does not', () => {
    expect(exhaustionText('PT505H46M58S')).toBe('in 21 d');
    expect(exhaustionText('PT0S')).toBe('used up');
    expect(exhaustionText(null)).toBeUndefined();
  });

  it('says why a pair can say nothing', () => {
    const pair = (change: Partial<Record<keyof SloPair, unknown>>) => change as unknown as SloPair;
    expect(burnText(pair({ evaluation: 'cannot_fire' })).why).toBeDefined();
    expect(burnText(pair({ evaluation: 'not_evaluable' })).text).toBe('Too coarse');
    expect(burnText(pair({ evaluation: 'no_data', burnState: null })).text).toBe('No data');
    expect(burnText(pair({ evaluation: 'evaluable', burnState: 'critical' })).tone).toBe('bad');
    expect(burnText(pair({ evaluation: 'evaluable', burnState: 'recovering' })).tone).toBe('warn');
  });
});

describe('where a budget goes', () => {
  const standing = (remaining: number | null, timeToExhaustion: string | null) =>
    ({ at: '2026-11-25T00:00:00.000Z', figures: { remaining }, timeToExhaustion }) as SloStanding;
  const DAY = 86_400_000;

  it('is drawn to nothing where that is near', () => {
    const { points } = projection(standing(0.3, 'PT24H'), 30 * DAY);
    expect(points).toEqual([
      { at: '2026-11-25T00:00:00.000Z', value: 0.3 },
      { at: '2026-11-26T00:00:00.000Z', value: 0 },
    ]);
  });

  it('is cut at the end of the chart where it is far', () => {
    const { points } = projection(standing(0.8, 'PT480H'), 20 * DAY);
    expect(points[1]?.at).toBe('2026-11-30T00:00:00.000Z');
    expect(points[1]?.value).toBeCloseTo(0.6);
  });

  it.each([
    [null, null],
    [0, 'PT0S'],
    [-1, null],
    [1, null],
  ])('is not drawn from %s with %s', (remaining, rest) =>
    expect(projection(standing(remaining, rest), DAY).points).toEqual([]),
  );

  it('keeps of each stretch the worst, and gaps as gaps', () => {
    const at = (minute: number) => new Date(minute * 60_000).toISOString();
    const points = [
      { at: at(0), value: 1 },
      { at: at(1), value: 7 },
      { at: at(2), value: 0 },
      { at: at(170), value: null },
    ];
    expect(worstOfStretches(points, 0, 160 * 10 * 60_000)).toEqual([points[1], points[3]]);
  });
});

describe('the address', () => {
  it('loses only its wrong parts', () => {
    const search = readSloSearch({ status: 'breached,nonsense', range: '9d', firing: 'true', slo: 'x' });
    expect(search).toMatchObject({ status: ['breached'], firing: true });
    expect(search.range).toBeUndefined();
    expect(search.slo).toBeUndefined();
    expect(isFiltered(search)).toBe(true);
    expect(isFiltered(readSloSearch({ range: '7d' }))).toBe(false);
  });

  it('asks for retired ones only when told', () => {
    expect(toQuery(readSloSearch({})).lifecycle).toEqual(['active']);
    expect(toQuery(readSloSearch({ retired: 'true' })).lifecycle).toEqual(['retired']);
  });
});

describe('the form', () => {
  it('turns percent into ratios without dust, and back', () => {
    expect(toRatio('99.95')).toBe(0.9995);
    expect(toRatio('99,9 %')).toBe(0.999);
    expect(toRatio('')).toBeUndefined();
    expect(toRatio('many')).toBeUndefined();
    expect(toPercent(0.9995)).toBe('99.95');
    expect(toPercent(0.999)).toBe('99.9');
    expect(toTags('a, b,,a ')).toEqual(['a', 'b']);
  });

  it('asks for what the chosen type and source need', () => {
    const filled = {
      service: 'books',
      name: 'posting',
      sloType: 'latency',
      target: '100',
      period: 'P30D',
      owner: 'Ada',
      description: '',
      tags: '',
      thresholdMs: '',
      source: 'prometheus',
      goodQuery: '',
      totalQuery: '',
    };
    const fields = (form: object) =>
      defineSchema.safeParse(form).error?.issues.map((issue) => issue.path.join('.')) ?? [];
    expect(fields(filled)).toContain('target');
    expect(fields({ ...filled, target: '99' }).sort()).toEqual(['goodQuery', 'thresholdMs', 'totalQuery']);
    expect(fields({ ...filled, target: '99', thresholdMs: '300', source: 'pushed' })).toEqual([]);
  });
});
