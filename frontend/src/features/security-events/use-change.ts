import { useQueryClient } from '@tanstack/react-query';
import type { SecurityEvent } from '@/api/types';
import { useApi } from '@/auth/context';
import { toast } from '@/components/toast';
import { ledgerKeys } from '@/lib/ledger';
import { useRecordChange } from '@/lib/use-record-change';
import { type ChangeResult, type EventChange, sendChange } from './changes';
import { eventKeys, fetchEvent, RECORD_TYPE, replaceEvent } from './queries';

/** Sends changes of one event, shows what came of them, and keeps a lost race for the person to settle. */
export function useChange() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<SecurityEvent, EventChange, ChangeResult>({
    send: (seen, change) => sendChange(api, seen, change),
    fetch: (seen) => fetchEvent(api, seen.id),
    replace: (event) => replaceEvent(client, event),
    onDone: (result, { id }) => {
      if ('event' in result) replaceEvent(client, result.event);
      else void toast({ title: 'Waiting for a second person', message: 'Compliance or an admin decides.' });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, id) });
      void client.invalidateQueries({ queryKey: ledgerKeys.approvals(RECORD_TYPE, id) });
      void client.invalidateQueries({ queryKey: eventKeys.summary });
    },
  });
}

export type Change = ReturnType<typeof useChange>;
