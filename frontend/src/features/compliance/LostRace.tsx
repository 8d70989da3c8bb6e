import type { Evidence } from '@/api/types';
import { LostRaceDialog } from '@/components/LostRaceDialog';
import { compareVersions, whyNotMove } from '@/lib/lost-race';
import type { LostRace as Race } from '@/lib/use-record-change';
import type { Change, EvidenceChange } from './use-change';
import { evidenceWords } from './words';

const FIELDS = [
  'status',
  'title',
  'description',
  'evidenceType',
  'owner',
  'rationale',
  'controlId',
  'controls',
  'effectiveFrom',
  'effectiveTo',
  'nextReviewDueAt',
  'revision',
] as const;

/** Why the change cannot be sent again against the newer version; undefined when it can. */
function whyNot(theirs: Evidence, change: Change): string | undefined {
  if (!('move' in change))
    return theirs.status === 'draft' || theirs.status === 'approved'
      ? undefined
      : 'In its present status it cannot be changed.';
  const { status, contentSha256 } = change.move;
  if (contentSha256 && contentSha256 !== theirs.contentSha256)
    return 'It says something else by now. Read it again before you approve it.';
  return whyNotMove('evidence', theirs, { status, reason: change.move.reason });
}

/** Two people changed one piece of evidence: the person sees both, and decides what becomes of theirs. */
export function LostRace({ race, change }: { race: Race<Evidence, Change>; change: EvidenceChange }) {
  const { seen, theirs } = race;
  const mine = 'move' in race.change ? { status: race.change.move.status } : race.change.edit;
  const { reason: _r, ...fields } = mine as Record<string, unknown>;
  return (
    <LostRaceDialog
      noun="evidence"
      theirs={theirs}
      rows={compareVersions([...FIELDS], seen, theirs, fields)}
      words={evidenceWords}
      reason={'move' in race.change ? race.change.move.reason : race.change.edit.reason}
      refused={whyNot(theirs, race.change)}
      error={change.error}
      onDrop={change.dropRace}
      onReapply={() => {
        change.dropRace();
        change.mutate({ seen: theirs, change: race.change });
      }}
    />
  );
}
