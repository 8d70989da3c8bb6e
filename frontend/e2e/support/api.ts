import { credentials } from './credentials';

export interface PostedEvent {
  id: string;
  title: string;
  version: number;
}

let token: { text: string; until: number } | undefined;

/** The machine client's own token, as a real source of events gets it. */
async function ingestToken(): Promise<string> {
  if (token && token.until > Date.now()) return token.text;
  const { issuer, clients } = credentials();
  const response = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'event-ingest',
      client_secret: clients['event-ingest']?.secret ?? '',
    }),
  });
  const answer = (await response.json()) as { access_token: string; expires_in: number };
  token = { text: answer.access_token, until: Date.now() + (answer.expires_in - 30) * 1000 };
  return token.text;
}

let counter = 0;
/** A title no other test uses, so that specs never see each other's events. */
export const unique = (words: string) => `${words} ${Date.now().toString(36)}${(counter++).toString(36)}`;

type Event = Record<string, unknown>;

const anEvent = (change: Event): Event => ({
  eventType: 'unauthorized_access',
  severity: 'high',
  title: unique('Event'),
  source: 'e2e',
  occurredAt: new Date().toISOString(),
  ...change,
});

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${credentials().apiUrl}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await ingestToken()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Records one event with the machine client's token. */
export const postEvent = (change: Event = {}) => post<PostedEvent>('/api/security/events', anEvent(change));

/** Records many at once. */
export const postEvents = (changes: Event[]) =>
  post<{ created: number; ids: string[] }>('/api/security/events/batch', changes.map(anEvent));

/** Changes an event as a person would through the API, with the bearer token of that person's page. */
export async function changeAs(bearer: string, path: string, version: number, body: unknown): Promise<void> {
  const response = await fetch(`${credentials().apiUrl}/api/security/events/${path}`, {
    method: 'PATCH',
    headers: { Authorization: bearer, 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`PATCH ${path} answered ${response.status}: ${await response.text()}`);
}

/** Calls the API as a person would, with the bearer token of that person's page. */
export async function callAs<T>(
  bearer: string,
  method: 'POST' | 'PATCH' | 'GET',
  path: string,
  body?: unknown,
  version?: number,
): Promise<T> {
  const response = await fetch(`${credentials().apiUrl}${path}`, {
    method,
    headers: {
      Authorization: bearer,
      'Content-Type': 'application/json',
      ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

export interface PostedIncident {
  id: string;
  title: string;
  version: number;
}

/** Opens an incident as the person of the bearer token. */
export const openIncident = (bearer: string, change: Record<string, unknown> = {}) =>
  callAs<PostedIncident>(bearer, 'POST', '/api/security/incidents', {
    incidentType: 'availability',
    severity: 'sev3',
    title: unique('Incident'),
    service: 'e2e',
    ...change,
  });

/** Moves an incident on, step by step; answers its last version. */
export async function moveIncident(
  bearer: string,
  incident: PostedIncident,
  ...steps: { status: string; at?: string }[]
): Promise<PostedIncident> {
  let present = incident;
  for (const step of steps) {
    present = await callAs(
      bearer,
      'PATCH',
      `/api/security/incidents/${incident.id}/status`,
      step,
      present.version,
    );
  }
  return present;
}
