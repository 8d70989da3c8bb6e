import { Link } from '@tanstack/react-router';
import type { Approval } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { PersonName } from '@/components/PersonName';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { authorName } from '@/lib/format';
import { actionText } from './words';

function ApprovalLink({ approval, className }: { approval: Approval; className?: string | undefined }) {
  return (
    <Link
      from="/approvals"
      to="/approvals"
      search={(now) => ({ ...now, approval: approval.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {actionText(approval.action)}
    </Link>
  );
}

const helper = columnHelper<Approval>();

export const columns = helper.columns([
  helper.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 116,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  helper.accessor('action', {
    id: 'action',
    header: 'What is asked for',
    size: 270,
    cell: ({ row }) => <ApprovalLink approval={row.original} />,
  }),
  helper.accessor('requestReason', {
    id: 'requestReason',
    header: 'Why',
    meta: { grow: true, from: 720 },
    cell: ({ row }) => (
      <span className={cells.soft} title={row.original.requestReason}>
        {row.original.requestReason}
      </span>
    ),
  }),
  helper.accessor('requestedBy', {
    id: 'requestedBy',
    header: 'Asked by',
    size: 170,
    meta: { from: 860 },
    cell: ({ row }) => <PersonName name={authorName(row.original.requestedBy)} />,
  }),
  helper.accessor('createdAt', {
    id: 'createdAt',
    header: 'Asked',
    size: 110,
    meta: { sort: ['-createdAt', 'createdAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.createdAt} className={cells.time ?? ''} />,
  }),
  helper.accessor('expiresAt', {
    id: 'expiresAt',
    header: 'Runs out',
    size: 110,
    meta: { from: 1000 },
    cell: ({ row }) =>
      row.original.status === 'pending' ? (
        <RelativeTime at={row.original.expiresAt} className={cells.time ?? ''} />
      ) : (
        <span className="dim">–</span>
      ),
  }),
]);

export function ApprovalCard({ approval }: { approval: Approval }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={approval.status} />
        <RelativeTime at={approval.createdAt} className={cells.time ?? ''} />
      </span>
      <ApprovalLink approval={approval} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span className={cells.clip}>{approval.requestReason}</span>
        {authorName(approval.requestedBy)}
      </span>
    </div>
  );
}
