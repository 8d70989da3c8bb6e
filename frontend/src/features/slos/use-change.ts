import { useQueryClient } from '@tanstack/react-query';
import type { Slo } from '@/api/types';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import { useRecordChange } from '@/lib/use-record-change';
import { editSlo, fetchSlo, moveSlo, RECORD_TYPE, renewSlo, type SloChange, sloKeys } from './queries';

export type Change = SloChange | { lifecycle: 'active' | 'retired'; reason: string };

/** Changes an objective, shows what came of it, and keeps a lost race for the person to settle. */
export function useSloChange() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<Slo, Change, Slo>({
    send: (seen, change) =>
      'lifecycle' in change
        ? moveSlo(api, seen, change.lifecycle, change.reason)
        : editSlo(api, seen, change),
    fetch: (seen) => fetchSlo(api, seen.id),
    replace: (slo) => client.setQueryData(sloKeys.record(slo.id), slo),
    onDone: (slo) => {
      client.setQueryData(sloKeys.record(slo.id), slo);
      renewSlo(client, slo.id);
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, slo.id) });
    },
  });
}

export type SloChangeState = ReturnType<typeof useSloChange>;
