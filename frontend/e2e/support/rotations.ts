import { credentials } from './credentials';

const DAY = 86_400_000;
export const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

export interface LoggedRotation {
  id: string;
  version: number;
  secretName: string;
}

/** Logs a rotation through the API, with the bearer token of a person's page. */
export async function logAs(bearer: string, report: Record<string, unknown>): Promise<LoggedRotation> {
  const response = await fetch(`${credentials().apiUrl}/api/security/secret-rotations`, {
    method: 'POST',
    headers: { Authorization: bearer, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      secretType: 'api_key',
      rotationType: 'automatic',
      status: 'succeeded',
      rotationIntervalDays: 90,
      owner: 'End-to-end team',
      ...report,
    }),
  });
  if (!response.ok) throw new Error(`Logging answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as LoggedRotation;
}

/** Ends a rotation through the API, as another person would meanwhile. */
export async function endAs(bearer: string, id: string, version: number, move: unknown): Promise<void> {
  const response = await fetch(`${credentials().apiUrl}/api/security/secret-rotations/${id}/status`, {
    method: 'PATCH',
    headers: { Authorization: bearer, 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify(move),
  });
  if (!response.ok) throw new Error(`Ending answered ${response.status}: ${await response.text()}`);
}
