import type { ChaosTest } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import { compareVersions } from '@/lib/lost-race';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { Change } from './queries';
import type { ChaosChangeState } from './use-change';
import { chaosWords } from './words';

const FIELDS = ['status', 'failurePoints', 'recoveryActions', 'lessonsLearned', 'incidentId'] as const;

/** Somebody was faster: the person sees both, and decides what becomes of theirs. */
export function LostRace({ race, change }: { race: Race<ChaosTest, Change>; change: ChaosChangeState }) {
  const { seen, theirs } = race;
  const { reason, ...fields } = race.change;
  const isDone = 'status' in race.change && !theirs.nextStatuses.includes(race.change.status);
  return (
    <LostRaceDialog
      noun="experiment"
      theirs={theirs}
      rows={compareVersions([...FIELDS], seen, theirs, fields)}
      words={chaosWords}
      reason={reason}
      refused={isDone ? `It is ${theirs.status} by now.` : undefined}
      error={change.error}
      onDrop={change.dropRace}
      onReapply={() => {
        change.dropRace();
        change.mutate({ seen: theirs, change: race.change });
      }}
    />
  );
}
