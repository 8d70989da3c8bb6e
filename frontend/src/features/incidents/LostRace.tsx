import type { ActionItem, Incident } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { IncidentChange, ItemChange } from './changes';
import { compareItems, compareRace, whyNotReapply, whyNotReapplyItem } from './lost-race';
import type { Change, ItemChangeState } from './use-change';
import { incidentWords } from './words';

/** Two people changed one incident: the person decides what becomes of theirs. */
export function LostRace({ race, change }: { race: Race<Incident, IncidentChange>; change: Change }) {
  return (
    <LostRaceDialog
      noun="incident"
      theirs={race.theirs}
      rows={compareRace(race.seen, race.theirs, race.change)}
      words={incidentWords}
      reason={race.change.reason}
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

/** The same for an action item. */
export function ItemLostRace({
  race,
  change,
}: {
  race: Race<ActionItem, ItemChange>;
  change: ItemChangeState;
}) {
  return (
    <LostRaceDialog
      noun="action item"
      theirs={race.theirs}
      rows={compareItems(race.seen, race.theirs, race.change)}
      words={incidentWords}
      reason={race.change.reason}
      refused={whyNotReapplyItem(race.theirs, race.change)}
      error={change.error}
      onDrop={change.dropRace}
      onReapply={() => {
        change.dropRace();
        change.mutate({ seen: race.theirs, change: race.change });
      }}
    />
  );
}
