import { useQueryClient } from '@tanstack/react-query';
import type { Approval, ModelVersion } from '@/api/types';
import { useApi } from '@/auth/context';
import { toast } from '@/components/toast';
import { ledgerKeys } from '@/lib/ledger';
import { useRecordChange } from '@/lib/use-record-change';
import {
  editVersion,
  fetchVersion,
  isApproval,
  type Move,
  moveVersion,
  renew,
  replaceVersion,
  VERSION_TYPE,
  type VersionEdit,
} from './queries';

export type Change = Move | VersionEdit;
export const isMove = (change: Change): change is Move => 'status' in change;

/** Changes a version, shows what came of it, and keeps a lost race for the person to settle. */
export function useVersionChange() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<ModelVersion, Change, ModelVersion | Approval>({
    send: (seen, change) =>
      isMove(change) ? moveVersion(api, seen, change) : editVersion(api, seen, change),
    fetch: (seen) => fetchVersion(api, seen.id),
    replace: (version) => replaceVersion(client, version),
    onDone: (answer, seen) => {
      if (isApproval(answer))
        void toast({ title: 'Asked a second person', message: 'You registered it, so another one decides.' });
      else replaceVersion(client, answer);
      renew(client);
      void client.invalidateQueries({ queryKey: ledgerKeys.approvals(VERSION_TYPE, seen.id) });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(VERSION_TYPE, seen.id) });
    },
  });
}

export type VersionChange = ReturnType<typeof useVersionChange>;
