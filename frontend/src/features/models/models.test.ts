import { describe, expect, it } from 'vitest';
import type { DriftDetection, Evaluation, GoldenScore } from '@/api/types';
import { compareMetrics } from './compare';
import { byFeature, isByPValue, mostMoved, profileOf } from './drift';
import { byMetric } from './Fairness';
import { lowestScore } from './Figures';
import { toObject, toReport } from './register-form';
import { newestByContent } from './Scores';
import { toShare } from './ShareDialog';
import { wayOf } from './Standing';
import { filterOf, isFiltered, readModelSearch, readVersionSearch, toVersionQuery } from './search';
import { heirOf, splitAfter, usualAgainst } from './split';
import { figure, gateFigure, interval, moveName, percent, plainDetail, pText } from './words';

const share = (id: string, rolloutPercentage: number) => ({ id, modelVersion: id, rolloutPercentage });

describe('shares of production', () => {
  it('come from the largest first, and back to whose share it was', () => {
    const split = [share('a', 60), share('b', 30), share('c', 10)];
    const version = { id: 'c', modelVersion: 'c', replacesId: 'b' };
    const shares = (percentage: number) => splitAfter(split, version, percentage).map((one) => one.after);
    expect(shares(40)).toEqual([40, 30, 30]);
    expect(shares(80)).toEqual([80, 0, 20]);
    expect(shares(100)).toEqual([100, 0, 0]);
    expect(shares(5)).toEqual([5, 60, 35]);
    expect(splitAfter([], version, 100)).toEqual([{ id: 'c', modelVersion: 'c', before: 0, after: 100 }]);
  });

  it('go to an heir when a version leaves, where there is one', () => {
    expect(heirOf([share('a', 60), share('b', 40)], { id: 'a', replacesId: null })?.id).toBe('b');
    expect(heirOf([share('a', 100)], { id: 'a', replacesId: null })).toBeUndefined();
  });

  it.each([
    ['80', 80],
    [' 80 % ', 80],
    ['0', undefined],
    ['101', undefined],
    ['1.5', undefined],
    ['', undefined],
  ])('%s is read as %s', (text, value) => expect(toShare(text)).toBe(value));
});

describe('metrics beside each other', () => {
  it('have a difference, and a meaning where the name says it', () => {
    const rows = compareMetrics(
      { accuracy: 0.9, logLoss: 0.3, rows: 10, nested: { f1: 0.8 } },
      { accuracy: 0.88, logLoss: 0.35, rows: 12, nested: { f1: 0.8 } },
    );
    const told = rows.map((row) => [row.name, row.difference, row.means]);
    expect(told).toEqual([
      ['accuracy', 0.02, 'better'],
      ['logLoss', -0.05, 'better'],
      ['nested.f1', 0, 'same'],
      ['rows', -2, undefined],
    ]);
  });

  it('stand alone where the other has none', () => {
    expect(compareMetrics({ f1: 1 }, undefined)).toEqual([
      { name: 'f1', here: 1, there: undefined, difference: undefined, means: undefined },
    ]);
  });
});

const look = (feature: string, change: Partial<DriftDetection> = {}) =>
  ({
    id: feature,
    driftType: 'data',
    feature,
    method: 'kolmogorov_smirnov',
    source: 'computed',
    parameters: {},
    severity: 'low',
    status: 'resolved',
    effect: 0,
    ...change,
  }) as DriftDetection;

describe('looks for drift', () => {
  it('are told by feature: what is open and gravest first, also when a later look found nothing', () => {
    const features = byFeature([
      look('a'),
      look('b', { status: 'open', severity: 'medium' }),
      look('a', { status: 'acknowledged', severity: 'critical' }),
      look('c', { effect: 0.3 }),
    ]);
    expect(features.map((one) => one.feature)).toEqual(['a', 'b', 'c']);
    expect(features[0]?.looks).toHaveLength(2);
    expect(features[0]?.open[0]?.severity).toBe('critical');
  });

  it('have their two samples where they were kept', () => {
    expect(profileOf(look('a'))).toBeUndefined();
    const cells = profileOf(
      look('a', {
        parameters: {
          profile: [
            { to: 10, reference: 0.2, current: 0.1 },
            { from: 10, to: 20, reference: 0.5, current: 0.2 },
            { from: 20, reference: 0.3, current: 0.7 },
          ],
        } as never,
      }),
    );
    expect(cells?.map((one) => one.label)).toEqual(['below 10', '10 to 20', 'from 20']);
    expect(mostMoved(cells ?? [])?.label).toBe('from 20');
    expect(mostMoved([{ label: 'x', reference: 1, current: 1 }])).toBeUndefined();
  });

  it('are decided by a p-value or by the statistic', () => {
    expect(isByPValue(look('a'))).toBe(true);
    expect(isByPValue(look('a', { method: 'psi' }))).toBe(false);
  });
});

