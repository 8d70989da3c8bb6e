import type { TokenSource } from '@/lib/api';
import { keepLive } from './connection';
import type { LedgerNotice, LiveState } from './notice';

type Message =
  | { kind: 'notice'; notice: LedgerNotice }
  | { kind: 'state'; state: LiveState; position: number | undefined }
  | { kind: 'fresh' }
  | { kind: 'hello' };

export interface LiveListener {
  onNotice?: (notice: LedgerNotice) => void;
  /** Something may have happened that no notice will tell of: look again. */
  onGap?: () => void;
}

export interface LiveHubOptions {
  apiUrl: string;
  /** Tabs of another person in the same browser must not share a stream. */
  subject: string;
  token: TokenSource;
}

/**
 * One stream per browser: HTTP/1.1 allows six connections a host, and every tab holding one would soon use
 * them up. The tab that holds the Web Lock reads the stream and tells the others over a BroadcastChannel; when
 * it closes, the lock passes on and the next tab resumes from the last position it heard of.
 */
export class LiveHub {
  private readonly options: LiveHubOptions;
  private readonly listeners = new Set<LiveListener>();
  private readonly watchers = new Set<() => void>();
  private readonly stopped = new AbortController();
  private channel: BroadcastChannel | undefined;
  private current: LiveState = 'connecting';
  private position: number | undefined;
  private leading = false;

  constructor(options: LiveHubOptions) {
    this.options = options;
  }

  start(): void {
    const name = `trust-fabric.live.${this.options.subject}`;
    if (typeof BroadcastChannel !== 'undefined' && navigator.locks) {
      this.channel = new BroadcastChannel(name);
      this.channel.onmessage = (message: MessageEvent<Message>) => this.hear(message.data);
      this.channel.postMessage({ kind: 'hello' } satisfies Message);
      navigator.locks
        .request(name, { signal: this.stopped.signal }, () => this.lead())
        .catch(() => {
          // Aborted while waiting for the lock: this tab was closed or signed out.
        });
    } else {
      void this.lead();
    }
  }

  stop(): void {
    this.stopped.abort();
    this.channel?.close();
    this.listeners.clear();
    this.watchers.clear();
  }

  subscribe(listener: LiveListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  readonly watchState = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly state = (): LiveState => this.current;

  private async lead(): Promise<void> {
    this.leading = true;
    await keepLive({
      url: `${this.options.apiUrl}/api/trust/live`,
      token: this.options.token,
      from: this.position,
      signal: this.stopped.signal,
      onNotice: (notice) => {
        this.tell({ kind: 'notice', notice });
        this.notice(notice);
      },
      onState: (state) => {
        this.change(state);
        this.tell({ kind: 'state', state, position: this.position });
      },
      onFreshStart: () => {
        this.tell({ kind: 'fresh' });
        this.gap();
      },
    });
  }

  private tell(message: Message): void {
    this.channel?.postMessage(message);
  }

  private hear(message: Message): void {
    if (message.kind === 'hello') {
      if (this.leading) this.tell({ kind: 'state', state: this.current, position: this.position });
    } else if (message.kind === 'notice') this.notice(message.notice);
    else if (message.kind === 'fresh') this.gap();
    else {
      this.position ??= message.position;
      this.change(message.state);
    }
  }

  private notice(notice: LedgerNotice): void {
    if (this.position !== undefined && notice.position <= this.position) return;
    this.position = notice.position;
    for (const listener of this.listeners) listener.onNotice?.(notice);
  }

  private gap(): void {
    for (const listener of this.listeners) listener.onGap?.();
  }

  private change(state: LiveState): void {
    if (state === this.current) return;
    this.current = state;
    for (const watcher of this.watchers) watcher();
  }
}
