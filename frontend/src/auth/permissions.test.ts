import { describe, expect, it } from 'vitest';
import { safePath } from './oidc';
import { permissionsOf, rolesInToken } from './permissions';

describe('what a role may do', () => {
  it.each([
    [
      'viewer',
      {
        readRecords: true,
        changeSecurityEvents: false,
        recordAuthorityReports: false,
        decideApprovals: false,
      },
    ],
    [
      'auditor',
      {
        readRecords: true,
        changeSecurityEvents: false,
        recordAuthorityReports: false,
        decideApprovals: false,
      },
    ],
    [
      'engineer',
      {
        readRecords: true,
        changeSecurityEvents: true,
        recordAuthorityReports: false,
        decideApprovals: false,
      },
    ],
    [
      'security',
      { readRecords: true, changeSecurityEvents: true, recordAuthorityReports: true, decideApprovals: false },
    ],
    [
      'compliance',
      {
        readRecords: true,
        changeSecurityEvents: false,
        recordAuthorityReports: false,
        decideApprovals: true,
      },
    ],
    [
      'admin',
      { readRecords: true, changeSecurityEvents: true, recordAuthorityReports: true, decideApprovals: true },
    ],
    [
      'ingest_events',
      {
        readRecords: false,
        changeSecurityEvents: false,
        recordAuthorityReports: false,
        decideApprovals: false,
      },
    ],
  ])('%s', (role, permissions) => {
    expect(permissionsOf([role])).toEqual(permissions);
  });

  it('adds up over several roles, and nobody may do nothing', () => {
    expect(permissionsOf(['engineer', 'compliance'])).toMatchObject({
      changeSecurityEvents: true,
      decideApprovals: true,
    });
    expect(permissionsOf([]).readRecords).toBe(false);
  });
});

describe("a token's roles", () => {
  const token = (claims: unknown) =>
    `x.${btoa(JSON.stringify(claims)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}.x`;

  it('are read from realm_access', () => {
    expect(rolesInToken(token({ realm_access: { roles: ['viewer', 7] } }))).toEqual(['viewer']);
  });

  it.each(['', 'opaque', 'a.%%%.c', token({}), token({ realm_access: { roles: 'admin' } })])(
    'are none in %j',
    (text) => {
      expect(rolesInToken(text)).toEqual([]);
    },
  );
});

describe('the way back from a sign-in', () => {
  it.each([
    ['/security/events?severity=high', '/security/events?severity=high'],
    ['https://evil.example/', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/auth/callback?code=1', '/'],
    [undefined, '/'],
  ])('%j leads to %j', (wanted, path) => {
    expect(safePath(wanted)).toBe(path);
  });
});
