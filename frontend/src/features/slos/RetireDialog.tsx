import type { Slo } from '@/api/types';
import { StatusDialog } from '@/components/StatusDialog';
import type { SloChangeState } from './use-change';

interface Props {
  seen: Slo;
  change: SloChangeState;
  onClose: () => void;
}

export function RetireDialog({ seen, change, onClose }: Props) {
  const lifecycle = seen.lifecycle === 'active' ? 'retired' : 'active';
  return (
    <StatusDialog
      title={lifecycle === 'retired' ? 'Retire the objective' : 'Take the objective up again'}
      subject={`${seen.service} / ${seen.name}`}
      reasonRequired
      confirm={lifecycle === 'retired' ? 'Retire' : 'Take up again'}
      busy={change.isPending}
      error={change.error}
      onConfirm={({ reason }) =>
        change.mutate({ seen, change: { lifecycle, reason: reason ?? '' } }, { onSuccess: onClose })
      }
      onClose={onClose}
    />
  );
}
