import { describe, expect, it } from 'vitest';
import { deadlineOf } from './deadline';

const now = Date.parse('2026-11-23T12:00:00Z');
const HOUR = 3_600_000;
const due = (hours: number, authority: 'gdpr_art_33' | 'hipaa' = 'gdpr_art_33') => ({
  required: true,
  authority,
  reportedAt: null,
  dueAt: new Date(now + hours * HOUR).toISOString(),
});

describe('the deadline of an authority report', () => {
  it.each([
    [60, 'gdpr_art_33', 'far'],
    [23, 'gdpr_art_33', 'near'],
    [8 * 24, 'hipaa', 'far'],
    [6 * 24, 'hipaa', 'near'],
    [-2, 'hipaa', 'overdue'],
  ] as const)('%d hours away for %s is %s', (hours, authority, state) => {
    expect(deadlineOf(due(hours, authority), now)).toEqual({ state, distance: Math.abs(hours) * HOUR });
  });

  it('is none where nothing is required, or all is done', () => {
    expect(deadlineOf({ ...due(5), required: null }, now)).toBeUndefined();
    expect(deadlineOf({ ...due(5), required: false }, now)).toBeUndefined();
    expect(deadlineOf({ ...due(5), dueAt: null }, now)).toBeUndefined();
    expect(deadlineOf({ ...due(-5), reportedAt: '2026-11-23T11:00:00Z' }, now)).toBeUndefined();
  });
});
