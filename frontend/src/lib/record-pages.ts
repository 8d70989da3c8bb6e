/** Where a record of a kind is shown, as the ledger names kinds; undefined where it has no page of its own. */
export function recordPage(recordType: string, id: string): { to: string; search: object } | undefined {
  const page = pages[recordType];
  return page && { to: page[0], search: { ...page[2], [page[1]]: id } };
}

const pages: Record<string, readonly [to: string, field: string, more?: object]> = {
  security_event: ['/security/events', 'event'],
  incident: ['/security/incidents', 'incident'],
  secret_rotation: ['/security/rotations', 'rotation', { view: 'log' }],
  slo_definition: ['/monitoring/slos', 'slo'],
  backup: ['/backup/backups', 'backup', { view: 'backups' }],
  restore: ['/backup/backups', 'restore', { view: 'restores' }],
  chaos_test_result: ['/chaos/tests', 'test'],
  approval: ['/approvals', 'approval'],
  ledger_verification: ['/audit/ledger', 'verification', { view: 'verifications' }],
};
