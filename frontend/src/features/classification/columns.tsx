import { Link } from '@tanstack/react-router';
import type { Classification } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { useNow } from '@/lib/use-now';
import classes from './Classification.module.css';
import { kindName, residencyShort, retentionText } from './words';

function AssetLink({ data, className }: { data: Classification; className?: string | undefined }) {
  return (
    <Link
      from="/classification/data"
      to="/classification/data"
      search={(now) => ({ ...now, asset: data.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {data.dataAsset}
    </Link>
  );
}

/** How long data may stay, and whether some is past that. */
function Retention({ data }: { data: Classification }) {
  const now = useNow();
  const due = data.retentionDueAt;
  if (due && Date.parse(due) < now)
    return (
      <span className={classes.due}>
        Past its age <RelativeTime at={due} />
      </span>
    );
  return <span className={cells.soft}>{retentionText(data)}</span>;
}

const where = (data: Classification) =>
  data.allowedRegions.length > 0
    ? `${residencyShort(data.residency)}: ${data.allowedRegions.join(', ')}`
    : residencyShort(data.residency);

const helper = columnHelper<Classification>();

export const columns = helper.columns([
  helper.accessor('sensitivity', {
    id: 'sensitivity',
    header: 'Sensitivity',
    size: 130,
    meta: { sort: ['-sensitivity', 'sensitivity'] },
    cell: ({ row }) => <StatusBadge status={row.original.sensitivity} />,
  }),
  helper.accessor('dataAsset', {
    id: 'dataAsset',
    header: 'Asset',
    meta: { grow: true, sort: ['dataAsset', '-dataAsset'] },
    cell: ({ row }) => <AssetLink data={row.original} />,
  }),
  helper.accessor('dataType', {
    id: 'dataType',
    header: 'Kind',
    size: 100,
    cell: ({ row }) => <span className={cells.soft}>{kindName(row.original.dataType)}</span>,
  }),
  helper.accessor('residency', {
    id: 'residency',
    header: 'Stays in',
    size: 140,
    cell: ({ row }) => (
      <span className={cells.soft} title={where(row.original)}>
        {where(row.original)}
      </span>
    ),
  }),
  helper.accessor('retentionDueAt', {
    id: 'retentionDueAt',
    header: 'Kept',
    size: 210,
    meta: { from: 860 },
    cell: ({ row }) => <Retention data={row.original} />,
  }),
  helper.accessor('owner', {
    id: 'owner',
    header: 'Owner',
    size: 150,
    meta: { from: 1000 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.owner}</span>,
  }),
  helper.accessor('lastReviewedAt', {
    id: 'lastReviewedAt',
    header: 'Reviewed',
    size: 110,
    meta: { from: 760 },
    cell: ({ row: { original: data } }) =>
      data.lastReviewedAt ? (
        <RelativeTime at={data.lastReviewedAt} className={cells.time ?? ''} />
      ) : (
        <span className="dim">Never</span>
      ),
  }),
]);

export function ClassificationCard({ data }: { data: Classification }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={data.sensitivity} />
        {kindName(data.dataType)}
        <span className={`${cells.time} ${cells.clip}`}>{where(data)}</span>
      </span>
      <AssetLink data={data} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <Retention data={data} />
        <span className={cells.clip}>{data.owner}</span>
      </span>
    </div>
  );
}
