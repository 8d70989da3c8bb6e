import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecurityEvent } from '@/api/types';
import { useApi } from '@/auth/context';
import { toast } from '@/components/toast';
import { ApiError } from '@/lib/problem';
import { type EventChange, sendChange } from './changes';
import { eventKeys, fetchEvent, replaceEvent } from './queries';

export interface LostRace {
  seen: SecurityEvent;
  theirs: SecurityEvent;
  change: EventChange;
}

/** Sends changes of one event, shows what came of them, and keeps a lost race for the person to settle. */
export function useChange() {
  const api = useApi();
  const client = useQueryClient();
  const [race, setRace] = useState<LostRace>();

  const mutation = useMutation({
    mutationFn: async ({ seen, change }: { seen: SecurityEvent; change: EventChange }) => {
      try {
        return await sendChange(api, seen, change);
      } catch (error) {
        if (error instanceof ApiError && (error.isLostRace || error.status === 409)) {
          const theirs = await fetchEvent(api, seen.id);
          replaceEvent(client, theirs);
          if (error.isLostRace) {
            setRace({ seen, theirs, change });
            return undefined;
          }
        }
        throw error;
      }
    },
    onSuccess: (result, { seen }) => {
      if (!result) return;
      if ('event' in result) replaceEvent(client, result.event);
      else void toast({ title: 'Waiting for a second person', message: 'Compliance or an admin decides.' });
      void client.invalidateQueries({ queryKey: eventKeys.history(seen.id) });
      void client.invalidateQueries({ queryKey: eventKeys.approvals(seen.id) });
      void client.invalidateQueries({ queryKey: eventKeys.summary });
    },
  });

  return { ...mutation, race, dropRace: () => setRace(undefined) };
}

export type Change = ReturnType<typeof useChange>;
