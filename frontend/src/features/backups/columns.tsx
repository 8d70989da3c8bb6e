import { Link } from '@tanstack/react-router';
import type { Backup, Restore } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { words } from '@/lib/format';
import { secondsText, sizeText, typeName, verifiedText } from './words';

function BackupLink({ backup, className }: { backup: Backup; className?: string | undefined }) {
  return (
    <Link
      from="/backup/backups"
      to="/backup/backups"
      search={(now) => ({ ...now, backup: backup.id, restore: undefined, open: undefined })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {backup.target}
    </Link>
  );
}

function RestoreLink({ restore, className }: { restore: Restore; className?: string | undefined }) {
  return (
    <Link
      from="/backup/backups"
      to="/backup/backups"
      search={(now) => ({ ...now, restore: restore.id, backup: undefined, open: undefined })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {restore.target}
    </Link>
  );
}

const made = columnHelper<Backup>();

export const backupColumns = made.columns([
  made.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 124,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  made.accessor('target', {
    id: 'target',
    header: 'Target',
    meta: { grow: true },
    cell: ({ row }) => <BackupLink backup={row.original} />,
  }),
  made.accessor('backupType', {
    id: 'backupType',
    header: 'Type',
    size: 120,
    cell: ({ row }) => <span className={cells.soft}>{typeName(row.original.backupType)}</span>,
  }),
  made.accessor('startedAt', {
    id: 'startedAt',
    header: 'Begun',
    size: 120,
    meta: { sort: ['-startedAt', 'startedAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.startedAt} className={cells.time ?? ''} />,
  }),
  made.accessor('sizeBytes', {
    id: 'sizeBytes',
    header: 'Size',
    size: 100,
    meta: { from: 760 },
    cell: ({ row }) => (
      <span className={cells.time}>{sizeText(row.original.sizeBytes) ?? <span className="dim">–</span>}</span>
    ),
  }),
  made.accessor('encrypted', {
    id: 'encrypted',
    header: 'Encryption',
    size: 130,
    meta: { from: 860 },
    cell: ({ row: { original: backup } }) => (
      <span className={cells.soft}>
        {backup.encrypted ? (backup.encryptionAlgorithm ?? 'Encrypted') : 'Not encrypted'}
      </span>
    ),
  }),
  made.accessor('engine', {
    id: 'engine',
    header: 'Engine',
    size: 150,
    meta: { from: 1040 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.engine}</span>,
  }),
]);

export function BackupCard({ backup }: { backup: Backup }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={backup.status} />
        {typeName(backup.backupType)}
        <RelativeTime at={backup.startedAt} className={cells.time ?? ''} />
      </span>
      <BackupLink backup={backup} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span className={cells.clip}>{backup.engine}</span>
        {sizeText(backup.sizeBytes)}
      </span>
    </div>
  );
}

const asked = columnHelper<Restore>();

export const restoreColumns = asked.columns([
  asked.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 124,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  asked.accessor('target', {
    id: 'target',
    header: 'Target',
    meta: { grow: true },
    cell: ({ row }) => <RestoreLink restore={row.original} />,
  }),
  asked.accessor('verified', {
    id: 'verified',
    header: 'Verified',
    size: 170,
    cell: ({ row }) => (
      <StatusBadge
        status={row.original.verified === 'failed' ? 'verification_failed' : row.original.verified}
      />
    ),
  }),
  asked.accessor('rtoSeconds', {
    id: 'rtoSeconds',
    header: 'RTO',
    size: 110,
    meta: { from: 760 },
    cell: ({ row: { original: one } }) => <Seconds value={one.rtoSeconds} most={one.rtoTargetSeconds} />,
  }),
  asked.accessor('rpoSeconds', {
    id: 'rpoSeconds',
    header: 'RPO',
    size: 110,
    meta: { from: 760 },
    cell: ({ row: { original: one } }) => <Seconds value={one.rpoSeconds} most={one.rpoTargetSeconds} />,
  }),
  asked.accessor('purpose', {
    id: 'purpose',
    header: 'Purpose',
    size: 100,
    meta: { from: 900 },
    cell: ({ row }) => <span className={cells.soft}>{words(row.original.purpose)}</span>,
  }),
  asked.accessor('requestedAt', {
    id: 'requestedAt',
    header: 'Asked for',
    size: 120,
    meta: { sort: ['-requestedAt', 'requestedAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.requestedAt} className={cells.time ?? ''} />,
  }),
]);

function Seconds({ value, most }: { value: number | null; most: number | null }) {
  if (value === null) return <span className="dim">–</span>;
  const isOver = most !== null && value > most;
  return (
    <span className={cells.time} data-over={isOver || undefined}>
      {secondsText(value)}
      {isOver && ' (over)'}
    </span>
  );
}

export function RestoreCard({ restore }: { restore: Restore }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={restore.status} />
        <RelativeTime at={restore.requestedAt} className={cells.time ?? ''} />
      </span>
      <RestoreLink restore={restore} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span>{words(restore.purpose)}</span>
        {verifiedText(restore.verified)}
      </span>
    </div>
  );
}
