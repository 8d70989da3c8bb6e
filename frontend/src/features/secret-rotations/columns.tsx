import { Link } from '@tanstack/react-router';
import type { SecretRotation } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { PersonName } from '@/components/PersonName';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { utc, words } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './columns.module.css';
import type { Secret } from './due';
import { panelOf } from './secret-text';
import { dueText, typeName } from './words';

/** Opens a secret's panel; a real link, so that it opens in a new tab and copies as an address. */
export function SecretLink({ secret, className }: { secret: Secret; className?: string | undefined }) {
  const name = secret.secretName;
  return (
    <Link
      from="/security/rotations"
      to="/security/rotations"
      search={(now) => ({ ...now, ...panelOf(name, secret.lastAttempt.id) })}
      className={className ?? `${cells.title} ${classes.name}`}
      title={name}
      data-row-link
      draggable={false}
    >
      {name}
    </Link>
  );
}

/** The same for one attempt to renew a secret. */
export function RotationLink({
  rotation,
  className,
}: {
  rotation: SecretRotation;
  className?: string | undefined;
}) {
  return (
    <Link
      from="/security/rotations"
      to="/security/rotations"
      search={(now) => ({ ...now, rotation: rotation.id, secret: undefined })}
      className={className ?? `${cells.title} ${classes.name}`}
      title={rotation.secretName}
      data-row-link
      draggable={false}
    >
      {rotation.secretName}
    </Link>
  );
}

/** `12 d overdue`, with the exact time on hover; a secret that was never rotated has no such time. */
export function DueIn({ at, isOverdue }: { at: string | null; isOverdue: boolean }) {
  const now = useNow();
  if (!at) return <span className="dim">No date yet</span>;
  return (
    <time dateTime={at} title={utc(at)} className={cells.time} data-overdue={isOverdue || undefined}>
      {dueText(at, now)}
    </time>
  );
}

export function StateBadge({ secret }: { secret: Secret }) {
  return <StatusBadge status={secret.isGone ? 'retired' : secret.state} />;
}

function LastAttempt({ attempt }: { attempt: SecretRotation }) {
  return (
    <span className={classes.attempt}>
      <StatusBadge status={attempt.status} />
      <RelativeTime at={attempt.rotatedAt ?? attempt.updatedAt} className={cells.time ?? ''} />
    </span>
  );
}

function Interval({ days, withinPolicy }: { days: number; withinPolicy: boolean }) {
  return (
    <span className={cells.soft}>
      {days} d
      {!withinPolicy && (
        <span className={classes.over} title="Longer than the policy allows today">
          over policy
        </span>
      )}
    </span>
  );
}

const due = columnHelper<Secret>();

export const dueColumns = due.columns([
  due.accessor('state', {
    id: 'state',
    header: 'State',
    size: 124,
    cell: ({ row }) => <StateBadge secret={row.original} />,
  }),
  due.accessor('secretName', {
    id: 'secretName',
    header: 'Secret',
    meta: { grow: true },
    cell: ({ row }) => <SecretLink secret={row.original} />,
  }),
  due.accessor('nextRotationDueAt', {
    id: 'nextRotationDueAt',
    header: 'Due',
    size: 124,
    cell: ({ row: { original: secret } }) => (
      <DueIn at={secret.nextRotationDueAt} isOverdue={secret.state === 'overdue'} />
    ),
  }),
  due.accessor('secretType', {
    id: 'secretType',
    header: 'Type',
    size: 150,
    meta: { from: 860 },
    cell: ({ row }) => <span className={cells.soft}>{typeName(row.original.secretType)}</span>,
  }),
  due.accessor('rotationIntervalDays', {
    id: 'rotationIntervalDays',
    header: 'Interval',
    size: 130,
    meta: { from: 1000 },
    cell: ({ row: { original: secret } }) => (
      <Interval days={secret.rotationIntervalDays} withinPolicy={secret.withinPolicy} />
    ),
  }),
  due.accessor('lastAttempt', {
    id: 'lastAttempt',
    header: 'Last attempt',
    size: 200,
    meta: { from: 720 },
    cell: ({ row }) => <LastAttempt attempt={row.original.lastAttempt} />,
  }),
  due.accessor('owner', {
    id: 'owner',
    header: 'Owner',
    size: 160,
    meta: { from: 1120 },
    cell: ({ row }) => <PersonName name={row.original.owner} />,
  }),
]);

