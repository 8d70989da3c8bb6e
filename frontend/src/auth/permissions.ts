/** The six roles of people. Machine roles never sign in here. */
export const ROLES = ['viewer', 'auditor', 'engineer', 'security', 'compliance', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What the pages let a person do. The API decides; this only spares people a refusal. */
export interface Permissions {
  readRecords: boolean;
  changeSecurityEvents: boolean;
  changeIncidents: boolean;
  recordAuthorityReports: boolean;
  decideApprovals: boolean;
  logRotations: boolean;
  changePolicies: boolean;
  changeSlos: boolean;
  manageBackups: boolean;
  manageCompliance: boolean;
  /** Files of evidence and OSCAL documents leave the product only for those who audit it. */
  readEvidenceFiles: boolean;
  reviewAccess: boolean;
  classifyData: boolean;
  /** Across records; each such reading is itself a line. */
  readLedger: boolean;
  proposeEpochs: boolean;
  runChaosTests: boolean;
  reportQuality: boolean;
  /** The right answers of golden items: not for those whose work is measured by them. */
  readRightAnswers: boolean;
  changeGatePolicy: boolean;
  /** Something can wait for this person: the API names it (`needsMe`). */
  haveTasks: boolean;
  changeModels: boolean;
  overrideGate: boolean;
}

const may: Record<keyof Permissions, readonly Role[]> = {
  readRecords: ROLES,
  changeSecurityEvents: ['engineer', 'security', 'admin'],
  changeIncidents: ['engineer', 'security', 'admin'],
  recordAuthorityReports: ['security', 'admin'],
  decideApprovals: ['compliance', 'admin'],
  logRotations: ['security', 'admin'],
  changePolicies: ['admin'],
  changeSlos: ['engineer', 'admin'],
  manageBackups: ['engineer', 'admin'],
  manageCompliance: ['compliance', 'admin'],
  readEvidenceFiles: ['auditor', 'compliance', 'admin'],
  reviewAccess: ['compliance', 'admin'],
  classifyData: ['compliance', 'admin'],
  readLedger: ['auditor', 'security', 'compliance', 'admin'],
  proposeEpochs: ['admin'],
  runChaosTests: ['engineer', 'admin'],
  reportQuality: ['engineer', 'admin'],
  readRightAnswers: ['auditor', 'compliance', 'admin'],
  changeGatePolicy: ['engineer', 'admin'],
  haveTasks: ['engineer', 'security', 'compliance', 'admin'],
  changeModels: ['engineer', 'admin'],
  overrideGate: ['admin'],
};

export function knownRoles(roles: readonly string[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}

export function permissionsOf(roles: readonly string[]): Permissions {
  const has = (action: keyof Permissions) => may[action].some((role) => roles.includes(role));
  const actions = Object.keys(may) as (keyof Permissions)[];
  return Object.fromEntries(actions.map((action) => [action, has(action)])) as Record<
    keyof Permissions,
    boolean
  >;
}

/** The roles in an access token's `realm_access.roles`; none when the token is no JWT. */
export function rolesInToken(accessToken: string): string[] {
  try {
    const part = accessToken.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as { realm_access?: { roles?: unknown } };
    const roles = claims.realm_access?.roles;
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  } catch {
    return [];
  }
}
