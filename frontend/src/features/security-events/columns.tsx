import { Link } from '@tanstack/react-router';
import type { SecurityEvent } from '@/api/types';
import classes from '@/components/Cells.module.css';
import { CopyText } from '@/components/CopyText';
import { columnHelper } from '@/components/DataTable/features';
import { PersonName } from '@/components/PersonName';
import { SeverityMark } from '@/components/SeverityMark';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { number, shortId, utc, words } from '@/lib/format';
import { DeadlineMark } from './Deadline';

const column = columnHelper<SecurityEvent>();

/** Opens the event's panel; a real link, so that it opens in a new tab and copies as an address. */
export function EventLink({ event, className }: { event: SecurityEvent; className?: string | undefined }) {
  return (
    <Link
      from="/security/events"
      to="/security/events"
      search={(now) => ({ ...now, event: event.id })}
      className={className ?? classes.title}
      data-row-link
      draggable={false}
    >
      {event.title}
    </Link>
  );
}

const picker = column.display({
  id: 'pick',
  size: 40,
  enableResizing: false,
  header: ({ table }) => (
    <input
      type="checkbox"
      className={classes.check}
      aria-label="Select all loaded events"
      checked={table.getIsAllRowsSelected()}
      ref={(input) => {
        if (input) input.indeterminate = table.getIsSomeRowsSelected();
      }}
      onChange={table.getToggleAllRowsSelectedHandler()}
    />
  ),
  cell: ({ row }) => (
    <input
      type="checkbox"
      className={classes.check}
      aria-label={`Select ${row.original.title}`}
      checked={row.getIsSelected()}
      onChange={row.getToggleSelectedHandler()}
    />
  ),
});

const shown = column.columns([
  column.accessor('severity', {
    id: 'severity',
    header: 'Severity',
    size: 104,
    meta: { sort: ['-severity', 'severity'] },
    cell: ({ row }) => <SeverityMark severity={row.original.severity} />,
  }),
  column.accessor('title', {
    id: 'title',
    header: 'Event',
    meta: { grow: true },
    cell: ({ row: { original: event } }) => (
      <span className={classes.event}>
        <EventLink event={event} />
        <DeadlineMark event={event} />
        {event.occurrences > 1 && (
          <span
            className={classes.times}
            title={`Seen ${number(event.occurrences)} times, last ${utc(event.lastSeenAt)}`}
          >
            ×{number(event.occurrences)}
          </span>
        )}
        <span className={classes.id}>
          <CopyText text={event.id} shown={shortId(event.id)} label="event id" />
        </span>
      </span>
    ),
  }),
  column.accessor('eventType', {
    id: 'eventType',
    header: 'Type',
    size: 164,
    meta: { from: 1000 },
    cell: ({ row }) => <span className={classes.soft}>{words(row.original.eventType)}</span>,
  }),
  column.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 126,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  column.accessor('source', {
    id: 'source',
    header: 'Source',
    size: 130,
    meta: { from: 1400 },
    cell: ({ row }) => <span className={classes.soft}>{row.original.source}</span>,
  }),
  column.accessor('actor', {
    id: 'actor',
    header: 'Actor',
    size: 130,
    meta: { from: 1120 },
    cell: ({ row }) => (
      <span className={classes.soft}>{row.original.actor ?? <span className="dim">–</span>}</span>
    ),
  }),
  column.accessor('assignee', {
    id: 'assignee',
    header: 'Assignee',
    size: 140,
    meta: { from: 880 },
    cell: ({ row }) => <PersonName name={row.original.assignee} />,
  }),
  column.accessor('occurredAt', {
    id: 'occurredAt',
    header: 'Occurred',
    size: 110,
    meta: { sort: ['-occurredAt', 'occurredAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.occurredAt} className={classes.time ?? ''} />,
  }),
]);

export const readColumns = shown;
export const pickColumns = [picker, ...shown];

/** The same facts where a table has no room. */
export function EventCard({ event }: { event: SecurityEvent }) {
  return (
    <div className={classes.card}>
      <div className={classes.cardTop}>
        <SeverityMark severity={event.severity} />
        <StatusBadge status={event.status} />
        <RelativeTime at={event.occurredAt} className={classes.time ?? ''} />
      </div>
      <EventLink event={event} className={classes.cardTitle} />
      <div className={classes.cardEnd}>
        <span className={classes.clip}>{words(event.eventType)}</span>
        <DeadlineMark event={event} />
        <PersonName name={event.assignee} />
      </div>
    </div>
  );
}
