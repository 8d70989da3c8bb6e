import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { ledgerKeys } from '@/lib/ledger';
import { useLive } from '@/lib/live/context';
import { RECORD_TYPE, sloKeys } from './queries';

/** Notices are gathered this long: a batch of measurements costs one look and not hundreds. Milliseconds. */
const GATHER = 1_000;
const CONCERNS = new Set(['slo_definition', 'slo_tracking', 'slo_alert', 'slo_exclusion', 'approval']);

/** Keeps figures, charts and an open panel true; what is shown of them is never moved by it. */
export function usePageLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: sloKeys.all });
    }, GATHER);
  }, [client]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({
    onNotice: ({ recordType, recordId }) => {
      if (!CONCERNS.has(recordType)) return;
      soon();
      if (recordType === RECORD_TYPE && recordId)
        void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, recordId) });
      if (recordType === 'approval') void client.invalidateQueries({ queryKey: ['ledger', 'approvals'] });
    },
    onGap: () => {
      soon();
      void client.invalidateQueries({ queryKey: ['ledger'] });
    },
  });
}
