import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import type { LedgerNotice } from '@/lib/live/notice';
import { HEAD, useListLive } from '@/lib/live/use-list-live';
import {
  fetchBoard,
  fetchIncident,
  fetchIncidents,
  fetchItems,
  ITEM_TYPE,
  incidentKeys,
  type ListedIncidents,
  type ListedItems,
  RECORD_TYPE,
  replaceIncident,
  replaceItem,
} from './queries';
import type { IncidentSearch } from './search';

/** What the open panel shows besides its record follows the record: each change of a part makes a new version. */
function useOpenPanel() {
  const client = useQueryClient();
  return ({ recordType, recordId }: LedgerNotice, open: string | undefined) => {
    if (!open) return;
    if (recordType === RECORD_TYPE && recordId === open) {
      void client.invalidateQueries({ queryKey: incidentKeys.timeline(open) });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, open) });
    }
    if (recordType === 'security_event') {
      void client.invalidateQueries({ queryKey: incidentKeys.events(open) });
    }
  };
}

/** Keeps the list or the board true without moving it. */
export function useIncidentsLive(
  search: IncidentSearch,
  pages: readonly ListedIncidents[] | undefined,
  openId: string | undefined,
) {
  const api = useApi();
  const client = useQueryClient();
  const onNotice = useOpenPanel();
  return useListLive({
    pages,
    openId,
    concerns: ({ recordType }) => recordType === RECORD_TYPE,
    refresh: async (id) => replaceIncident(client, await fetchIncident(api, id)),
    fetchHead: (begun) =>
      search.view === 'board'
        ? fetchBoard(api, search, begun)
        : fetchIncidents(api, search, { begun, cursor: undefined }, HEAD),
    onSettle: () => void client.invalidateQueries({ queryKey: incidentKeys.figures }),
    onNotice,
  });
}

/** The same for the action items of all incidents. */
export function useItemsLive(
  search: IncidentSearch,
  pages: readonly ListedItems[] | undefined,
  openId: string | undefined,
) {
  const api = useApi();
  const client = useQueryClient();
  const onNotice = useOpenPanel();
  const incidentOf = (itemId: string) =>
    pages?.flatMap((page) => page.items).find((item) => item.id === itemId)?.incidentId;
  return useListLive({
    pages,
    openId,
    concerns: ({ recordType }) => recordType === ITEM_TYPE || recordType === RECORD_TYPE,
    // An item is read with its incident, which holds it.
    refresh: async (id) => {
      const incident = await fetchIncident(api, incidentOf(id) ?? id);
      replaceIncident(client, incident);
      for (const item of incident.actionItems) replaceItem(client, item);
    },
    fetchHead: (begun) => fetchItems(api, search, { begun, cursor: undefined }, HEAD),
    onSettle: () => void client.invalidateQueries({ queryKey: incidentKeys.figures }),
    onNotice,
  });
}
