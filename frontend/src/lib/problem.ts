/** A refusal as the API words it (RFC 9457), or what comes nearest when it could not answer. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  traceId?: string;
  errors?: { pointer: string; message: string }[];
  currentStatus?: string;
  allowedStatuses?: string[];
  currentVersion?: number;
}

export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }

  /** The last part of the problem's type: `stale-version`. Stable, unlike the title. */
  get slug(): string {
    return this.problem.type.split('/').at(-1) ?? '';
  }

  get status(): number {
    return this.problem.status;
  }

  /** The record changed under the person: 412 with If-Match, 409 version-conflict without. */
  get isLostRace(): boolean {
    return this.status === 412 || this.slug === 'version-conflict';
  }
}

const titles: Record<number, string> = {
  0: 'The API cannot be reached',
  401: 'You are not signed in',
  403: 'Your role does not allow this',
  404: 'Not found',
  413: 'Too much at once',
  502: 'The API is not answering',
  503: 'The API is not ready',
  504: 'The API took too long',
};

/** A body that is no problem document (a proxy's page, nothing at all) still becomes a readable problem. */
export function toProblem(status: number, body: unknown): Problem {
  const given = body && typeof body === 'object' ? (body as Partial<Problem>) : {};
  return {
    ...given,
    type: typeof given.type === 'string' ? given.type : 'about:blank',
    title: typeof given.title === 'string' ? given.title : (titles[status] ?? `The API answered ${status}`),
    status,
  };
}

/** Whatever was thrown, as a problem a person can read. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  if (error instanceof TypeError) {
    // fetch throws TypeError for every network failure and says nothing useful about it.
    return {
      type: 'about:blank',
      title: titles[0] ?? '',
      status: 0,
      detail: 'No answer came back. The network or the service may be down; nothing was lost.',
    };
  }
  return {
    type: 'about:blank',
    title: 'Something went wrong on this page',
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
  };
}

/** Worth asking again without the person doing anything: no answer, or the server's own trouble. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500;
  return error instanceof TypeError;
}
