import { Link } from '@tanstack/react-router';
import type { Evaluation, GoldenDataset } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { axisFrom, IntervalBar } from '@/components/chart/IntervalBar';
import { columnHelper } from '@/components/DataTable/features';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { authorName, number } from '@/lib/format';
import classes from './columns.module.css';
import { CLOSED } from './search';
import { intervalText, items, shareText } from './words';

function DatasetLink({ dataset, className }: { dataset: GoldenDataset; className?: string | undefined }) {
  return (
    <Link
      from="/quality/datasets"
      to="/quality/datasets"
      search={(now) => ({ ...now, ...CLOSED, dataset: dataset.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {dataset.name}
    </Link>
  );
}

const dataset = columnHelper<GoldenDataset>();

export const datasetColumns = dataset.columns([
  dataset.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 100,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  dataset.accessor('name', {
    id: 'name',
    header: 'Dataset',
    meta: { grow: true, sort: ['name', '-name'] },
    cell: ({ row }) => <DatasetLink dataset={row.original} />,
  }),
  dataset.accessor('dataVersion', {
    id: 'dataVersion',
    header: 'Version',
    size: 78,
    cell: ({ row }) => <span className={cells.time}>v{row.original.dataVersion}</span>,
  }),
  dataset.accessor('itemCount', {
    id: 'itemCount',
    header: 'Items',
    size: 84,
    cell: ({ row }) => <span className={cells.time}>{number(row.original.itemCount)}</span>,
  }),
  dataset.accessor('jurisdiction', {
    id: 'jurisdiction',
    header: 'Jurisdiction',
    size: 104,
    meta: { from: 760 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.jurisdiction}</span>,
  }),
  dataset.accessor('documentType', {
    id: 'documentType',
    header: 'Documents',
    size: 150,
    meta: { from: 860 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.documentType}</span>,
  }),
  dataset.accessor('createdBy', {
    id: 'createdBy',
    header: 'Brought in by',
    size: 150,
    meta: { from: 1040 },
    cell: ({ row }) => <span className={cells.soft}>{authorName(row.original.createdBy)}</span>,
  }),
  dataset.accessor('createdAt', {
    id: 'createdAt',
    header: 'Made',
    size: 112,
    meta: { sort: ['-createdAt', 'createdAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.createdAt} className={cells.time ?? ''} />,
  }),
]);

export function DatasetCard({ dataset: one }: { dataset: GoldenDataset }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={one.status} />v{one.dataVersion}
        <RelativeTime at={one.createdAt} className={cells.time ?? ''} />
      </span>
      <DatasetLink dataset={one} className={`${cells.cardTitle} ${cells.clip}`} />
      <span className={cells.cardEnd}>
        <span className={cells.clip}>
          {one.jurisdiction}, {one.documentType}
        </span>
        {items(one.itemCount)}
      </span>
    </div>
  );
}

function EvaluationLink({
  evaluation,
  className,
}: {
  evaluation: Evaluation;
  className?: string | undefined;
}) {
  return (
    <Link
      from="/quality/datasets"
      to="/quality/datasets"
      search={(now) => ({ ...now, ...CLOSED, evaluation: evaluation.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {evaluation.testedSystem}
    </Link>
  );
}

function Counts({ evaluation }: { evaluation: Evaluation }) {
  return evaluation.contaminated ? (
    <span className={classes.contaminated}>Contaminated</span>
  ) : (
    <span className={cells.soft}>Counts</span>
  );
}

const evaluation = columnHelper<Evaluation>();

export const evaluationColumns = evaluation.columns([
  evaluation.accessor('testedSystem', {
    id: 'testedSystem',
    header: 'Tested system',
    meta: { grow: true },
    cell: ({ row }) => <EvaluationLink evaluation={row.original} />,
  }),
  evaluation.accessor('accuracy', {
    id: 'accuracy',
    header: 'Right',
    size: 76,
    cell: ({ row }) => <span className={cells.time}>{shareText(row.original.accuracy)}</span>,
  }),
  evaluation.display({
    id: 'interval',
    header: '95 % interval',
    size: 150,
    cell: ({ row: { original: one } }) => (
      <span className={cells.time}>{intervalText(one.accuracyLow, one.accuracyHigh)}</span>
    ),
  }),
  evaluation.display({
    id: 'bar',
    header: '0 to 100 %',
    size: 160,
    meta: { from: 900 },
    cell: ({ row: { original: one } }) => (
      <IntervalBar
        value={one.accuracy}
        low={one.accuracyLow}
        high={one.accuracyHigh}
        faint={one.contaminated}
      />
    ),
  }),
  evaluation.accessor('items', {
    id: 'items',
    header: 'Items',
    size: 84,
    meta: { from: 760 },
    cell: ({ row }) => <span className={cells.time}>{number(row.original.items)}</span>,
  }),
  evaluation.accessor('contaminated', {
    id: 'contaminated',
    header: 'For a release',
    size: 120,
    cell: ({ row }) => <Counts evaluation={row.original} />,
  }),
  evaluation.accessor('createdAt', {
    id: 'createdAt',
    header: 'Evaluated',
    size: 112,
    meta: { sort: ['-createdAt', 'createdAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.createdAt} className={cells.time ?? ''} />,
  }),
]);

export function EvaluationCard({ evaluation: one }: { evaluation: Evaluation }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <Counts evaluation={one} />
        <RelativeTime at={one.createdAt} className={cells.time ?? ''} />
      </span>
      <EvaluationLink evaluation={one} className={`${cells.cardTitle} ${cells.clip}`} />
      <span className={cells.cardEnd}>
        <span>
          {shareText(one.accuracy)} ({intervalText(one.accuracyLow, one.accuracyHigh)})
        </span>
        {items(one.items)}
      </span>
    </div>
  );
}

/** Evaluations under each other on one axis, each with how sure it is. */
export function Forest({ evaluations, openId }: { evaluations: readonly Evaluation[]; openId?: string }) {
  const from = axisFrom(evaluations.map((one) => one.accuracyLow));
  return (
    <ul className={classes.forest}>
      {evaluations.map((one) => (
        <li key={one.id} data-open={one.id === openId || undefined}>
          <span className={classes.system}>
            <EvaluationLink evaluation={one} className={classes.link} />
            <RelativeTime at={one.createdAt} className={classes.when ?? ''} />
          </span>
          <span className={classes.scores}>
            <b>{shareText(one.accuracy)}</b> {intervalText(one.accuracyLow, one.accuracyHigh)}
            {one.contaminated && <span className={classes.contaminated}>Contaminated</span>}
          </span>
          <IntervalBar
            value={one.accuracy}
            low={one.accuracyLow}
            high={one.accuracyHigh}
            from={from}
            faint={one.contaminated}
          />
        </li>
      ))}
      <li className={classes.axis} aria-hidden="true">
        <span>{shareText(from)}</span>
        <span>100 %</span>
      </li>
    </ul>
  );
}
