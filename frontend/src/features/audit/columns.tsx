import { Link } from '@tanstack/react-router';
import type { Verification } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { PersonName } from '@/components/PersonName';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { authorName, number, shortId, spanText, words } from '@/lib/format';
import type { EntryRow } from './queries';
import { entryTitle } from './words';

function EntryLink({ entry, className }: { entry: EntryRow; className?: string | undefined }) {
  return (
    <Link
      from="/audit/ledger"
      to="/audit/ledger"
      search={(now) => ({ ...now, entry: entry.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {entryTitle(entry)}
    </Link>
  );
}

const Count = ({ entry: { batch } }: { entry: EntryRow }) =>
  batch && (
    <span className={cells.times}>
      {batch.index === null
        ? `${number(batch.count)} records`
        : `row ${number(batch.index + 1)} of ${number(batch.count)}`}
    </span>
  );

const entries = columnHelper<EntryRow>();

export const entryColumns = entries.columns([
  entries.accessor('position', {
    id: 'position',
    header: 'Entry',
    size: 86,
    cell: ({ row: { original: entry } }) => (
      <span className={cells.time}>{entry.position === null ? 'coming' : number(entry.position)}</span>
    ),
  }),
  entries.accessor('action', {
    id: 'action',
    header: 'What was done',
    meta: { grow: true },
    cell: ({ row: { original: entry } }) => (
      <span className={cells.event}>
        <EntryLink entry={entry} />
        <Count entry={entry} />
      </span>
    ),
  }),
  entries.accessor('recordId', {
    id: 'recordId',
    header: 'Record',
    size: 100,
    meta: { from: 980 },
    cell: ({ row: { original: entry } }) =>
      entry.recordId ? (
        <code className={cells.soft}>{shortId(entry.recordId)}</code>
      ) : (
        <span className="dim">–</span>
      ),
  }),
  entries.accessor('reason', {
    id: 'reason',
    header: 'Reason',
    size: 250,
    meta: { from: 880 },
    cell: ({ row: { original: entry } }) =>
      entry.reason ? (
        <span className={cells.soft} title={entry.reason}>
          {entry.reason}
        </span>
      ) : (
        <span className="dim">–</span>
      ),
  }),
  entries.accessor('actor', {
    id: 'actor',
    header: 'Who',
    size: 180,
    meta: { from: 560 },
    cell: ({ row }) => <PersonName name={authorName(row.original.actor)} />,
  }),
  entries.accessor('occurredAt', {
    id: 'occurredAt',
    header: 'When',
    size: 110,
    cell: ({ row }) => <RelativeTime at={row.original.occurredAt} className={cells.time ?? ''} />,
  }),
]);

export function EntryCard({ entry }: { entry: EntryRow }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <span className={cells.soft}>
          {entry.position === null ? 'Coming' : `Entry ${number(entry.position)}`}
        </span>
        <Count entry={entry} />
        <RelativeTime at={entry.occurredAt} className={cells.time ?? ''} />
      </span>
      <EntryLink entry={entry} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span className={cells.clip}>{entry.reason}</span>
        {authorName(entry.actor)}
      </span>
    </div>
  );
}

function VerificationLink({ one, className }: { one: Verification; className?: string | undefined }) {
  return (
    <Link
      from="/audit/ledger"
      to="/audit/ledger"
      search={(now) => ({ ...now, verification: one.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {verificationTitle(one)}
    </Link>
  );
}

const some = (count: number | null, what: string) => `${number(count ?? 0)} ${what}${count === 1 ? '' : 's'}`;

/** What came of it, in a line. */
function verificationTitle(one: Verification): string {
  if (one.status === 'running') return 'Everything is being read again';
  if (one.finding) return one.finding.problem;
  if (one.status === 'aborted') return 'Not finished: it says nothing of the ledger';
  return `${some(one.lineCount, 'line')} and ${some(one.recordCount, 'record')} are what was written`;
}

const took = (one: Verification) =>
  one.completedAt === null ? undefined : spanText(Date.parse(one.completedAt) - Date.parse(one.createdAt));

const verifications = columnHelper<Verification>();

export const verificationColumns = verifications.columns([
  verifications.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 110,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  verifications.accessor('finding', {
    id: 'finding',
    header: 'What was found',
    meta: { grow: true },
    cell: ({ row }) => <VerificationLink one={row.original} />,
  }),
  verifications.accessor('cause', {
    id: 'cause',
    header: 'Cause',
    size: 110,
    meta: { from: 760 },
    cell: ({ row }) => <span className={cells.soft}>{words(row.original.cause)}</span>,
  }),
  verifications.accessor('createdBy', {
    id: 'createdBy',
    header: 'By',
    size: 170,
    meta: { from: 860 },
    cell: ({ row }) => <PersonName name={authorName(row.original.createdBy)} />,
  }),
  verifications.accessor('completedAt', {
    id: 'took',
    header: 'Took',
    size: 110,
    meta: { from: 640 },
    cell: ({ row }) => <span className={cells.time}>{took(row.original) ?? '–'}</span>,
  }),
  verifications.accessor('createdAt', {
    id: 'createdAt',
    header: 'Begun',
    size: 110,
    cell: ({ row }) => <RelativeTime at={row.original.createdAt} className={cells.time ?? ''} />,
  }),
]);

export function VerificationCard({ one }: { one: Verification }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={one.status} />
        <RelativeTime at={one.createdAt} className={cells.time ?? ''} />
      </span>
      <VerificationLink one={one} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span>{words(one.cause)}</span>
        {took(one)}
      </span>
    </div>
  );
}
