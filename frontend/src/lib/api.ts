import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from '@/api/schema';
import { ApiError, toProblem } from './problem';

/** What the API answers of the present. Of the past (`?asOf=`) it answers in a media type of its own. */
type Present =
  | 'application/json'
  | 'application/x-ndjson'
  | 'application/yaml'
  | 'application/octet-stream'
  | `text/${string}`;

export type Api = Client<paths, Present>;

/** Gives a valid access token; `renew` asks for a new one even if the present one looks good. */
export type TokenSource = (renew?: boolean) => Promise<string>;

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.clone().json();
  } catch {
    return undefined;
  }
}

/** The typed client: bearer token on the way out, every refusal thrown as an ApiError on the way back. */
export function createApi(apiUrl: string, token: TokenSource): Api {
  const client = createClient<paths, Present>({
    baseUrl: apiUrl,
    // The API repeats a filter's name for OR: ?severity=high&severity=critical.
    querySerializer: { array: { style: 'form', explode: true } },
  });
  const auth: Middleware = {
    async onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${await token()}`);
      // Files and documents come in a type of their own: JSON where there is a choice, and else what there is.
      if (!request.headers.has('Accept')) {
        request.headers.set('Accept', 'application/json, application/problem+json, */*;q=0.5');
      }
      return request;
    },
    async onResponse({ request, response }) {
      if (response.status === 401 && request.method === 'GET') {
        // The token may have been revoked or the clock may be off: one more try with a fresh one.
        const again = new Request(request, {
          headers: { ...Object.fromEntries(request.headers), authorization: `Bearer ${await token(true)}` },
        });
        const second = await fetch(again);
        if (second.ok) return second;
        throw new ApiError(toProblem(second.status, await readBody(second)));
      }
      if (!response.ok) throw new ApiError(toProblem(response.status, await readBody(response)));
      return undefined;
    },
  };
  client.use(auth);
  return client;
}

/** The `If-Match` value of a version we saw. */
export const etag = (version: number) => `"${version}"`;

/** What the API answered; an answer that should have had content and has none is a fault. */
export function present<T>(data: T | undefined): T {
  if (data === undefined) throw new Error('The API answered without content.');
  return data;
}
