import { Link } from '@tanstack/react-router';
import type { BackupSummary, BackupTarget } from '@/api/types';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { isoMilliseconds } from '@/lib/format';
import { DRILL_WITHIN } from './queries';
import type { BackupSearch } from './search';
import classes from './Targets.module.css';
import { secondsText, stateOf, typeName } from './words';

interface Props {
  summary: BackupSummary;
  search: BackupSearch;
  onOpen: (target: string) => void;
}

export const provedSince = (summary: BackupSummary) =>
  Date.parse(summary.asOf) - (isoMilliseconds(DRILL_WITHIN) ?? 0);

/** One row a target: its newest good backup of each kind, and the restore that proved it. */
export function Targets({ summary, search, onOpen }: Props) {
  const since = provedSince(summary);
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">Targets of backups</caption>
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">State</th>
          <th scope="col">Newest good backups</th>
          <th scope="col">Last verified restore</th>
        </tr>
      </thead>
      <tbody>
        {summary.items.map((target) => (
          <tr
            key={target.target}
            className={classes.row}
            data-row-id={target.target}
            data-open={target.target === search.open || undefined}
            onClick={(event) => {
              if (!(event.target as HTMLElement).closest('a, button')) onOpen(target.target);
            }}
          >
            <th scope="row">
              <Link
                from="/backup/backups"
                to="/backup/backups"
                search={(now) => ({ ...now, open: target.target, backup: undefined, restore: undefined })}
                className={classes.name}
                data-row-link
              >
                {target.target}
              </Link>
            </th>
            <td data-head="State">
              <StatusBadge status={stateOf(target, since)} />
            </td>
            <td data-head="Newest good backups">
              <Newest target={target} />
            </td>
            <td data-head="Last verified restore">
              <Proof target={target} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Newest({ target }: { target: BackupTarget }) {
  const made = target.backups.filter((one) => one.completedAt !== null || one.onTime === false);
  if (made.length === 0) return <span className="dim">None yet</span>;
  return (
    <span className={classes.newest}>
      {made.map((one) => (
        <span key={one.backupType} data-late={one.onTime === false || undefined}>
          {typeName(one.backupType)} {one.completedAt ? <RelativeTime at={one.completedAt} /> : 'never'}
          {one.onTime === false && ', late'}
        </span>
      ))}
    </span>
  );
}

function Proof({ target }: { target: BackupTarget }) {
  const last = target.lastVerifiedRestore;
  if (!last) return <span className="dim">Never proved</span>;
  return (
    <span className={classes.newest}>
      <RelativeTime at={last.completedAt} />
      <span data-late={last.withinRto === false || undefined}>RTO {secondsText(last.rtoSeconds)}</span>
      {last.rpoSeconds !== null && (
        <span data-late={last.withinRpo === false || undefined}>RPO {secondsText(last.rpoSeconds)}</span>
      )}
    </span>
  );
}
