import type { SecurityEvent } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { EventChange } from './changes';
import { compareRace, whyNotReapply } from './lost-race';
import type { Change } from './use-change';
import { eventWords } from './words';

/** Two people changed one event: the person decides what becomes of theirs. */
export function LostRace({ race, change }: { race: Race<SecurityEvent, EventChange>; change: Change }) {
  return (
    <LostRaceDialog
      noun="event"
      theirs={race.theirs}
      rows={compareRace(race.seen, race.theirs, race.change)}
      words={eventWords}
      reason={race.change.kind === 'edit' ? undefined : race.change.reason}
      refused={whyNotReapply(race.theirs, race.change)}
      error={change.error}
      onDrop={change.dropRace}
      onReapply={() => {
        change.dropRace();
        change.mutate({ seen: race.theirs, change: race.change });
      }}
    />
  );
}
