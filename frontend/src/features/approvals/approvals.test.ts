import { describe, expect, it } from 'vitest';
import { isFiltered, readApprovalSearch, toQuery } from './search';
import { actionText, payloadLines, recordPath } from './words';

describe('approvals', () => {
  it('show what waits unless told otherwise', () => {
    expect(toQuery(readApprovalSearch({})).status).toEqual(['pending']);
    expect(toQuery(readApprovalSearch({ status: 'approved,nonsense' })).status).toEqual(['approved']);
    expect(isFiltered(readApprovalSearch({}))).toBe(false);
    expect(isFiltered(readApprovalSearch({ action: 'x.y' }))).toBe(true);
  });

  it('are said in words, known or not', () => {
    expect(actionText('rotation_policy.change')).toBe('Change the rotation policy');
    expect(actionText('thing.do_it')).toBe('Thing: do it');
  });

  it('show every value that a yes would set, however deep it lies', () => {
    expect(
      payloadLines({
        rolloutPercentage: 25,
        limits: { apiKey: 90, none: null },
        from: '2026-11-25T09:30:00Z',
        list: ['a', 'b'],
      }),
    ).toEqual([
      ['Rollout percentage', '25'],
      ['Limits, api key', '90'],
      ['Limits, none', 'none'],
      ['From', '25 Nov 2026, 09:30:00 UTC'],
      ['List', 'a, b'],
    ]);
  });

  it('lead to the record where it has a page', () => {
    const about = (recordType: string, payload = {}) => recordPath({ recordType, recordId: 'r', payload });
    expect(about('security_event')).toEqual({ to: '/security/events', search: { event: 'r' } });
    expect(about('slo_exclusion', { sloId: 's' })).toEqual({ to: '/monitoring/slos', search: { slo: 's' } });
    expect(about('slo_exclusion')).toBeUndefined();
    expect(about('unknown')).toBeUndefined();
  });
});
