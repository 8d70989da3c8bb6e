import type { Slo } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import { compareVersions } from '@/lib/lost-race';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { Change, SloChangeState } from './use-change';
import { sloWords } from './words';

const FIELDS = ['target', 'period', 'owner', 'description', 'tags', 'lifecycle'] as const;

/** Two people changed one objective: the person sees both, and decides what becomes of theirs. */
export function LostRace({ race, change }: { race: Race<Slo, Change>; change: SloChangeState }) {
  const { seen, theirs } = race;
  const { reason, ...fields } = race.change;
  const isDone = 'lifecycle' in race.change && !theirs.nextLifecycles.includes(race.change.lifecycle);
  return (
    <LostRaceDialog
      noun="objective"
      theirs={theirs}
      rows={compareVersions([...FIELDS], seen, theirs, fields)}
      words={sloWords}
      reason={reason}
      refused={isDone ? `It is ${theirs.lifecycle} by now.` : undefined}
      error={change.error}
      onDrop={change.dropRace}
      onReapply={() => {
        change.dropRace();
        change.mutate({ seen: theirs, change: race.change });
      }}
    />
  );
}
