import { Button, Modal } from '@mantine/core';
import type { Person } from '@/api/types';
import { authorName } from '@/lib/format';
import type { RaceRow } from '@/lib/lost-race';
import type { RecordWords } from '@/lib/record-words';
import classes from './LostRaceDialog.module.css';
import { ProblemNote } from './States';
import { RelativeTime } from './Time';

interface Props {
  /** What was changed, as a sentence says it: `event`. */
  noun: string;
  theirs: { updatedBy: Person; updatedAt: string };
  rows: readonly RaceRow[];
  words: RecordWords;
  /** The reason the person gave, which would be sent again. */
  reason?: string | undefined;
  /** Why the change cannot be applied to the newer version; undefined when it can. */
  refused?: string | undefined;
  error: unknown;
  onDrop: () => void;
  onReapply: () => void;
}

/** Two people changed one record: both versions side by side, and the person decides what becomes of theirs. */
export function LostRaceDialog({
  noun,
  theirs,
  rows,
  words,
  reason,
  refused,
  error,
  onDrop,
  onReapply,
}: Props) {
  return (
    <Modal opened onClose={onDrop} title="Somebody was faster" size={640}>
      <p className={classes.lead}>
        <strong>{authorName(theirs.updatedBy)}</strong> changed this {noun}{' '}
        <RelativeTime at={theirs.updatedAt} />, after you opened it. Nothing of yours was saved yet.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: may scroll sideways on a small screen */}
      <section className={classes.scroll} aria-label="Both versions" tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">When you opened it</th>
              <th scope="col">Now</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.field} data-conflict={row.conflict || undefined}>
                <th scope="row">{words.field(row.field)}</th>
                <td>{words.value(row.field, row.seen)}</td>
                <td>{words.value(row.field, row.theirs)}</td>
                <td>
                  {'mine' in row ? words.value(row.field, row.mine) : <span className="dim">untouched</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {reason && (
        <p className={classes.reason}>
          Your reason: <q>{reason}</q>
        </p>
      )}
      {refused && <p className={classes.refused}>{refused}</p>}
      {Boolean(error) && <ProblemNote error={error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDrop}>
          Drop my change
        </Button>
        <Button onClick={onReapply} disabled={refused !== undefined}>
          Apply mine to the new version
        </Button>
      </div>
    </Modal>
  );
}
