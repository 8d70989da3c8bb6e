import type { SecretRotation } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import { words } from '@/lib/format';
import { compareVersions } from '@/lib/lost-race';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { Ending } from './queries';
import type { EndingChange } from './use-ending';
import { rotationWords } from './words';

/** Two people ended one rotation: the person sees both, and what is ended stays so. */
export function LostRace({ race, change }: { race: Race<SecretRotation, Ending>; change: EndingChange }) {
  const { seen, theirs } = race;
  const canEnd = theirs.nextStatuses.includes(race.change.status);
  return (
    <LostRaceDialog
      noun="rotation"
      theirs={theirs}
      rows={compareVersions(['status', 'rotatedAt', 'failureReason'], seen, theirs, { ...race.change })}
      words={rotationWords}
      refused={
        canEnd
          ? undefined
          : `The rotation has ended: it ${words(theirs.status).toLowerCase()}. Log another one if there was one.`
      }
      error={change.error}
      onDrop={change.dropRace}
      onReapply={() => {
        change.dropRace();
        change.mutate({ seen: theirs, change: race.change });
      }}
    />
  );
}
