import type { DueRotation, DueRotations } from '@/api/types';
import { DEFAULT_WINDOW, type RotationSearch, type Show, type Window } from './search';

export const DAY = 86_400_000;

/** A secret as the page shows it. It may have left the API's list since: then it is no longer in use. */
export type Secret = DueRotation & { isGone?: true };

const isDueBefore = (secret: DueRotation, until: number) =>
  secret.state === 'overdue' ||
  secret.state === 'never_rotated' ||
  (secret.nextRotationDueAt !== null && Date.parse(secret.nextRotationDueAt) < until);

const shows: Record<Show, (secret: DueRotation, until: number) => boolean> = {
  overdue: ({ state }) => state === 'overdue',
  never_rotated: ({ state }) => state === 'never_rotated',
  due: (secret, until) => isOnTime(secret) && isDueBefore(secret, until),
  on_time: (secret) => isOnTime(secret),
  failed: ({ lastAttempt }) => lastAttempt.status === 'failed',
  in_progress: ({ lastAttempt }) => lastAttempt.status === 'in_progress',
};

const isOnTime = ({ state }: DueRotation) => state === 'due' || state === 'on_time';

/** The secrets that the address asks for, in the API's order: the worst first. */
export function dueFor(due: DueRotations, search: RotationSearch): DueRotation[] {
  const until = Date.parse(due.asOf) + Number(search.window ?? DEFAULT_WINDOW) * DAY;
  const words = search.q?.toLowerCase().split(/\s+/) ?? [];
  return due.items.filter((secret) => {
    if (search.type && !search.type.includes(secret.secretType)) return false;
    if (search.owner && !search.owner.includes(secret.owner)) return false;
    const text = `${secret.secretName} ${secret.owner}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return false;
    if (search.dueFrom || search.dueTo) {
      const at = secret.nextRotationDueAt;
      if (!at) return false;
      return (
        (!search.dueFrom || Date.parse(at) >= Date.parse(search.dueFrom)) &&
        (!search.dueTo || Date.parse(at) < Date.parse(search.dueTo))
      );
    }
    return search.show ? shows[search.show](secret, until) : isDueBefore(secret, until);
  });
}

export interface Figures {
  overdue: number;
  neverRotated: number;
  /** Undefined where the list was cut before the window's end. */
  due: number | undefined;
  failed: number;
  inProgress: number;
  onTime: number;
  secrets: number;
  /** Whole per cent, never rounded up to 100; undefined without secrets. */
  percent: number | undefined;
}

/** The figures over the whole list; how many are due counts the default window. */
export function figuresOf(due: DueRotations, window: Window = DEFAULT_WINDOW): Figures {
  const until = Date.parse(due.asOf) + Number(window) * DAY;
  const count = (show: Show) => due.items.filter((secret) => shows[show](secret, until)).length;
  const { coverage } = due;
  const last = due.items.at(-1);
  const isCut = due.items.length < due.total && last !== undefined && isDueBefore(last, until);
  return {
    overdue: coverage.overdue,
    neverRotated: coverage.neverRotated,
    due: isCut ? undefined : count('due'),
    failed: count('failed'),
    inProgress: count('in_progress'),
    onTime: coverage.onTime,
    secrets: coverage.secrets,
    percent: coverage.secrets > 0 ? Math.floor((coverage.onTime / coverage.secrets) * 100) : undefined,
  };
}

/**
 * The rows as they are shown, each with its newest state, none moved: the order stays as the reader got it. What
 * the address asks for by now and is not shown waits.
 */
export function keepPlaces(
  shown: readonly Secret[],
  due: DueRotations,
  search: RotationSearch,
): { rows: Secret[]; waiting: number } {
  const fresh = new Map(due.items.map((secret) => [secret.secretName, secret]));
  const isWhole = due.items.length === due.total;
  const known = new Set(shown.map((secret) => secret.secretName));
  return {
    rows: shown.map(
      (old) => fresh.get(old.secretName) ?? (isWhole ? { ...old, isGone: true as const } : old),
    ),
    waiting: dueFor(due, search).filter((secret) => !known.has(secret.secretName)).length,
  };
}
