import { useQueryClient } from '@tanstack/react-query';
import type { ChaosTest } from '@/api/types';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import { useRecordChange } from '@/lib/use-record-change';
import { type Change, changeTest, chaosKeys, fetchTest, RECORD_TYPE, replaceTest } from './queries';

/** Changes an experiment, shows what came of it, and keeps a lost race for the person to settle. */
export function useChaosChange() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<ChaosTest, Change, ChaosTest>({
    send: (seen, change) => changeTest(api, seen, change),
    fetch: (seen) => fetchTest(api, seen.id),
    replace: (test) => replaceTest(client, test),
    onDone: (test) => {
      replaceTest(client, test);
      void client.invalidateQueries({ queryKey: chaosKeys.summary });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, test.id) });
    },
  });
}

export type ChaosChangeState = ReturnType<typeof useChaosChange>;
