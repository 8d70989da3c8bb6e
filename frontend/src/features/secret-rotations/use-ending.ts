import { useQueryClient } from '@tanstack/react-query';
import type { SecretRotation } from '@/api/types';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import { useRecordChange } from '@/lib/use-record-change';
import {
  type Ending,
  endRotation,
  fetchRotation,
  RECORD_TYPE,
  replaceRotation,
  rotationKeys,
} from './queries';

/** Ends a rotation, shows what came of it, and keeps a lost race for the person to settle. */
export function useEnding() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<SecretRotation, Ending, SecretRotation>({
    send: (seen, ending) => endRotation(api, seen, ending),
    fetch: (seen) => fetchRotation(api, seen.id),
    replace: (rotation) => replaceRotation(client, rotation),
    onDone: (rotation) => {
      replaceRotation(client, rotation);
      void client.invalidateQueries({ queryKey: rotationKeys.due });
      void client.invalidateQueries({ queryKey: rotationKeys.attempts });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, rotation.id) });
    },
  });
}

export type EndingChange = ReturnType<typeof useEnding>;
