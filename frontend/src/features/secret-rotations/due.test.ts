import { describe, expect, it } from 'vitest';
import type { DueRotation, DueRotations } from '@/api/types';
import { aRotation } from '@/testing/fixtures';
import { dueFor, figuresOf, keepPlaces } from './due';

const asOf = '2026-11-23T12:00:00Z';
const at = (days: number) => new Date(Date.parse(asOf) + days * 86_400_000).toISOString();

function aSecret(secretName: string, days: number | null, change: Partial<DueRotation> = {}): DueRotation {
  return {
    secretName,
    secretType: 'api_key',
    owner: 'Payments team',
    state: days === null ? 'never_rotated' : days < 0 ? 'overdue' : 'due',
    lastRotatedAt: days === null ? null : at(days - 90),
    rotationIntervalDays: 90,
    nextRotationDueAt: days === null ? null : at(days),
    withinPolicy: true,
    lastAttempt: aRotation({ secretName, status: 'succeeded' }),
    violationEventId: null,
    ...change,
  };
}

const failed = aRotation({ status: 'failed' });
const items = [
  aSecret('late', -20, { lastAttempt: failed }),
  aSecret('never', null, { lastAttempt: failed, owner: 'Growth team' }),
  aSecret('soon', 5, { lastAttempt: aRotation() }),
  aSecret('month', 25, { secretType: 'certificate' }),
  aSecret('year', 200),
];
const due = (rows = items, total = rows.length): DueRotations => ({
  asOf,
  within: 'P3650D',
  total,
  items: rows,
  coverage: { secrets: 5, onTime: 3, overdue: 1, neverRotated: 1, ratio: 0.6 },
});
const names = (rows: DueRotation[]) => rows.map((row) => row.secretName);

describe('what the address asks for', () => {
  it('is what is overdue, never rotated or due within the window, the worst first', () => {
    expect(names(dueFor(due(), {}))).toEqual(['late', 'never', 'soon']);
    expect(names(dueFor(due(), { window: '30' }))).toEqual(['late', 'never', 'soon', 'month']);
  });

  it.each([
    ['overdue', ['late']],
    ['never_rotated', ['never']],
    ['due', ['soon']],
    ['on_time', ['soon', 'month', 'year']],
    ['failed', ['late', 'never']],
    ['in_progress', ['soon']],
  ] as const)('is by the figure %s its secrets', (show, expected) => {
    expect(names(dueFor(due(), { show }))).toEqual(expected);
  });

  it('is narrowed by words of name and owner, by type, and by a span of the chart', () => {
    expect(names(dueFor(due(), { q: 'growth NEV' }))).toEqual(['never']);
    expect(names(dueFor(due(), { window: '90', type: ['certificate'] }))).toEqual(['month']);
    expect(names(dueFor(due(), { owner: ['Growth team'] }))).toEqual(['never']);
    expect(names(dueFor(due(), { dueFrom: at(20), dueTo: at(210) }))).toEqual(['month', 'year']);
  });
});

describe('the figures', () => {
  it('count the whole list', () => {
    expect(figuresOf(due())).toEqual({
      overdue: 1,
      neverRotated: 1,
      due: 1,
      failed: 2,
      inProgress: 1,
      onTime: 3,
      secrets: 5,
      percent: 60,
    });
  });

  it('never round up to all, and say nothing without secrets or where the list was cut', () => {
    const with999 = { ...due(), coverage: { ...due().coverage, secrets: 1_000, onTime: 999 } };
    expect(figuresOf(with999).percent).toBe(99);
    expect(figuresOf({ ...due([]), coverage: { ...due().coverage, secrets: 0 } }).percent).toBeUndefined();
    expect(figuresOf(due(items.slice(0, 3), 2_000)).due).toBeUndefined();
    expect(figuresOf(due(items, 2_000)).due).toBe(1);
  });
});

describe('rows kept in their places', () => {
  const shown = dueFor(due(), {});

  it('show their newest state where they stand, and count what else fits by now', () => {
    const renewed = aSecret('late', 90, { state: 'due' });
    const fresh = [aSecret('another', -1), items[1] ?? renewed, items[2] ?? renewed, renewed];
    const kept = keepPlaces(shown, due(fresh), {});
    expect(names(kept.rows)).toEqual(['late', 'never', 'soon']);
    expect(kept.rows[0]?.state).toBe('due');
    expect(kept.waiting).toBe(1);
  });

  it('say of a secret that left the list that it is gone, unless the list was cut', () => {
    const fresh = items.slice(1);
    expect(keepPlaces(shown, due(fresh), {}).rows[0]?.isGone).toBe(true);
    expect(keepPlaces(shown, due(fresh, 2_000), {}).rows[0]?.isGone).toBeUndefined();
  });
});
