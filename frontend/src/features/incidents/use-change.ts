import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { ActionItem, Incident } from '@/api/types';
import { useApi } from '@/auth/context';
import type { Api } from '@/lib/api';
import { ledgerKeys } from '@/lib/ledger';
import { ApiError } from '@/lib/problem';
import { useRecordChange } from '@/lib/use-record-change';
import { type IncidentChange, type ItemChange, sendChange, sendItemChange } from './changes';
import { isHarmless } from './lost-race';
import { fetchIncident, incidentKeys, itemKeys, RECORD_TYPE, replaceIncident, replaceItem } from './queries';

/** What else is shown of an incident that has changed. */
export function lookAgain(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: incidentKeys.timeline(id) });
  void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, id) });
  void client.invalidateQueries({ queryKey: incidentKeys.figures });
}

const TRIES = 4;

/** Sends a change, past versions that only a note or an action item made. */
export async function sendPast(api: Api, seen: Incident, change: IncidentChange): Promise<Incident> {
  let against = seen;
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendChange(api, against, change);
    } catch (error) {
      if (!(error instanceof ApiError && error.isLostRace) || attempt >= TRIES) throw error;
      const theirs = await fetchIncident(api, seen.id);
      if (!isHarmless(seen, theirs)) throw error;
      against = theirs;
    }
  }
}

/** Sends changes of one incident, shows what came of them, and keeps a lost race for the person to settle. */
export function useChange() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<Incident, IncidentChange, Incident>({
    send: (seen, change) => sendPast(api, seen, change),
    fetch: (seen) => fetchIncident(api, seen.id),
    replace: (incident) => replaceIncident(client, incident),
    onDone: (incident) => {
      replaceIncident(client, incident);
      lookAgain(client, incident.id);
      void client.invalidateQueries({ queryKey: incidentKeys.events(incident.id) });
    },
  });
}

export type Change = ReturnType<typeof useChange>;

/** The same for one action item. */
export function useItemChange() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<ActionItem, ItemChange, ActionItem>({
    send: (seen, change) => sendItemChange(api, seen, change),
    fetch: async (seen) => {
      const incident = await fetchIncident(api, seen.incidentId);
      replaceIncident(client, incident);
      const item = incident.actionItems.find((one) => one.id === seen.id);
      if (!item) throw new Error('The action item is not there any more.');
      return item;
    },
    replace: (item) => replaceItem(client, item),
    onDone: (item) => {
      replaceItem(client, item);
      lookAgain(client, item.incidentId);
      void client.invalidateQueries({ queryKey: incidentKeys.record(item.incidentId) });
      void client.invalidateQueries({ queryKey: itemKeys.record(item.id) });
    },
  });
}

export type ItemChangeState = ReturnType<typeof useItemChange>;
