import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import { HEAD, useListLive } from '@/lib/live/use-list-live';
import { eventKeys, fetchEvent, fetchEvents, type ListedPage, RECORD_TYPE, replaceEvent } from './queries';
import type { EventSearch } from './search';

/** Keeps the events page true without moving it. */
export function useEventsLive(
  search: EventSearch,
  pages: readonly ListedPage[] | undefined,
  openId: string | undefined,
) {
  const api = useApi();
  const client = useQueryClient();
  return useListLive({
    pages,
    openId,
    // A batch is one notice of the type `security_event_batch`.
    concerns: ({ recordType }) => recordType.startsWith(RECORD_TYPE),
    refresh: async (id) => replaceEvent(client, await fetchEvent(api, id)),
    fetchHead: (begun) => fetchEvents(api, search, { begun, cursor: undefined }, HEAD),
    onSettle: () => void client.invalidateQueries({ queryKey: eventKeys.summary }),
    onNotice: ({ recordType, recordId }, open) => {
      if (!open) return;
      if (recordType === 'approval') {
        void client.invalidateQueries({ queryKey: ledgerKeys.approvals(RECORD_TYPE, open) });
      }
      if (recordType.startsWith(RECORD_TYPE) && recordId === open) {
        void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, open) });
      }
    },
  });
}
