import type { ChaosTest } from '@/api/types';
import { StatusDialog } from '@/components/StatusDialog';
import type { ChaosChangeState } from './use-change';

interface Props {
  seen: ChaosTest;
  status: 'aborted' | 'failed';
  change: ChaosChangeState;
  onClose: () => void;
}

/** Ends an experiment early. It is judged by what is known of it by then. */
export function EndDialog({ seen, status, change, onClose }: Props) {
  const isAbort = status === 'aborted';
  return (
    <StatusDialog
      title={isAbort ? 'Abort the experiment' : 'The experiment broke by itself'}
      subject={seen.name}
      reasonRequired
      at={{ label: 'When', description: 'In UTC, if that was not now.' }}
      confirm={isAbort ? 'Abort' : 'Record it'}
      busy={change.isPending}
      error={change.error}
      onConfirm={({ reason, at }) =>
        change.mutate(
          { seen, change: { status, reason: reason ?? '', ...(at ? { at } : {}) } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {isAbort
        ? 'This records that it ended. The fault itself is cleared by the tool that injected it.'
        : 'A broken experiment says nothing of its target: it proves neither way.'}
    </StatusDialog>
  );
}
