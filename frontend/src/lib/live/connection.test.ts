import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLive } from './connection';
import { backoff, type LedgerNotice, type LiveState, readNotice, stateAfter } from './notice';

const line = (position: number) =>
  `id: ${position}\nevent: ledger\ndata: ${JSON.stringify({ position, action: 'a.b', recordType: 'security_event', recordId: 'x', recordVersion: 0 })}\n\n`;

/** A stream that says its chunks and then ends, breaks, or stays open. */
function answer(chunks: string[], then: 'end' | 'break' | 'stay') {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      if (then === 'end') controller.close();
      if (then === 'break') setTimeout(() => controller.error(new TypeError('network')), 0);
    },
  });
  return new Response(body, { status: 200 });
}

/** A connection on which nothing ever comes, until somebody gives it up. */
const silence = (signal: AbortSignal | null | undefined) =>
  new Promise<Response>((_, reject) =>
    signal?.addEventListener('abort', () => reject(new DOMException('Aborted'))),
  );

interface Call {
  from: string | null;
  token: string | null;
}

function start(answers: (() => Response | Promise<Response>)[], from?: number) {
  const stop = new AbortController();
  const calls: Call[] = [];
  const notices: LedgerNotice[] = [];
  const states: LiveState[] = [];
  const tokens: boolean[] = [];
  const fresh = vi.fn();
  const fetching = vi.fn(async (_url: unknown, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    calls.push({ from: headers.get('Last-Event-ID'), token: headers.get('Authorization') });
    const next = answers[calls.length - 1];
    if (next) return next();
    return silence(init?.signal);
  });
  void keepLive({
    url: 'http://api.test/api/trust/live',
    token: async (renew) => {
      tokens.push(Boolean(renew));
      return `token-${tokens.length}`;
    },
    from,
    onNotice: (notice) => notices.push(notice),
    onState: (state) => states.push(state),
    onFreshStart: fresh,
    signal: stop.signal,
    fetch: fetching as unknown as typeof fetch,
  });
  return { calls, notices, states, tokens, fresh, stop };
}

describe('the live connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('resumes after the last position it saw, with a new token, when the server ends the stream', async () => {
    const live = start([() => answer([line(4), line(5)], 'end'), () => answer([line(6)], 'stay')]);
    await vi.advanceTimersByTimeAsync(200);
    expect(live.calls.map((call) => call.from)).toEqual([null, '5']);
    expect(live.calls[1]?.token).toBe('Bearer token-2');
    expect(live.notices.map((notice) => notice.position)).toEqual([4, 5, 6]);
    expect(live.states).toEqual(['connecting', 'live', 'live']);
    live.stop.abort();
  });

  it('says that it reconnects when the stream breaks, and misses and repeats nothing', async () => {
    const live = start([() => answer([line(1)], 'break'), () => answer([line(1), line(2)], 'stay')]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(live.states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
    expect(live.notices.map((notice) => notice.position)).toEqual([1, 2]);
    live.stop.abort();
  });

  it('asks for a fresh token after a refusal', async () => {
    const live = start([() => new Response(null, { status: 401 }), () => answer([], 'stay')]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(live.tokens).toEqual([false, true]);
    live.stop.abort();
  });

  it('tells that news may have been missed only when it starts without a position', async () => {
    const without = start([() => answer([], 'stay')]);
    const resumed = start([() => answer([], 'stay')], 41);
    await vi.advanceTimersByTimeAsync(100);
    expect(without.fresh).toHaveBeenCalledTimes(1);
    expect(resumed.fresh).not.toHaveBeenCalled();
    expect(resumed.calls[0]?.from).toBe('41');
    without.stop.abort();
    resumed.stop.abort();
  });

  it('gives up a connection that has gone silent', async () => {
    const live = start([]);
    await vi.advanceTimersByTimeAsync(44_000);
    expect(live.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(live.calls).toHaveLength(2);
    expect(live.states).toContain('reconnecting');
    live.stop.abort();
  });

  it('stops for good when told to', async () => {
    const live = start([() => answer([line(1)], 'end')]);
    live.stop.abort();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(live.calls.length).toBeLessThanOrEqual(1);
  });
});

describe('what the person is told', () => {
  it('goes from connecting over reconnecting to offline', () => {
    expect(stateAfter(0, true)).toBe('connecting');
    expect(stateAfter(1, true)).toBe('reconnecting');
    expect(stateAfter(6, true)).toBe('offline');
    expect(stateAfter(1, false)).toBe('offline');
  });

  it('waits longer each time, never past 15 s, never in step', () => {
    expect(backoff(1, () => 0)).toBe(250);
    expect(backoff(1, () => 1)).toBe(1_000);
    expect(backoff(30, () => 1)).toBe(15_000);
  });

  it('skips what is no notice', () => {
    expect(readNotice('nonsense')).toBeUndefined();
    expect(readNotice('{"position":"4","action":"x"}')).toBeUndefined();
    expect(readNotice('{"position":4,"action":"x","recordType":"t"}')).toEqual({
      position: 4,
      action: 'x',
      recordType: 't',
      recordId: null,
      recordVersion: null,
    });
  });
});
