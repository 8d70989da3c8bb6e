import { Link } from '@tanstack/react-router';
import type { ModelVersion, RegisteredModel } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { PersonName } from '@/components/PersonName';
import { SeverityMark } from '@/components/SeverityMark';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { authorName, number } from '@/lib/format';
import classes from './columns.module.css';
import { interval, percent } from './words';

const none = <span className="dim">–</span>;

export function VersionLink({
  id,
  children,
  className,
  hash,
}: {
  id: string;
  children: React.ReactNode;
  className?: string | undefined;
  hash?: string;
}) {
  return (
    <Link
      to="/modelops/models/$id"
      params={{ id }}
      className={className}
      {...(hash ? { hash } : {})}
      draggable={false}
    >
      {children}
    </Link>
  );
}

function ModelLink({ model, className }: { model: RegisteredModel; className?: string | undefined }) {
  return (
    <Link
      from="/modelops/models/"
      to="/modelops/models"
      search={(now) => ({ ...now, model: model.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {model.name}
    </Link>
  );
}

function InProduction({ model }: { model: RegisteredModel }) {
  const { production } = model.standing;
  if (production.length === 0) return <span className="dim">Nothing</span>;
  return (
    <span className={classes.split}>
      {production.map((one) => (
        <span key={one.id} className="figures">
          <VersionLink id={one.id}>{one.modelVersion}</VersionLink>{' '}
          <span className="dim">{one.rolloutPercentage} %</span>
        </span>
      ))}
    </span>
  );
}

function Drift({ model }: { model: RegisteredModel }) {
  const { drift } = model.standing;
  const worst = drift.find((one) => one.open > 0);
  if (drift.length === 0) return <span className="dim">Not looked for</span>;
  if (!worst?.worst) return <span className={cells.soft}>None open</span>;
  const open = drift.reduce((sum, one) => sum + one.open, 0);
  return (
    <span className={classes.drift}>
      <SeverityMark severity={worst.worst} />
      <VersionLink id={worst.id} hash="drift">
        {number(open)} open
      </VersionLink>
    </span>
  );
}

function Score({ model }: { model: RegisteredModel }) {
  const { score } = model.standing;
  if (!score) return <span className="dim">Not evaluated</span>;
  return (
    <span
      className={classes.score}
      title={`${score.dataset}, data version ${score.dataVersion}: ${number(score.items)} items, version ${score.modelVersion}`}
    >
      {percent(score.accuracy)}{' '}
      <small>{score.contaminated ? 'contaminated' : interval(score.low, score.high)}</small>
    </span>
  );
}

const model = columnHelper<RegisteredModel>();

export const modelColumns = model.columns([
  model.accessor('name', {
    id: 'name',
    header: 'Model',
    meta: { grow: true, sort: ['name', '-name'] },
    cell: ({ row }) => <ModelLink model={row.original} />,
  }),
  model.display({
    id: 'production',
    header: 'In production',
    size: 150,
    cell: ({ row }) => <InProduction model={row.original} />,
  }),
  model.display({
    id: 'since',
    header: 'Since',
    size: 110,
    meta: { from: 900 },
    cell: ({ row }) => {
      const first = row.original.standing.production[0];
      return first ? <RelativeTime at={first.promotedAt} className={cells.time ?? ''} /> : none;
    },
  }),
  model.display({
    id: 'by',
    header: 'Let in by',
    size: 160,
    meta: { from: 1120 },
    cell: ({ row }) => {
      const by = row.original.standing.production[0]?.promotedBy;
      return by ? <PersonName name={authorName(by)} /> : none;
    },
  }),
  model.display({
    id: 'score',
    header: 'Golden accuracy',
    size: 170,
    cell: ({ row }) => <Score model={row.original} />,
  }),
  model.display({
    id: 'drift',
    header: 'Drift',
    size: 160,
    cell: ({ row }) => <Drift model={row.original} />,
  }),
  model.display({
    id: 'newest',
    header: 'Newest version',
    size: 180,
    meta: { from: 980 },
    cell: ({ row }) => {
      const { newest } = row.original.standing;
      return newest ? (
        <span className={classes.split}>
          <VersionLink id={newest.id}>{newest.modelVersion}</VersionLink>
          <StatusBadge status={newest.status} />
        </span>
      ) : (
        none
      );
    },
  }),
  model.accessor('versions', {
    id: 'versions',
    header: 'Versions',
    size: 90,
    meta: { from: 1240 },
    cell: ({ row }) => <span className={cells.time}>{number(row.original.versions)}</span>,
  }),
  model.accessor('lastActivityAt', {
    id: 'lastActivityAt',
    header: 'Last change',
    size: 116,
    meta: { from: 760, sort: ['-lastActivityAt', 'lastActivityAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.lastActivityAt} className={cells.time ?? ''} />,
  }),
]);

export function ModelCard({ model: one }: { model: RegisteredModel }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <Drift model={one} />
        <RelativeTime at={one.lastActivityAt} className={cells.time ?? ''} />
      </span>
      <ModelLink model={one} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        {one.standing.production.length > 0
          ? `In production: ${one.split.map((two) => `${two.modelVersion} ${two.rolloutPercentage} %`).join(', ')}`
          : 'Nothing in production'}
        <Score model={one} />
      </span>
    </div>
  );
}

const version = columnHelper<ModelVersion>();

function scoreOf(one: ModelVersion) {
  const evaluated = one.goldenDatasetScores.filter((score) => score.evaluation);
  const score = evaluated.find((two) => !two.evaluation?.contaminated) ?? evaluated[0];
  if (!score?.evaluation) return <span className="dim">Not evaluated</span>;
  return (
    <span className={classes.score} title={score.dataset}>
      {percent(score.score)}{' '}
      <small>
        {score.evaluation.contaminated
          ? 'contaminated'
          : interval(score.evaluation.low, score.evaluation.high)}
      </small>
    </span>
  );
}

function VersionTitle({ one, className }: { one: ModelVersion; className?: string | undefined }) {
  return (
    <Link
      to="/modelops/models/$id"
      params={{ id: one.id }}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {one.name} <span className="figures">{one.modelVersion}</span>
    </Link>
  );
}

export const versionColumns = version.columns([
  version.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 124,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  version.accessor('name', {
    id: 'name',
    header: 'Version',
    meta: { grow: true, sort: ['name', '-name'] },
    cell: ({ row }) => <VersionTitle one={row.original} />,
  }),
  version.accessor('rolloutPercentage', {
    id: 'share',
    header: 'Share',
    size: 80,
    cell: ({ row }) =>
      row.original.status === 'production' ? (
        <span className={cells.time}>{row.original.rolloutPercentage} %</span>
      ) : (
        none
      ),
  }),
  version.display({
    id: 'score',
    header: 'Golden accuracy',
    size: 170,
    meta: { from: 760 },
    cell: ({ row }) => scoreOf(row.original),
  }),
  version.accessor('framework', {
    id: 'framework',
    header: 'Framework',
    size: 130,
    meta: { from: 960 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.framework}</span>,
  }),
  version.accessor('modelType', {
    id: 'modelType',
    header: 'Type',
    size: 150,
    meta: { from: 1120 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.modelType}</span>,
  }),
  version.accessor('owner', {
    id: 'owner',
    header: 'Owner',
    size: 160,
    meta: { from: 860 },
    cell: ({ row }) => <PersonName name={row.original.owner.replace(/^service-account-/, '')} />,
  }),
  version.accessor('createdAt', {
    id: 'createdAt',
    header: 'Registered',
    size: 116,
    meta: { sort: ['-createdAt', 'createdAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.createdAt} className={cells.time ?? ''} />,
  }),
]);

export function VersionCard({ version: one }: { version: ModelVersion }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={one.status} />
        {one.status === 'production' && <span className="figures">{one.rolloutPercentage} %</span>}
        <RelativeTime at={one.createdAt} className={cells.time ?? ''} />
      </span>
      <VersionTitle one={one} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span className={cells.clip}>{one.framework}</span>
        {scoreOf(one)}
      </span>
    </div>
  );
}
