import type { TokenSource } from '@/lib/api';
import { backoff, type LedgerNotice, type LiveState, readNotice, stateAfter } from './notice';
import { SseParser } from './sse';

export interface LiveConnectionOptions {
  url: string;
  token: TokenSource;
  /** Everything after this position is wanted; undefined: from now on. */
  from: number | undefined;
  onNotice: (notice: LedgerNotice) => void;
  onState: (state: LiveState) => void;
  /** The stream stands but nothing says where it begins: what happened before must be asked for. */
  onFreshStart: () => void;
  signal: AbortSignal;
  fetch?: typeof fetch;
}

/** The server sends a heartbeat every 15 s; three missed ones mean a dead connection that nobody closed. */
const SILENCE = 45_000;

class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`live stream answered ${status}`);
    this.status = status;
  }
}

/**
 * Keeps one live stream open until aborted. Each reconnect names the last position seen, so nothing is missed
 * and nothing comes twice; the server ends the stream when the token expires and the next try brings a new one.
 */
export async function keepLive(options: LiveConnectionOptions): Promise<void> {
  const { signal, onState } = options;
  let position = options.from;
  let failures = 0;
  let renew = false;

  const readOnce = async () => {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    signal.addEventListener('abort', stop);
    window.addEventListener('offline', stop);
    let watchdog = setTimeout(stop, SILENCE);
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, SILENCE);
    };
    try {
      const headers: Record<string, string> = {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${await options.token(renew)}`,
      };
      renew = false;
      if (position !== undefined) headers['Last-Event-ID'] = String(position);
      const response = await (options.fetch ?? fetch)(options.url, {
        headers,
        signal: attempt.signal,
        cache: 'no-store',
      });
      if (!response.ok || !response.body) throw new Refused(response.status);
      const fresh = position === undefined;
      failures = 0;
      onState('live');
      if (fresh) options.onFreshStart();

      const parser = new SseParser();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        alive();
        for (const message of parser.push(value)) {
          const notice = readNotice(message.data);
          // A resumed stream may overlap by a line after a change of leader tab; positions only grow.
          if (!notice || (position !== undefined && notice.position <= position)) continue;
          position = notice.position;
          options.onNotice(notice);
        }
      }
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', stop);
      window.removeEventListener('offline', stop);
    }
  };

  onState('connecting');
  while (!signal.aborted) {
    try {
      await readOnce();
      // A proper end is the token's end: come back at once, without alarming anybody.
      await pause(50, signal);
      continue;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused && error.status === 401) renew = true;
      failures++;
    }
    onState(stateAfter(failures, navigator.onLine));
    await pause(backoff(failures), signal);
  }
}

/** Waits, but not a moment longer once the network is back or the page is done. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      window.removeEventListener('online', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
    window.addEventListener('online', finish);
  });
}
