import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '@/lib/live/context';
import { BACKUP_TYPE, backupKeys, POLICY_TYPE, RESTORE_TYPE } from './queries';

/** Notices are gathered this long. Milliseconds. */
const GATHER = 500;
const CONCERNS = new Set([BACKUP_TYPE, RESTORE_TYPE, POLICY_TYPE, 'approval']);

/** Keeps figures, charts and an open panel true; lists do so for their own rows. */
export function usePageLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: backupKeys.figures });
      void client.invalidateQueries({ queryKey: ['backups', 'chain'] });
      void client.invalidateQueries({ queryKey: ['backups', 'record'] });
      void client.invalidateQueries({ queryKey: ['restores', 'record'] });
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
