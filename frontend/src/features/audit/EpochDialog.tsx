import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '@/auth/context';
import { StatusDialog } from '@/components/StatusDialog';
import { toast } from '@/components/toast';
import { proposeEpoch } from './queries';

/** Asks to go on with a ledger that lost entries; a second person decides on the Approvals page. */
export function EpochDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const [key] = useState(() => crypto.randomUUID());
  const proposing = useMutation({
    mutationFn: (reason: string) => proposeEpoch(api, reason, key),
    onSuccess: () => {
      void toast({ title: 'A second person must decide', message: 'It waits under Approvals.' });
      onClose();
    },
  });
  return (
    <StatusDialog
      title="Propose a new epoch"
      subject="The ledger goes on under a new name, and its first entry names what was lost."
      reasonRequired
      confirm="Ask a second person"
      busy={proposing.isPending}
      error={proposing.error}
      onConfirm={({ reason }) => proposing.mutate(reason ?? '')}
      onClose={onClose}
    />
  );
}
