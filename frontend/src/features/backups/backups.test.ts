import { describe, expect, it } from 'vitest';
import type { Backup, BackupTarget } from '@/api/types';
import { chainsOf } from './chains';
import { formOf, policySchema, toHours, toIso, toRule } from './policy-form';
import { isFiltered, readBackupSearch, toRestoreQuery } from './search';
import { sizeText, stateOf } from './words';

const backup = (id: string, rootBackupId: string, startedAt: string, chainPosition: number) =>
  ({ id, rootBackupId, startedAt, chainPosition }) as Backup;

describe('chains', () => {
  it('stand in the order they were made, the newest chain first', () => {
    const chains = chainsOf([
      backup('c', 'c', '2026-11-08T00:00:00Z', 0),
      backup('b2', 'a', '2026-11-03T00:00:00Z', 2),
      backup('a', 'a', '2026-11-01T00:00:00Z', 0),
      backup('b1', 'a', '2026-11-02T00:00:00Z', 1),
    ]);
    expect(chains.map((chain) => chain.root)).toEqual(['c', 'a']);
    expect(chains[1]?.links.map((link) => [link.backup.id, link.depth])).toEqual([
      ['a', 0],
      ['b1', 1],
      ['b2', 2],
    ]);
  });

  it('say when they begin further back than was read', () => {
    const [chain] = chainsOf([backup('b1', 'a', '2026-11-02T00:00:00Z', 1)]);
    expect(chain).toMatchObject({ root: 'a', isCut: true });
    expect(chainsOf([])).toEqual([]);
  });
});

describe('how a target stands', () => {
  const since = Date.parse('2026-08-27T00:00:00Z');
  const target = (change: Partial<BackupTarget>): BackupTarget => ({
    target: 't',
    policyId: 'p',
    onTime: true,
    backups: [],
    lastVerifiedRestore: {
      completedAt: '2026-11-01T00:00:00Z',
      restoreId: 'r',
      rpoSeconds: 1,
      rtoSeconds: 1,
      withinRpo: true,
      withinRto: true,
    },
    ...change,
  });
  const proof = target({}).lastVerifiedRestore;

  it.each([
    ['proved', {}],
    ['late', { onTime: false }],
    ['unproved', { lastVerifiedRestore: null }],
    ['unproved', { lastVerifiedRestore: proof && { ...proof, completedAt: '2026-08-01T00:00:00Z' } }],
    ['unproved', { lastVerifiedRestore: proof && { ...proof, withinRto: false } }],
    ['no_policy', { policyId: null, onTime: null }],
  ] as const)('is %s', (state, change) => expect(stateOf(target(change), since)).toBe(state));
});

describe('figures', () => {
  it.each([
    [null, undefined],
    [0, '0 B'],
    [999, '999 B'],
    [52_428_800, '52.4 MB'],
    [7_340_032_000, '7.3 GB'],
  ])('%s bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

  it('go from hours to ISO 8601 and back', () => {
    expect(toIso('1.5')).toBe('PT5400S');
    expect(toIso(' ')).toBeNull();
    expect(toHours('PT168H')).toBe('168');
    expect(toHours('PT15M')).toBe('0.25');
    expect(toHours(null)).toBe('');
  });
});

describe('the form of a policy', () => {
  it('begins with a rule that can be sent, and sends it whole', () => {
    const form = { ...formOf(null, 'Ada Nair'), reason: 'As agreed.' };
    expect(policySchema.safeParse(form).success).toBe(true);
    expect(toRule(form)).toMatchObject({
      cadence: { full: 'PT604800S', differential: null, incremental: 'PT86400S' },
      retention: { days: 30, fulls: 2 },
      owner: 'Ada Nair',
    });
  });

  it('wants one kind at least, and a reason', () => {
    const empty = { ...formOf(null, ''), full: '', incremental: '', days: '1.5' };
    const paths = policySchema.safeParse(empty).error?.issues.map((issue) => issue.path.join('.'));
    expect(paths).toEqual(expect.arrayContaining(['owner', 'reason', 'days']));
    const none = { ...formOf(null, 'A'), reason: 'x', full: '', incremental: '' };
    expect(policySchema.safeParse(none).error?.issues[0]?.path).toEqual(['full']);
  });
});

describe('the address', () => {
  it('loses only its wrong parts', () => {
    const search = readBackupSearch({ view: 'restores', verified: 'passed,maybe', backup: 'x' });
    expect(search).toMatchObject({ view: 'restores', verified: ['passed'] });
    expect(search.backup).toBeUndefined();
    expect(toRestoreQuery(search).verified).toEqual(['passed']);
    expect(isFiltered(search)).toBe(true);
    expect(isFiltered(readBackupSearch({ view: 'backups' }))).toBe(false);
  });
});
