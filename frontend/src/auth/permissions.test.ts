import { describe, expect, it } from 'vitest';
import { safePath } from './oidc';
import { permissionsOf, rolesInToken } from './permissions';

describe('what a role may do', () => {
  it.each([
    ['viewer', ['readRecords']],
    ['auditor', ['readRecords', 'readEvidenceFiles', 'readLedger', 'readRightAnswers']],
    [
      'engineer',
      [
        'readRecords',
        'changeSecurityEvents',
        'changeIncidents',
        'changeSlos',
        'manageBackups',
        'runChaosTests',
        'reportQuality',
        'changeGatePolicy',
        'haveTasks',
        'changeModels',
      ],
    ],
    [
      'security',
      [
        'readRecords',
        'changeSecurityEvents',
        'changeIncidents',
        'recordAuthorityReports',
        'logRotations',
        'readLedger',
        'haveTasks',
      ],
    ],
    [
      'compliance',
      [
        'readRecords',
        'decideApprovals',
        'manageCompliance',
        'readEvidenceFiles',
        'reviewAccess',
        'classifyData',
        'readLedger',
        'readRightAnswers',
        'haveTasks',
      ],
    ],
    [
      'admin',
      [
        'readRecords',
        'changeSecurityEvents',
        'changeIncidents',
        'recordAuthorityReports',
        'decideApprovals',
        'logRotations',
        'changePolicies',
        'changeSlos',
        'manageBackups',
        'manageCompliance',
        'readEvidenceFiles',
        'reviewAccess',
        'classifyData',
        'readLedger',
        'proposeEpochs',
        'runChaosTests',
        'reportQuality',
        'readRightAnswers',
        'changeGatePolicy',
        'haveTasks',
        'changeModels',
        'overrideGate',
      ],
    ],
    ['ingest_events', []],
  ])('%s', (role, allowed) => {
    const permissions = Object.entries(permissionsOf([role]));
    expect(
      permissions
        .filter(([, may]) => may)
        .map(([action]) => action)
        .sort(),
    ).toEqual([...allowed].sort());
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
