import { describe, expect, it } from 'vitest';
import type { GoldenDataset } from '@/api/types';
import { axisFrom } from '@/components/chart/IntervalBar';
import { usualAgainst } from './against';
import { readComparators, toDatasetReport } from './form';
import { isFiltered, readDatasetSearch, toOutcomeQuery } from './search';
import { changedText, changeSentence, comparatorText, moneyText, pText, shareText } from './words';

const version = (dataVersion: number, baseId: string | null = null) =>
  ({ id: `v${dataVersion}`, dataVersion, baseId }) as GoldenDataset;

describe('the version to compare with', () => {
  const versions = [version(3, 'v1'), version(2), version(1)];
  it('is what a version was made from, else the one before, else the one after', () => {
    expect(usualAgainst(version(3, 'v1'), versions)?.id).toBe('v1');
    expect(usualAgainst(version(2), versions)?.id).toBe('v1');
    expect(usualAgainst(version(1), versions)?.id).toBe('v2');
    expect(usualAgainst(version(1), [version(1)])).toBeUndefined();
  });
});

describe('comparators as people write them', () => {
  it('are one a line, with a tolerance for numbers', () => {
    expect(readComparators('total money\n\n rate numeric 0.001 \narea numeric 1 %')).toEqual([
      { field: 'total', comparator: 'money' },
      { field: 'rate', comparator: 'numeric', absoluteTolerance: 0.001 },
      { field: 'area', comparator: 'numeric', relativeTolerance: 0.01 },
    ]);
  });

  it.each(['total', 'total euros', 'total money 3', 'rate numeric 1.2.3'])(
    'are refused by line: %s',
    (line) => {
      expect(readComparators(`a exact\n${line}`)).toEqual({ wrong: line });
    },
  );

  it('are left out of a report that has none', () => {
    const form = { name: 'a', jurisdiction: 'GB', filingType: 'f', documentType: 'd', source: 's' };
    expect(toDatasetReport({ ...form, description: '', comparators: '' })).toEqual(form);
  });
});

describe('words', () => {
  it('never round an error away', () => {
    expect([1, 0, 0.9999, 0.0001, 0.8467].map(shareText)).toEqual([
      '100 %',
      '0 %',
      '99.9 %',
      '0.1 %',
      '84.7 %',
    ]);
  });

  it('say what the test says, and no more', () => {
    const run = (newlyWrong: number, newlyRight: number, mcnemarP: number) =>
      changeSentence({ former: '', newlyWrong, newlyRight, mcnemarP });
    expect(run(0, 0, 1)).toBe('Every item ended as it did in the former run.');
    expect(run(3, 2, 0.5)).toBe('So small a difference can well be chance.');
    expect(run(12, 2, 0.01)).toMatch(/^It is worse/);
    expect(run(2, 12, 0.01)).toMatch(/^It is better/);
    expect([0.0001, 0.04904, 1].map(pText)).toEqual(['p < 0.001', 'p = 0.049', 'p = 1']);
  });

  it('keep the digits of money', () => {
    expect(moneyText({ amount: '1234567.50', currency: 'EUR' })).toBe('1,234,567.50 EUR');
    expect(moneyText({ amount: '999', currency: 'JPY' })).toBe('999 JPY');
  });

  it('name parts and comparators', () => {
    expect(changedText(['input', 'expected', 'tags'])).toBe('Input, right answer and tags changed');
    expect(
      comparatorText({ field: 'a', comparator: 'numeric', absoluteTolerance: 0.5, relativeTolerance: 0.01 }),
    ).toBe('as numbers, within 0.5 or 1 %');
  });
});

describe('an axis that is shared', () => {
  it('begins at a round tenth below everything', () => {
    expect([axisFrom([0.83, 0.91]), axisFrom([0.61]), axisFrom([0]), axisFrom([])]).toEqual([
      0.8, 0.5, 0, 0.9,
    ]);
  });
});

describe('the address', () => {
  it('loses only what is typed wrong, and knows what is a filter', () => {
    const search = readDatasetSearch({
      status: 'active,gone',
      part: 'items',
      contaminated: 'true',
      dataset: 'x',
    });
    expect(search).toMatchObject({
      status: ['active'],
      part: 'items',
      contaminated: true,
      dataset: undefined,
    });
    expect(isFiltered(search)).toBe(true);
    expect(isFiltered(readDatasetSearch({ part: 'items' }))).toBe(false);
  });

  it('asks for outcomes, or for what changed', () => {
    expect(toOutcomeQuery('missing')).toEqual({ outcome: 'missing' });
    expect(toOutcomeQuery('newly_wrong')).toEqual({ change: 'newly_wrong' });
  });
});
