import type { ModelVersion } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import { compareVersions, whyNotMove } from '@/lib/lost-race';
import type { LostRace as Race } from '@/lib/use-record-change';
import { type Change, isMove, type VersionChange } from './use-change';
import { versionWords } from './words';

const FIELDS = ['status', 'rolloutPercentage', 'owner', 'description', 'evaluationMetrics'] as const;

/** Two people changed one version: the person sees both, and decides what becomes of theirs. */
export function LostRace({ race, change }: { race: Race<ModelVersion, Change>; change: VersionChange }) {
  const { seen, theirs } = race;
  const { reason, ...fields } = race.change;
  // A change of share is no move: the version stays where it is.
  const moves = isMove(race.change) && race.change.status !== seen.status;
  return (
    <LostRaceDialog
      noun="version"
      theirs={theirs}
      rows={compareVersions([...FIELDS], seen, theirs, fields)}
      words={versionWords}
      reason={reason}
      refused={
        moves && isMove(race.change)
          ? whyNotMove('version', theirs, { status: race.change.status, reason })
          : undefined
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
