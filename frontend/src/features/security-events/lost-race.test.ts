import { describe, expect, it } from 'vitest';
import { anEvent } from '@/testing/fixtures';
import { compareRace, whyNotReapply } from './lost-race';

const seen = anEvent();

describe('a lost race', () => {
  it('shows what they changed, what I want, and where both differ', () => {
    const theirs = anEvent({ version: 1, status: 'investigating', assignee: 'Enzo Duarte' });
    expect(compareRace(seen, theirs, { kind: 'status', status: 'false_positive', reason: 'noise' })).toEqual([
      { field: 'status', seen: 'open', theirs: 'investigating', mine: 'false_positive', conflict: true },
      { field: 'assignee', seen: null, theirs: 'Enzo Duarte', conflict: false },
    ]);
  });

  it('is no conflict when both want the same', () => {
    const theirs = anEvent({ version: 1, assignee: 'Selma Okafor' });
    const rows = compareRace(seen, theirs, { kind: 'edit', fields: { assignee: 'Selma Okafor' } });
    expect(rows).toEqual([
      { field: 'assignee', seen: null, theirs: 'Selma Okafor', mine: 'Selma Okafor', conflict: false },
    ]);
  });

  it('compares within the authority report', () => {
    const theirs = anEvent({
      version: 1,
      authorityReport: { ...seen.authorityReport, required: true, authority: 'hipaa', state: 'due' },
    });
    const rows = compareRace(seen, theirs, {
      kind: 'report',
      fields: { required: true, authority: 'gdpr_art_33' },
    });
    expect(rows.map((row) => [row.field, row.conflict])).toEqual([
      ['authorityReport.authority', true],
      ['authorityReport.required', false],
    ]);
  });

  it('says nothing of bookkeeping that nobody changed on purpose', () => {
    const theirs = anEvent({ version: 3, occurrences: 9, lastSeenAt: '2026-11-24T00:00:00Z' });
    expect(compareRace(seen, theirs, { kind: 'edit', fields: {} })).toEqual([]);
  });
});

describe('applying mine again', () => {
  const resolve = { kind: 'status', status: 'resolved' } as const;

  it('is fine while the move is still allowed', () => {
    const theirs = anEvent({
      status: 'investigating',
      nextStatuses: [{ status: 'resolved', reasonRequired: false }],
    });
    expect(whyNotReapply(theirs, resolve)).toBeUndefined();
    expect(whyNotReapply(theirs, { kind: 'edit', fields: { assignee: null } })).toBeUndefined();
  });

  it('is refused when it is done already, not allowed, or lacks a reason', () => {
    expect(whyNotReapply(anEvent({ status: 'resolved' }), resolve)).toMatch(/already/);
    expect(whyNotReapply(anEvent({ status: 'false_positive', nextStatuses: [] }), resolve)).toMatch(/cannot/);
    const reopened = anEvent({
      status: 'resolved',
      nextStatuses: [{ status: 'investigating', reasonRequired: true }],
    });
    expect(whyNotReapply(reopened, { kind: 'status', status: 'investigating' })).toMatch(/reason/);
    expect(
      whyNotReapply(reopened, { kind: 'status', status: 'investigating', reason: 'new facts' }),
    ).toBeUndefined();
  });
});
