import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import { useLive } from '@/lib/live/context';
import { HEAD, useListLive } from '@/lib/live/use-list-live';
import {
  fetchRotation,
  fetchRotations,
  type ListedPage,
  POLICY_TYPE,
  RECORD_TYPE,
  replaceRotation,
  rotationKeys,
} from './queries';
import type { RotationSearch } from './search';

/** Notices are gathered this long, so that a burst costs one look and not hundreds. Milliseconds. */
const GATHER = 400;

/** Keeps figures, chart, policy and an open panel true; what is shown of them is never moved by it. */
export function usePageLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: rotationKeys.due });
      void client.invalidateQueries({ queryKey: rotationKeys.attempts });
    }, GATHER);
  }, [client]);
  useEffect(() => () => clearTimeout(timer.current), []);

  useLive({
    onNotice: ({ recordType, recordId }) => {
      if (recordType === RECORD_TYPE) {
        soon();
        if (recordId) void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, recordId) });
      }
      if (recordType === POLICY_TYPE) {
        soon();
        void client.invalidateQueries({ queryKey: rotationKeys.policy });
        if (recordId) void client.invalidateQueries({ queryKey: ledgerKeys.history(POLICY_TYPE, recordId) });
      }
      // The first request makes the policy a record: until then it has no id to ask by.
      if (recordType === 'approval') {
        void client.invalidateQueries({ queryKey: rotationKeys.policy });
        void client.invalidateQueries({ queryKey: ['ledger', 'approvals', POLICY_TYPE] });
      }
    },
    onGap: () => {
      soon();
      void client.invalidateQueries({ queryKey: rotationKeys.policy });
      void client.invalidateQueries({ queryKey: ['ledger'] });
    },
  });
}

/** Keeps the log true without moving it. */
export function useLogLive(
  search: RotationSearch,
  pages: readonly ListedPage[] | undefined,
  openId: string | undefined,
) {
  const api = useApi();
  const client = useQueryClient();
  return useListLive({
    pages,
    openId,
    concerns: ({ recordType }) => recordType === RECORD_TYPE,
    refresh: async (id) => replaceRotation(client, await fetchRotation(api, id)),
    fetchHead: (begun) => fetchRotations(api, search, { begun, cursor: undefined }, HEAD),
  });
}
