import { describe, expect, it } from 'vitest';
import { pageOf, pageOfSubject } from './record-links';
import { stringifySearch } from './search';

const address = (request: string, of?: string) => {
  const page = pageOf(request, of);
  return page && page.to + stringifySearch(page.search);
};

describe('a request of the API becomes the page that shows the same records', () => {
  it.each([
    [
      '/api/security/events?severity=critical&status=open&status=investigating',
      '/security/events?severity=critical&status=open,investigating',
    ],
    ['/api/security/events?reportState=overdue', '/security/events?report=overdue'],
    ['/api/security/incidents?open=true&severity=sev1', '/security/incidents?severity=sev1&open=true'],
    ['/api/security/incidents/action-items?overdue=true', '/security/incidents?view=actions&overdue=true'],
    ['/api/security/secret-rotations/due?within=PT0S', '/security/rotations?show=overdue'],
    ['/api/security/secret-rotations/due?within=P14D', '/security/rotations?show=due'],
    ['/api/monitoring/slo-definitions?firing=true', '/monitoring/slos?firing=true'],
    ['/api/monitoring/slo-definitions?lifecycle=active', '/monitoring/slos'],
    ['/api/backup/restores?verified=failed', '/backup/backups?view=restores&verified=failed'],
    ['/api/approvals?status=pending', '/approvals'],
    ['/api/quality/regression-tests?status=failed&status=error', '/quality/suites?state=failing'],
    ['/api/compliance/controls?state=uncovered', '/compliance/controls?view=controls&state=uncovered'],
    ['/api/compliance/access-reviews?overdue=true', '/access/reviews?overdue=true'],
  ])('%s', (request, page) => {
    expect(address(request)).toBe(page);
  });

  it('by the reason where the request alone says too little', () => {
    const due = '/api/security/secret-rotations/due?within=PT0S';
    expect(address(due, 'never_rotated')).toBe('/security/rotations?show=never_rotated');
    expect(address(due, 'no_secret')).toBe('/security/rotations');
    const active = '/api/monitoring/slo-definitions?lifecycle=active';
    expect(address(active, 'slo_breached')).toBe('/monitoring/slos?status=breached,exhausted');
  });

  it('is none where the caller may not read, or no page is known', () => {
    expect(pageOf(null)).toBeUndefined();
    expect(pageOf('/api/something/else')).toBeUndefined();
  });

  it('opens a record by its name or id where a page can', () => {
    expect(pageOfSubject('rotation_overdue', 'prod/db')).toEqual({
      to: '/security/rotations',
      search: { secret: 'prod/db' },
    });
    expect(pageOfSubject('chaos_failed', 'service_kill')).toBeUndefined();
  });
});