describe('what is shown of a version', () => {
  it('is the newest evaluation of each contents, one that counts before any other', () => {
    const one = (id: string, contentSha256: string, contaminated: boolean) =>
      ({ id, contentSha256, contaminated }) as Evaluation;
    const newest = newestByContent([one('1', 'x', true), one('2', 'x', false), one('3', 'y', true)]);
    expect(newest.map((two) => two.id)).toEqual(['2', '3']);
  });

  it('is its lowest score that counts', () => {
    const score = (dataset: string, low: number, contaminated: boolean) =>
      ({ dataset, evaluation: { low, contaminated } }) as GoldenScore;
    const goldenDatasetScores = [score('a', 0.9, false), score('b', 0.8, false), score('c', 0.1, true)];
    expect(lowestScore({ goldenDatasetScores })?.dataset).toBe('b');
    expect(lowestScore({ goldenDatasetScores: [] })).toBeUndefined();
  });

  it('is the way it took', () => {
    expect(wayOf({ status: 'rejected', promotedAt: null })).toEqual(['registered', 'validating', 'rejected']);
    expect(wayOf({ status: 'archived', promotedAt: null })).toEqual(['registered', 'archived']);
  });

  it('is held against what is in production, else against what it replaced', () => {
    const split = [share('me', 30), share('other', 70)];
    expect(usualAgainst({ id: 'me', split, replacesId: 'old' })).toBe('other');
    expect(usualAgainst({ id: 'me', split: [share('me', 100)], replacesId: 'old' })).toBe('old');
    expect(usualAgainst({ id: 'me', split: [], replacesId: null })).toBeUndefined();
  });

  it('is fairness metric by metric', () => {
    const one = (metric: string, group: string) => ({ metric, group, value: 0, threshold: null });
    expect([...byMetric([one('gap', 'a'), one('rate', 'a'), one('gap', 'b')]).keys()]).toEqual([
      'gap',
      'rate',
    ]);
  });
});

describe('a form', () => {
  it('reads a line each, and refuses what is none', () => {
    expect(toObject('depth = 7\nbalanced=true\nkind = tree')).toEqual({
      depth: 7,
      balanced: true,
      kind: 'tree',
    });
    expect(toObject('')).toEqual({});
    expect(toObject('depth')).toBeUndefined();
    expect(toObject('= 7')).toBeUndefined();
  });

  it('says nothing of what was left empty', () => {
    const report = toReport({
      name: 'm',
      modelVersion: '1',
      framework: 'f',
      modelType: 't',
      artifactUri: 'u',
      artifactSha256: '',
      owner: 'o',
      trainingData: '',
      hyperparameters: '',
      evaluationMetrics: '',
      description: '',
    });
    expect('artifactSha256' in report || 'description' in report || 'trainingData' in report).toBe(false);
  });
});

describe('the address', () => {
  it('loses only what is wrong in it', () => {
    const search = readModelSearch({
      view: 'versions',
      status: 'staging,odd',
      openDrift: 'true',
      model: 'x',
    });
    expect(search).toMatchObject({ view: 'versions', status: ['staging'], openDrift: true });
    expect(search.model).toBeUndefined();
    expect(isFiltered(search)).toBe(true);
    expect(filterOf(search)).not.toHaveProperty('view');
    expect(toVersionQuery(search).sort).toBe('-createdAt');
    expect(readVersionSearch({ part: 'tag', against: 'no' })).toEqual({ part: 'tag', against: undefined });
  });
});

describe('words', () => {
  it('round nothing up to all', () => {
    expect(percent(0.9999)).toBe('> 99.9 %');
    expect(percent(1)).toBe('100 %');
    expect(percent(0.9731)).toBe('97.3 %');
    expect(interval(0.912, 0.984)).toBe('91.2–98.4 %');
  });

  it('give figures of any size', () => {
    expect([figure(0.0313), figure(1204.4), figure(3.1e-7), figure(118200), figure(-2)]).toEqual([
      '0.0313',
      '1204',
      '3.1e−7',
      '118,200',
      '−2',
    ]);
    expect(pText(0.00001)).toBe('< 0.0001');
    expect(gateFigure('ageSeconds', 7200)).toBe('2 h');
    expect(gateFigure('accuracyLow', 0.8312)).toBe('83.1 %');
    expect(moveName('production', 'staging')).toBe('Roll back');
    expect(plainDetail('was at 2026-11-25T15:28:41.077331Z; PT168H is allowed')).toBe(
      'was at 25 Nov 2026, 15:28:41 UTC; 7 d is allowed',
    );
    expect(plainDetail('has PII in Paris')).toBe('has PII in Paris');
  });
});
