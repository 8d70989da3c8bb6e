import { Link } from '@tanstack/react-router';
import type { AccessReview } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { Meter } from '@/components/chart/Meter';
import { columnHelper } from '@/components/DataTable/features';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { number } from '@/lib/format';
import classes from './Review.module.css';
import { share, typeName } from './words';

function ReviewLink({ review, className }: { review: AccessReview; className?: string | undefined }) {
  return (
    <Link
      from="/access/reviews"
      to="/access/reviews"
      search={(now) => ({ ...now, review: review.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {review.scope}
    </Link>
  );
}

/** How far a review is; that there is nobody to decide about yet is no progress of 0. */
function Progress({ review }: { review: AccessReview }) {
  const done = share(review);
  if (done === undefined) return <span className="dim">Not started</span>;
  return (
    <span className={classes.progress}>
      <Meter value={done} tone={done === 1 ? 'good' : 'plain'} />
      <span className={cells.time}>
        {number(review.decidedItems)} of {number(review.itemCount)}
      </span>
    </span>
  );
}

function Due({ review }: { review: AccessReview }) {
  return (
    <span className={cells.time} data-late={review.overdue || undefined}>
      <RelativeTime at={review.dueAt} className={review.overdue ? (classes.late ?? '') : ''} />
    </span>
  );
}

function Proof({ review }: { review: AccessReview }) {
  const all = review.actionsPending + review.actionsDone;
  if (all === 0) return <span className="dim">–</span>;
  return (
    <span className={cells.time}>
      {review.actionsPending === 0
        ? `All ${number(all)} proved`
        : `${number(review.actionsDone)} of ${number(all)} proved`}
    </span>
  );
}

const helper = columnHelper<AccessReview>();

export const reviewColumns = helper.columns([
  helper.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 124,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  helper.accessor('scope', {
    id: 'scope',
    header: 'What is looked at',
    meta: { grow: true },
    cell: ({ row }) => <ReviewLink review={row.original} />,
  }),
  helper.accessor('reviewType', {
    id: 'reviewType',
    header: 'Type',
    size: 144,
    meta: { from: 900 },
    cell: ({ row }) => <span className={cells.soft}>{typeName(row.original.reviewType)}</span>,
  }),
  helper.accessor('decidedItems', {
    id: 'decidedItems',
    header: 'Decided',
    size: 210,
    cell: ({ row }) => <Progress review={row.original} />,
  }),
  helper.accessor('actionsPending', {
    id: 'actionsPending',
    header: 'Carried out',
    size: 140,
    meta: { from: 1000 },
    cell: ({ row }) => <Proof review={row.original} />,
  }),
  helper.accessor('reviewer', {
    id: 'reviewer',
    header: 'Reviewer',
    size: 140,
    meta: { from: 800 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.reviewer}</span>,
  }),
  helper.accessor('dueAt', {
    id: 'dueAt',
    header: 'Due',
    size: 110,
    meta: { sort: ['dueAt', '-dueAt'] },
    cell: ({ row }) => <Due review={row.original} />,
  }),
  helper.accessor('createdAt', {
    id: 'createdAt',
    header: 'Planned',
    size: 110,
    meta: { from: 1100, sort: ['-createdAt', 'createdAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.createdAt} className={cells.time ?? ''} />,
  }),
]);

export function ReviewCard({ review }: { review: AccessReview }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={review.status} />
        <span className={cells.clip}>{typeName(review.reviewType)}</span>
        <Due review={review} />
      </span>
      <ReviewLink review={review} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <Progress review={review} />
        <span className={cells.clip}>{review.reviewer}</span>
      </span>
    </div>
  );
}
