import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type KnownPage, type NewRows, newRows } from '@/lib/new-rows';
import { inPool } from '@/lib/pool';
import { useLive } from './context';
import type { LedgerNotice } from './notice';

/** Notices are gathered this long, so that a burst costs one look and not hundreds. Milliseconds. */
const GATHER = 400;
/** More changed rows than this at once are not fetched one by one; the reader is offered a fresh list. */
const MOST_AT_ONCE = 60;
/** How many rows of the list's head are looked at to count the new ones. */
export const HEAD = 50;

const none: NewRows = { count: 0, atLeast: false };

export interface ListLive<P extends KnownPage & { begun: number }> {
  /** The list as shown; undefined while it is not read, or while another one's rows stand in for it. */
  pages: readonly P[] | undefined;
  /** The record whose panel is open, whether or not the list holds it. */
  openId: string | undefined;
  /** Whether a notice is about records of this list. */
  concerns: (notice: LedgerNotice) => boolean;
  /** Rows never change: each notice that concerns the list is one more row, and nothing is read to count it. */
  appends?: boolean;
  /** Reads a row that changed and puts its newer state where it is shown. */
  refresh: (id: string) => Promise<void>;
  /** The list's present first rows, looking back from the same moment as the list itself. */
  fetchHead: (begun: number) => Promise<KnownPage>;
  /** Once per gathered burst: figures and the like. */
  onSettle?: () => void;
  /** Every notice as it comes, also of other record types: what a panel shows besides its record. */
  onNotice?: (notice: LedgerNotice, openId: string | undefined) => void;
}

/**
 * Keeps a list true without moving it: rows on the page change in place, rows that are not yet on it are
 * counted and wait until the reader asks for them.
 */
export function useListLive<P extends KnownPage & { begun: number }>(options: ListLive<P>) {
  const { pages } = options;
  const [waiting, setWaiting] = useState<NewRows>(none);
  const changed = useRef(new Set<string>());
  const lookAgain = useRef(false);
  const added = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const loaded = useMemo(() => new Set(pages?.flatMap((page) => page.items.map((item) => item.id))), [pages]);
  const latest = useRef({ ...options, loaded });
  useEffect(() => {
    latest.current = { ...options, loaded };
  });

  const first = pages?.[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing waiting
  useEffect(() => setWaiting(none), [first?.begun]);

  const work = useCallback(async () => {
    timer.current = undefined;
    const now = latest.current;
    if (now.appends) {
      const more = added.current;
      const missed = lookAgain.current;
      added.current = 0;
      lookAgain.current = false;
      now.onSettle?.();
      setWaiting(({ count, atLeast }) => ({ count: count + more, atLeast: atLeast || missed }));
      return;
    }
    const ids = [...changed.current];
    changed.current.clear();
    const look = lookAgain.current || ids.length > MOST_AT_ONCE;
    lookAgain.current = false;

    now.onSettle?.();
    await inPool(ids.slice(0, MOST_AT_ONCE), 4, now.refresh);
    const shown = now.pages?.[0];
    if (!look || !shown) return;
    try {
      const head = await now.fetchHead(shown.begun);
      if (latest.current.pages?.[0]?.begun === shown.begun) {
        setWaiting(newRows(latest.current.loaded, shown.page, head));
      }
    } catch {
      // The list itself stays as it is; the next notice looks again.
    }
  }, []);

  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => void work(), GATHER);
  }, [work]);
  useEffect(() => () => clearTimeout(timer.current), []);

  useLive({
    onNotice: (notice) => {
      const { loaded: known, openId: open, concerns, onNotice } = latest.current;
      onNotice?.(notice, open);
      if (!concerns(notice)) return;
      const id = notice.recordId;
      if (latest.current.appends) added.current++;
      else if (id && (known.has(id) || id === open)) changed.current.add(id);
      else lookAgain.current = true;
      soon();
    },
    onGap: () => {
      const { openId: open } = latest.current;
      lookAgain.current = true;
      if (open) changed.current.add(open);
      soon();
    },
  });

  return { waiting, clear: useCallback(() => setWaiting(none), []) };
}
