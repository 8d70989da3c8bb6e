/** One ledger position as the live stream tells it: what changed, never its content. */
export interface LedgerNotice {
  position: number;
  action: string;
  recordType: string;
  recordId: string | null;
  recordVersion: number | null;
}

/** Live: news arrive. Reconnecting: being tried again. Offline: no network, or tried in vain for a while. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline';

export function readNotice(data: string): LedgerNotice | undefined {
  try {
    const raw = JSON.parse(data) as Partial<LedgerNotice>;
    if (typeof raw.position !== 'number' || typeof raw.action !== 'string') return undefined;
    return {
      position: raw.position,
      action: raw.action,
      recordType: String(raw.recordType ?? ''),
      recordId: raw.recordId ?? null,
      recordVersion: raw.recordVersion ?? null,
    };
  } catch {
    return undefined;
  }
}

/** Full jitter: many pages that lost one server must not come back in step. Bounds in milliseconds. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(250 + random() * (ceiling - 250));
}

/** What to tell the person after `failures` failed tries in a row. */
export function stateAfter(failures: number, online: boolean): LiveState {
  if (!online) return 'offline';
  if (failures === 0) return 'connecting';
  return failures <= 5 ? 'reconnecting' : 'offline';
}
