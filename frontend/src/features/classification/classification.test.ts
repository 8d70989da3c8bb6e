import { describe, expect, it } from 'vitest';
import type { Classification, ClassificationSummary } from '@/api/types';
import { changesOf, formOf, schema, toList, toSaid } from './form';
import { isFiltered, readDataSearch, STALE_AFTER, toQuery } from './search';
import { encryptionText, level, retentionText, tally } from './words';

const data = {
  dataAsset: 'ledger.customers',
  system: 'ledger',
  owner: 'Finance',
  dataType: 'pii',
  sensitivity: 'confidential',
  residency: 'eu',
  allowedRegions: ['DE', 'FR'],
  encryptionAtRest: true,
  encryptionInTransit: true,
  retentionDays: 3650,
  autoDelete: true,
  legalBasis: null,
  purposes: [],
  accessRoles: ['accountant'],
} as unknown as Classification;

describe('the address of classified data', () => {
  it('keeps what it knows, and asks for a year back from when the list was begun', () => {
    const search = readDataSearch({ residency: 'eu,mars', stale: 'true', kind: 'pii' });
    const begun = Date.parse('2026-11-25T00:00:00Z');
    expect(toQuery(search, begun)).toMatchObject({
      residency: ['eu'],
      dataType: ['pii'],
      notReviewedSince: new Date(begun - STALE_AFTER).toISOString(),
      sort: 'dataAsset',
    });
    expect(isFiltered(readDataSearch({ residency: 'mars' }))).toBe(false);
  });
});

describe('the matrix', () => {
  const cells = [
    { residency: 'eu', sensitivity: 'restricted', dataType: 'health', assets: 2, retentionDue: 1 },
    { residency: 'eu', sensitivity: 'restricted', dataType: 'financial', assets: 3, retentionDue: 0 },
    { residency: 'us', sensitivity: 'public', dataType: 'public', assets: 4, retentionDue: 0 },
  ] as ClassificationSummary['cells'];

  it('sums a cell, a row, a column and all', () => {
    expect(tally(cells, { residency: 'eu', sensitivity: 'restricted' })).toEqual({
      assets: 5,
      personal: 2,
      retentionDue: 1,
    });
    expect(tally(cells, { residency: 'us' }).assets).toBe(4);
    expect(tally(cells, { sensitivity: 'internal' }).assets).toBe(0);
    expect(tally(cells, {}).assets).toBe(9);
  });

  it('shades by the fullest cell, and nothing where there is nothing', () => {
    expect([0, 1, 25, 26, 100].map((assets) => level(assets, 100))).toEqual([0, 1, 1, 2, 4]);
    expect(level(0, 0)).toBe(0);
  });
});

describe('a classification', () => {
  it('sends only what was changed', () => {
    const form = formOf(data, 'me');
    expect(changesOf(data, toSaid(form))).toEqual({});
    expect(changesOf(data, toSaid({ ...form, regions: 'de', days: '' }))).toEqual({
      allowedRegions: ['DE'],
      retentionDays: null,
    });
  });

  it('takes lists as people write them', () => {
    expect(toList(' DE,FR ;DE\n')).toEqual(['DE', 'FR']);
    expect(schema.safeParse({ ...formOf(data, 'me'), days: '1.5' }).success).toBe(false);
    expect(schema.safeParse(formOf(data, 'me')).success).toBe(true);
  });

  it('is said in words', () => {
    expect(encryptionText({ ...data, encryptionAtRest: false })).toBe('In transit only');
    expect(retentionText(data)).toBe('3,650 days, deleted by itself');
    expect(retentionText({ retentionDays: null, autoDelete: false })).toBe('May stay');
  });
});
