import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '@/auth/context';
import { useLive } from '@/lib/live/context';
import { renewCompliance, renewControls } from './queries';

/** Notices are gathered this long. Milliseconds. */
const GATHER = 500;
/** Everything that changes what is covered, or what is said of a control. */
export const CONCERNS = new Set([
  'compliance_evidence',
  'evidence_revision',
  'evidence_file',
  'compliance_control',
  'compliance_scope',
]);

/** Keeps figures, rows of controls and open panels true; the list of evidence does so for its own rows. */
export function usePageLive(): void {
  const api = useApi();
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      renewCompliance(client);
      void client.invalidateQueries({ queryKey: ['ledger'] });
      // The next notice looks again.
      renewControls(client, api).catch(() => {});
    }, GATHER);
  }, [client, api]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({
    onNotice: ({ recordType }) => {
      if (CONCERNS.has(recordType)) soon();
    },
    onGap: soon,
  });
}
