import type { AccessItem } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import { compareVersions } from '@/lib/lost-race';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { Decision } from './queries';
import { reviewWords } from './words';

const FIELDS = ['decision', 'decisionReason', 'newPermissions', 'actionReference', 'actionStatus'];

interface Props {
  race: Race<AccessItem, Decision>;
  onDrop: () => void;
  onReapply: () => void;
}

/** Two people decided about one account: the later one sees both decisions and settles it. */
export function LostRace({ race: { seen, theirs, change }, onDrop, onReapply }: Props) {
  const { reason, ...rest } = change;
  return (
    <LostRaceDialog
      noun="account"
      theirs={theirs}
      rows={compareVersions(FIELDS, seen, theirs, { ...rest, ...(reason ? { decisionReason: reason } : {}) })}
      words={reviewWords}
      reason={reason}
      error={undefined}
      onDrop={onDrop}
      onReapply={onReapply}
    />
  );
}
