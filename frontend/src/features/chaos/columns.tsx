import { Link } from '@tanstack/react-router';
import type { ChaosTest } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { rateText, recoveryText, standing, typeName } from './words';

function TestLink({ test, className }: { test: ChaosTest; className?: string | undefined }) {
  return (
    <Link
      from="/chaos/tests"
      to="/chaos/tests"
      search={(now) => ({ ...now, test: test.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {test.name}
    </Link>
  );
}

const None = () => <span className="dim">–</span>;
const helper = columnHelper<ChaosTest>();

export const columns = helper.columns([
  helper.accessor('outcome', {
    id: 'outcome',
    header: 'Outcome',
    size: 124,
    cell: ({ row }) => <StatusBadge status={standing(row.original)} />,
  }),
  helper.accessor('name', {
    id: 'name',
    header: 'Experiment',
    meta: { grow: true },
    cell: ({ row }) => <TestLink test={row.original} />,
  }),
  helper.accessor('testType', {
    id: 'testType',
    header: 'Kind',
    size: 150,
    meta: { from: 700 },
    cell: ({ row }) => <span className={cells.soft}>{typeName(row.original.testType)}</span>,
  }),
  helper.accessor('target', {
    id: 'target',
    header: 'Target',
    size: 150,
    meta: { from: 960 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.target}</span>,
  }),
  helper.accessor('environment', {
    id: 'environment',
    header: 'Where',
    size: 110,
    meta: { from: 1080 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.environment}</span>,
  }),
  helper.accessor('errorRateDuring', {
    id: 'errorRateDuring',
    header: 'Errors during',
    size: 110,
    meta: { from: 840 },
    cell: ({ row: { original: test } }) =>
      test.errorRateDuring === null ? (
        <None />
      ) : (
        <span className={cells.time}>{rateText(test.errorRateDuring)}</span>
      ),
  }),
  helper.accessor('recoveryTimeMs', {
    id: 'recoveryTimeMs',
    header: 'Recovery',
    size: 100,
    meta: { from: 600 },
    cell: ({ row: { original: test } }) =>
      test.recoveryTimeMs === null ? (
        <None />
      ) : (
        <span className={cells.time}>{recoveryText(test.recoveryTimeMs)}</span>
      ),
  }),
  helper.accessor('startedAt', {
    id: 'startedAt',
    header: 'Started',
    size: 110,
    meta: { sort: ['-startedAt', 'startedAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.startedAt} className={cells.time ?? ''} />,
  }),
]);

export function TestCard({ test }: { test: ChaosTest }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={standing(test)} />
        <RelativeTime at={test.startedAt} className={cells.time ?? ''} />
      </span>
      <TestLink test={test} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span className={cells.clip}>
          {typeName(test.testType)}, {test.target}
        </span>
        {test.recoveryTimeMs !== null && `Recovered in ${recoveryText(test.recoveryTimeMs)}`}
      </span>
    </div>
  );
}
