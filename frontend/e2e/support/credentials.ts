import { readFileSync } from 'node:fs';

export type Role = 'viewer' | 'auditor' | 'engineer' | 'security' | 'compliance' | 'admin';
export const ROLES: readonly Role[] = ['viewer', 'auditor', 'engineer', 'security', 'compliance', 'admin'];

export interface Credentials {
  issuer: string;
  apiUrl: string;
  webUrl: string;
  people: Record<Role, { username: string; password: string; name: string }>;
  clients: Record<string, { secret: string }>;
}

let known: Credentials | undefined;

/** What the launcher wrote down about the stack under test. */
export function credentials(): Credentials {
  const file = process.env.E2E_CREDENTIALS;
  if (!file) throw new Error('E2E_CREDENTIALS is not set: the global setup did not run.');
  known ??= JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  return known;
}
