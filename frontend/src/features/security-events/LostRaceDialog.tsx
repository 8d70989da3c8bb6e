import { Button, Modal } from '@mantine/core';
import { ProblemNote } from '@/components/States';
import { RelativeTime } from '@/components/Time';
import { authorName } from '@/lib/format';
import classes from './LostRaceDialog.module.css';
import { compareRace, whyNotReapply } from './lost-race';
import type { Change, LostRace } from './use-change';
import { fieldName, fieldValue } from './words';

/** Two people changed one event: both versions side by side, and the person decides what becomes of theirs. */
export function LostRaceDialog({ race, change }: { race: LostRace; change: Change }) {
  const { seen, theirs } = race;
  const rows = compareRace(seen, theirs, race.change);
  const refused = whyNotReapply(theirs, race.change);
  const reapply = () => {
    change.dropRace();
    change.mutate({ seen: theirs, change: race.change });
  };
  return (
    <Modal opened onClose={change.dropRace} title="Somebody was faster" size={640}>
      <p className={classes.lead}>
        <strong>{authorName(theirs.updatedBy)}</strong> changed this event{' '}
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
                <th scope="row">{fieldName(row.field)}</th>
                <td>{fieldValue(row.field, row.seen)}</td>
                <td>{fieldValue(row.field, row.theirs)}</td>
                <td>
                  {'mine' in row ? fieldValue(row.field, row.mine) : <span className="dim">untouched</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {race.change.kind !== 'edit' && race.change.reason && (
        <p className={classes.reason}>
          Your reason: <q>{race.change.reason}</q>
        </p>
      )}
      {refused && <p className={classes.refused}>{refused}</p>}
      {change.error && <ProblemNote error={change.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={change.dropRace}>
          Drop my change
        </Button>
        <Button onClick={reapply} disabled={refused !== undefined}>
          Apply mine to the new version
        </Button>
      </div>
    </Modal>
  );
}
