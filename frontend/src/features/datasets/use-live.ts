import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '@/lib/live/context';
import { DATASET_TYPE, datasetKeys, EVALUATION_TYPE, evaluationKeys } from './queries';

/** Notices are gathered this long. Milliseconds. */
const GATHER = 500;
const CONCERNS = new Set([DATASET_TYPE, EVALUATION_TYPE]);

/** Keeps an open panel true; lists do so for their own rows. Items are never read again: they cannot change. */
export function usePageLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: datasetKeys.records });
      void client.invalidateQueries({ queryKey: datasetKeys.allVersions });
      void client.invalidateQueries({ queryKey: evaluationKeys.ofAll });
      void client.invalidateQueries({ queryKey: ['ledger'] });
    }, GATHER);
  }, [client]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({
    onNotice: ({ recordType }) => {
      if (CONCERNS.has(recordType)) soon();
    },
    onGap: soon,
  });
}
