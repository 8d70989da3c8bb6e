import { Link } from '@tanstack/react-router';
import type { Incident } from '@/api/types';
import classes from '@/components/Cells.module.css';
import { CopyText } from '@/components/CopyText';
import { columnHelper } from '@/components/DataTable/features';
import { PersonName } from '@/components/PersonName';
import { SeverityMark } from '@/components/SeverityMark';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { shortId, utc } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { isOpen, ranText } from './clock';
import own from './columns.module.css';
import { counted } from './words';

const column = columnHelper<Incident>();

/** Opens the incident's panel; a real link, so that it opens in a new tab and copies as an address. */
export function IncidentLink({
  incident,
  className,
}: {
  incident: Pick<Incident, 'id' | 'title'>;
  className?: string | undefined;
}) {
  return (
    <Link
      from="/security/incidents"
      to="/security/incidents"
      search={(now) => ({ ...now, incident: incident.id, action: undefined })}
      className={className ?? classes.title}
      data-row-link
      draggable={false}
    >
      {incident.title}
    </Link>
  );
}

/** How long it has run, or ran: a clock that goes on while people work. */
export function RunClock({ incident }: { incident: Incident }) {
  const now = useNow();
  const open = isOpen(incident);
  const since = `Detected ${utc(incident.detectedAt)}`;
  return (
    <span
      className={own.clock}
      data-open={open || undefined}
      title={incident.resolvedAt ? `${since}\nResolved ${utc(incident.resolvedAt)}` : since}
    >
      {open && <span className={own.tick} aria-hidden="true" />}
      <span className="visually-hidden">{open ? 'runs for ' : 'took '}</span>
      {ranText(incident, now)}
    </span>
  );
}

/** Action items that are still to be done, and whether one of them is late. */
export function ItemsLeft({ incident }: { incident: Incident }) {
  const late = incident.actionItems.filter((item) => item.overdue).length;
  if (incident.actionItems.length === 0) return <span className="dim">–</span>;
  if (late > 0) return <strong className={own.late}>{late} overdue</strong>;
  return (
    <span className={classes.soft}>
      {incident.openActionItems === 0 ? 'All done' : `${incident.openActionItems} to do`}
    </span>
  );
}

export const columns = column.columns([
  column.accessor('severity', {
    id: 'severity',
    header: 'Severity',
    size: 96,
    meta: { sort: ['-severity', 'severity'] },
    cell: ({ row }) => <SeverityMark severity={row.original.severity} />,
  }),
  column.accessor('title', {
    id: 'title',
    header: 'Incident',
    meta: { grow: true },
    cell: ({ row: { original: incident } }) => (
      <span className={classes.event}>
        <IncidentLink incident={incident} />
        <span className={own.id}>
          <CopyText text={incident.id} shown={shortId(incident.id)} label="incident id" />
        </span>
      </span>
    ),
  }),
  column.accessor('service', {
    id: 'service',
    header: 'Service',
    size: 128,
    meta: { from: 900 },
    cell: ({ row }) => <span className={classes.soft}>{row.original.service}</span>,
  }),
  column.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 132,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  column.accessor('commander', {
    id: 'commander',
    header: 'Commander',
    size: 150,
    meta: { from: 760 },
    cell: ({ row }) => <PersonName name={row.original.commander} nobody="Nobody leads" />,
  }),
  column.display({
    id: 'clock',
    header: 'Running',
    size: 112,
    cell: ({ row }) => <RunClock incident={row.original} />,
  }),
  column.display({
    id: 'items',
    header: 'Action items',
    size: 104,
    meta: { from: 1080 },
    cell: ({ row }) => <ItemsLeft incident={row.original} />,
  }),
  column.accessor('lastActivityAt', {
    id: 'lastActivityAt',
    header: 'Last active',
    size: 116,
    meta: { from: 1400, sort: ['-lastActivityAt', 'lastActivityAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.lastActivityAt} className={classes.time ?? ''} />,
  }),
  column.accessor('detectedAt', {
    id: 'detectedAt',
    header: 'Detected',
    size: 108,
    meta: { from: 700, sort: ['-detectedAt', 'detectedAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.detectedAt} className={classes.time ?? ''} />,
  }),
]);

/** The same facts where a table has no room. */
export function IncidentCard({ incident }: { incident: Incident }) {
  const late = incident.actionItems.some((item) => item.overdue);
  return (
    <div className={classes.card}>
      <div className={classes.cardTop}>
        <SeverityMark severity={incident.severity} />
        <StatusBadge status={incident.status} />
        <span className={own.end}>
          <RunClock incident={incident} />
        </span>
      </div>
      <IncidentLink incident={incident} className={classes.cardTitle} />
      <div className={classes.cardEnd}>
        <span className={classes.clip}>{incident.service}</span>
        {late && (
          <strong className={own.late}>
            {counted(incident.actionItems.filter((item) => item.overdue).length, 'item')} overdue
          </strong>
        )}
        <PersonName name={incident.commander} nobody="Nobody leads" />
      </div>
    </div>
  );
}
