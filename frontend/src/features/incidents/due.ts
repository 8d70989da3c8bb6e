import type { ActionItem } from '@/api/types';

const SOON = 3 * 24 * 3_600_000;

export type DueState = 'done' | 'overdue' | 'soon' | 'later';

/** How an item stands to its day: by the page's clock, so that it turns late while somebody looks. */
export function dueState(
  item: Pick<ActionItem, 'dueAt' | 'status'>,
  now: number,
): { state: DueState; distance: number } {
  const left = Date.parse(item.dueAt) - now;
  const distance = Math.abs(left);
  if (item.status === 'done' || item.status === 'cancelled') return { state: 'done', distance };
  return { state: left < 0 ? 'overdue' : left < SOON ? 'soon' : 'later', distance };
}
