import type { SecurityEvent, SecurityEventStatus } from '@/api/types';
import type { Api } from '@/lib/api';
import { inPool } from '@/lib/pool';
import { type Problem, problemOf } from '@/lib/problem';
import { sendChange } from './changes';

export interface BulkFailure {
  event: SecurityEvent;
  problem: Problem;
}

export interface BulkOutcome {
  changed: SecurityEvent[];
  failed: BulkFailure[];
}

/** How many requests of one bulk change run at once. */
const WIDTH = 4;

/** The statuses at least one of the events may move to, and whether any of those moves needs a reason. */
export function bulkMoves(events: readonly SecurityEvent[]) {
  const found = new Map<
    SecurityEventStatus,
    { status: SecurityEventStatus; reasonRequired: boolean; count: number }
  >();
  for (const event of events) {
    for (const { status, reasonRequired } of event.nextStatuses) {
      const entry = found.get(status) ?? { status, reasonRequired: false, count: 0 };
      found.set(status, {
        status,
        reasonRequired: entry.reasonRequired || reasonRequired,
        count: entry.count + 1,
      });
    }
  }
  return [...found.values()];
}

/** Changes each event by itself: one that is refused does not keep the others back, and each says why. */
export async function changeAll(
  api: Api,
  events: readonly SecurityEvent[],
  change: { status: SecurityEventStatus; reason: string | undefined; resolution: string | undefined },
  onDone: (done: number) => void,
): Promise<BulkOutcome> {
  const results = await inPool(
    events,
    WIDTH,
    (event) => sendChange(api, event, { kind: 'status', ...change }),
    onDone,
  );
  const outcome: BulkOutcome = { changed: [], failed: [] };
  for (const { item, outcome: one } of results) {
    if (one.status === 'rejected') outcome.failed.push({ event: item, problem: problemOf(one.reason) });
    else if ('event' in one.value) outcome.changed.push(one.value.event);
  }
  return outcome;
}
