import type { GoldenDataset } from '@/api/types';
import dialog from '@/components/Dialog.module.css';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import { StatusDialog } from '@/components/StatusDialog';
import { compareVersions } from '@/lib/lost-race';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { Move } from './queries';
import type { Moving } from './use-move';
import { datasetWords, items } from './words';

interface Props {
  seen: GoldenDataset;
  versions: readonly GoldenDataset[];
  move: Moving;
  onClose: () => void;
}

export function MoveDialog({ seen, versions, move, onClose }: Props) {
  const status = seen.status === 'active' ? 'inactive' : 'active';
  const former = versions.find((one) => one.status === 'active' && one.id !== seen.id);
  return (
    <StatusDialog
      title={status === 'active' ? 'Make this version active' : 'Make this version inactive'}
      subject={`${seen.name}, version ${seen.dataVersion}, ${items(seen.itemCount)}`}
      reasonRequired={false}
      confirm={status === 'active' ? 'Make active' : 'Make inactive'}
      busy={move.isPending}
      error={move.error}
      onConfirm={({ reason }) => move.mutate({ seen, change: { status, reason } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className={dialog.note}>
        {status === 'inactive'
          ? 'No version of this name is active afterwards. Everything stays readable.'
          : former
            ? `One version of a name is active at a time: version ${former.dataVersion} becomes inactive in the same step, and stays readable.`
            : 'One version of a name is active at a time. None is at present.'}
      </p>
    </StatusDialog>
  );
}

/** Somebody else moved the version meanwhile. */
export function LostRace({ race, move }: { race: Race<GoldenDataset, Move>; move: Moving }) {
  const { seen, theirs } = race;
  const { reason, ...fields } = race.change;
  return (
    <LostRaceDialog
      noun="version"
      theirs={theirs}
      rows={compareVersions(['status'], seen, theirs, fields)}
      words={datasetWords}
      reason={reason}
      refused={theirs.status === race.change.status ? `It is ${theirs.status} by now.` : undefined}
      error={move.error}
      onDrop={move.dropRace}
      onReapply={() => {
        move.dropRace();
        move.mutate({ seen: theirs, change: race.change });
      }}
    />
  );
}
