import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from './problem';

export interface LostRace<R, C> {
  seen: R;
  theirs: R;
  change: C;
}

interface Options<R, C, T> {
  /** Sends a change against the version the person saw. */
  send: (seen: R, change: C) => Promise<T>;
  /** Reads the record as it is now, after a refusal. */
  fetch: (seen: R) => Promise<R>;
  /** Puts a newer state wherever it is shown. */
  replace: (record: R) => void;
  onDone: (result: T, seen: R) => void;
}

/** Sends changes of one record, shows what came of them, and keeps a lost race for the person to settle. */
export function useRecordChange<R, C, T>({ send, fetch, replace, onDone }: Options<R, C, T>) {
  const [race, setRace] = useState<LostRace<R, C>>();
  const mutation = useMutation({
    mutationFn: async ({ seen, change }: { seen: R; change: C }) => {
      try {
        return await send(seen, change);
      } catch (error) {
        if (error instanceof ApiError && (error.isLostRace || error.status === 409)) {
          const theirs = await fetch(seen);
          replace(theirs);
          if (error.isLostRace) {
            setRace({ seen, theirs, change });
            return undefined;
          }
        }
        throw error;
      }
    },
    onSuccess: (result, { seen }) => {
      if (result !== undefined) onDone(result, seen);
    },
  });
  return { ...mutation, race, dropRace: () => setRace(undefined) };
}
