import type { AccessItem } from '@/api/types';
import { ApiError } from '@/lib/problem';

/** How many decisions go in one request. */
export const AT_ONCE = 1_000;

export interface Refused {
  item: AccessItem;
  why: string;
}

/** `own_access: nobody decides about their own access` -> `Nobody decides about their own access` */
export function refusalText(message: string): string {
  const text = message.replace(/^[a-z_]+: /, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Which of the items cannot be decided so, as the conflict names them; undefined for any other error. */
export function refusedOf(error: unknown, items: readonly AccessItem[]): Refused[] | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const refused = (error.problem.errors ?? []).flatMap(({ pointer, message }) => {
    const item = items[Number(/^\/decisions\/(\d+)/.exec(pointer)?.[1] ?? Number.NaN)];
    return item ? [{ item, why: refusalText(message) }] : [];
  });
  return refused.length > 0 ? refused : undefined;
}

/** The row to go to after one was decided: the next that is open, below first, then from the top. */
export function nextOpen(
  rows: readonly AccessItem[],
  decided: string,
  isOpen: (item: AccessItem) => boolean,
): AccessItem | undefined {
  const at = rows.findIndex((row) => row.id === decided);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find(isOpen);
}
