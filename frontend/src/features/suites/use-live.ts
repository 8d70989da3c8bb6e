import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '@/lib/live/context';
import { RESULT_TYPE, suiteKeys } from './queries';

/** Notices are gathered this long: a run of thousands of tests costs one look. Milliseconds. */
const GATHER = 1_500;

/** Keeps suites, their figures and an open panel true; lists do so for their own rows. */
export function usePageLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: suiteKeys.all });
    }, GATHER);
  }, [client]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({
    onNotice: ({ recordType }) => {
      if (recordType === RESULT_TYPE) soon();
    },
    onGap: soon,
  });
}
