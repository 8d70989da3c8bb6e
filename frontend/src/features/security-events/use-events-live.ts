import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SecurityEvent } from '@/api/types';
import { useApi } from '@/auth/context';
import { useLive } from '@/lib/live/context';
import { inPool } from '@/lib/pool';
import { type NewRows, newRows } from './new-rows';
import { eventKeys, fetchEvent, fetchEvents, type ListedPage, replaceEvent } from './queries';
import type { EventSearch } from './search';

/** Notices are gathered this long, so that a burst costs one look and not hundreds. Milliseconds. */
const GATHER = 400;
/** More changed rows than this at once are not fetched one by one; the reader is offered a fresh list. */
const MOST_AT_ONCE = 60;
const HEAD = 50;

const none: NewRows = { count: 0, atLeast: false };

/**
 * Keeps the page true without moving it: rows on the page change in place, rows that are not yet on it are
 * counted and wait until the reader asks for them.
 */
export function useEventsLive(
  search: EventSearch,
  pages: readonly ListedPage[] | undefined,
  openId: string | undefined,
) {
  const api = useApi();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<NewRows>(none);
  const changed = useRef(new Set<string>());
  const lookAgain = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const loaded = useMemo(() => new Set(pages?.flatMap((page) => page.items.map((item) => item.id))), [pages]);
  const latest = useRef({ search, pages, loaded, openId });
  useEffect(() => {
    latest.current = { search, pages, loaded, openId };
  });

  const first = pages?.[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing waiting
  useEffect(() => setWaiting(none), [first?.begun]);

  const work = useCallback(async () => {
    timer.current = undefined;
    const now = latest.current;
    const ids = [...changed.current];
    changed.current.clear();
    const look = lookAgain.current || ids.length > MOST_AT_ONCE;
    lookAgain.current = false;

    void client.invalidateQueries({ queryKey: eventKeys.summary });
    const fetched = await inPool(ids.slice(0, MOST_AT_ONCE), 4, (id) => fetchEvent(api, id));
    for (const { outcome } of fetched) {
      if (outcome.status === 'fulfilled') replaceEvent(client, outcome.value as SecurityEvent);
    }
    const shown = now.pages?.[0];
    if (!look || !shown) return;
    try {
      const head = await fetchEvents(api, now.search, { begun: shown.begun, cursor: undefined }, HEAD);
      if (latest.current.pages?.[0]?.begun === shown.begun) {
        setWaiting(newRows(latest.current.loaded, shown.page, head));
      }
    } catch {
      // The list itself stays as it is; the next notice looks again.
    }
  }, [api, client]);

  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => void work(), GATHER);
  }, [work]);
  useEffect(() => () => clearTimeout(timer.current), []);

  useLive({
    onNotice: (notice) => {
      const { loaded: known, openId: open } = latest.current;
      if (notice.recordType === 'approval' && open) {
        void client.invalidateQueries({ queryKey: eventKeys.approvals(open) });
      }
      if (!notice.recordType.startsWith('security_event')) return;
      const id = notice.recordId;
      if (id && (known.has(id) || id === open)) changed.current.add(id);
      else lookAgain.current = true;
      if (id && id === open) void client.invalidateQueries({ queryKey: eventKeys.history(id) });
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