const log = columnHelper<SecretRotation>();

export const logColumns = log.columns([
  log.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 124,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  log.accessor('secretName', {
    id: 'secretName',
    header: 'Secret',
    meta: { grow: true },
    cell: ({ row: { original: rotation } }) => (
      <span className={cells.event}>
        <RotationLink rotation={rotation} />
        {rotation.retired && <span className={cells.times}>retired</span>}
      </span>
    ),
  }),
  log.accessor('secretType', {
    id: 'secretType',
    header: 'Type',
    size: 150,
    meta: { from: 860 },
    cell: ({ row }) => <span className={cells.soft}>{typeName(row.original.secretType)}</span>,
  }),
  log.accessor('rotationType', {
    id: 'rotationType',
    header: 'Rotation',
    size: 110,
    meta: { from: 720 },
    cell: ({ row }) => <RotationKind kind={row.original.rotationType} />,
  }),
  log.accessor('nextRotationDueAt', {
    id: 'nextRotationDueAt',
    header: 'Next due',
    size: 110,
    meta: { from: 1000 },
    cell: ({ row: { original: rotation } }) =>
      rotation.nextRotationDueAt && rotation.status === 'succeeded' ? (
        <RelativeTime at={rotation.nextRotationDueAt} className={cells.time ?? ''} />
      ) : (
        <span className="dim">–</span>
      ),
  }),
  log.accessor('owner', {
    id: 'owner',
    header: 'Owner',
    size: 160,
    meta: { from: 1120 },
    cell: ({ row }) => <PersonName name={row.original.owner} />,
  }),
  log.accessor('initiatedBy', {
    id: 'initiatedBy',
    header: 'Initiated by',
    size: 150,
    meta: { from: 1240 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.initiatedBy}</span>,
  }),
  log.accessor('createdAt', {
    id: 'createdAt',
    header: 'Logged',
    size: 110,
    meta: { sort: ['-createdAt', 'createdAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.createdAt} className={cells.time ?? ''} />,
  }),
]);

/** An emergency says so by more than its word: it is rare and always a story. */
export function RotationKind({ kind }: { kind: SecretRotation['rotationType'] }) {
  return (
    <span className={cells.soft} data-emergency={kind === 'emergency' || undefined}>
      {words(kind)}
    </span>
  );
}

/** The same facts where a table has no room. */
export function SecretCard({ secret }: { secret: Secret }) {
  return (
    <div className={cells.card}>
      <div className={cells.cardTop}>
        <StateBadge secret={secret} />
        {secret.lastAttempt.status !== 'succeeded' && <StatusBadge status={secret.lastAttempt.status} />}
        <DueIn at={secret.nextRotationDueAt} isOverdue={secret.state === 'overdue'} />
      </div>
      <SecretLink secret={secret} className={`${cells.cardTitle} ${classes.name}`} />
      <div className={cells.cardEnd}>
        <span className={cells.clip}>{typeName(secret.secretType)}</span>
        <PersonName name={secret.owner} />
      </div>
    </div>
  );
}

export function RotationCard({ rotation }: { rotation: SecretRotation }) {
  return (
    <div className={cells.card}>
      <div className={cells.cardTop}>
        <StatusBadge status={rotation.status} />
        <RelativeTime at={rotation.createdAt} className={cells.time ?? ''} />
      </div>
      <RotationLink rotation={rotation} className={`${cells.cardTitle} ${classes.name}`} />
      <div className={cells.cardEnd}>
        <span className={cells.clip}>
          {typeName(rotation.secretType)}, {words(rotation.rotationType).toLowerCase()}
        </span>
        <PersonName name={rotation.owner} />
      </div>
    </div>
  );
}
