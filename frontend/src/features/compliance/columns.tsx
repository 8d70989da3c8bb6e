import { Link } from '@tanstack/react-router';
import type { Evidence } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { evidenceText } from './evidence-text';
import type { ControlRow } from './queries';
import { controlName, frameworkName, ruleOf, servedBy, typeName } from './words';

function ControlLink({ control, className }: { control: ControlRow; className?: string | undefined }) {
  return (
    <Link
      from="/compliance/controls"
      to="/compliance/controls"
      search={(now) => ({ ...now, control: control.id, evidence: undefined })}
      className={className ?? cells.title}
      title={control.title}
      data-row-link
      draggable={false}
    >
      {control.title}
    </Link>
  );
}

function EvidenceLink({ evidence, className }: { evidence: Evidence; className?: string | undefined }) {
  return (
    <Link
      from="/compliance/controls"
      to="/compliance/controls"
      search={(now) => ({ ...now, evidence: evidence.id, control: undefined })}
      className={className ?? cells.title}
      title={evidence.title}
      data-row-link
      draggable={false}
    >
      {evidence.title}
    </Link>
  );
}

const nothing = <span className="dim">–</span>;
const when = (at: string | null) => (at ? <RelativeTime at={at} className={cells.time ?? ''} /> : nothing);

const controls = columnHelper<ControlRow>();

export const controlColumns = controls.columns([
  controls.accessor('state', {
    id: 'state',
    header: 'State',
    size: 132,
    cell: ({ row }) => <StatusBadge status={row.original.state} />,
  }),
  controls.accessor('controlId', {
    id: 'controlId',
    header: 'Control',
    size: 176,
    cell: ({ row: { original: control } }) => (
      <>
        <span className={cells.soft}>{frameworkName(control.framework)}</span>{' '}
        <span className="mono">{control.controlId}</span>
      </>
    ),
  }),
  controls.accessor('title', {
    id: 'title',
    header: 'Asks that',
    meta: { grow: true },
    cell: ({ row }) => <ControlLink control={row.original} />,
  }),
  controls.accessor('covering', {
    id: 'evidence',
    header: 'Evidence',
    size: 156,
    cell: ({ row }) => {
      const text = evidenceText(row.original);
      return text ? <span className={cells.time}>{text}</span> : nothing;
    },
  }),
  controls.accessor('nextReviewDueAt', {
    id: 'nextReviewDueAt',
    header: 'Next review',
    size: 106,
    meta: { from: 880 },
    cell: ({ row }) => when(row.original.nextReviewDueAt),
  }),
  controls.accessor('coveredUntil', {
    id: 'coveredUntil',
    header: 'Covered until',
    size: 112,
    meta: { from: 980 },
    cell: ({ row: { original: control } }) =>
      control.covering > 0 && control.coveredUntil === null ? (
        <span className={cells.soft}>no end</span>
      ) : (
        when(control.coveredUntil)
      ),
  }),
  controls.accessor('owner', {
    id: 'owner',
    header: 'Owner',
    size: 130,
    meta: { from: 1080 },
    cell: ({ row }) =>
      row.original.owner ? <span className={cells.soft}>{row.original.owner}</span> : nothing,
  }),
]);

export function ControlCard({ control }: { control: ControlRow }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={control.state} />
        <span className={cells.time}>
          {frameworkName(control.framework)} <span className="mono">{control.controlId}</span>
        </span>
      </span>
      <ControlLink control={control} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span>{evidenceText(control) || 'No evidence'}</span>
        {control.nextReviewDueAt && (
          <span>
            Review <RelativeTime at={control.nextReviewDueAt} />
          </span>
        )}
      </span>
    </div>
  );
}

const pieces = columnHelper<Evidence>();

/** The first control, and how many more. */
function servesText(evidence: Evidence): string {
  const [first, ...more] = servedBy(evidence);
  return first ? `${controlName(first)}${more.length > 0 ? ` +${more.length}` : ''}` : '';
}

const DUE_MATTERS = new Set<Evidence['status']>(['approved', 'draft', 'submitted', 'changes_requested']);

export const evidenceColumns = pieces.columns([
  pieces.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 172,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  pieces.accessor('title', {
    id: 'title',
    header: 'Evidence',
    meta: { grow: true },
    cell: ({ row: { original: evidence } }) => (
      <span className={cells.event}>
        <EvidenceLink evidence={evidence} />
        {ruleOf(evidence) && <span className={cells.times}>automatic</span>}
      </span>
    ),
  }),
  pieces.accessor('controlId', {
    id: 'serves',
    header: 'Serves',
    size: 168,
    cell: ({ row }) => (
      <span className={cells.soft} title={servedBy(row.original).map(controlName).join(', ')}>
        {servesText(row.original)}
      </span>
    ),
  }),
  pieces.accessor('evidenceType', {
    id: 'type',
    header: 'Type',
    size: 104,
    meta: { from: 900 },
    cell: ({ row }) => <span className={cells.soft}>{typeName(row.original.evidenceType)}</span>,
  }),
  pieces.accessor('nextReviewDueAt', {
    id: 'nextReviewDueAt',
    header: 'Review due',
    size: 112,
    meta: { sort: ['nextReviewDueAt', '-nextReviewDueAt'] },
    cell: ({ row }) => (DUE_MATTERS.has(row.original.status) ? when(row.original.nextReviewDueAt) : nothing),
  }),
  pieces.accessor('effectiveTo', {
    id: 'effectiveTo',
    header: 'Valid until',
    size: 106,
    meta: { from: 800 },
    cell: ({ row }) => when(row.original.effectiveTo),
  }),
  pieces.accessor('createdAt', {
    id: 'createdAt',
    header: 'Drafted',
    size: 100,
    meta: { sort: ['-createdAt', 'createdAt'], from: 1000 },
    cell: ({ row }) => when(row.original.createdAt),
  }),
]);

export function EvidenceCard({ evidence }: { evidence: Evidence }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={evidence.status} />
        {ruleOf(evidence) && <span className={cells.times}>automatic</span>}
        <span className={cells.time}>{servesText(evidence)}</span>
      </span>
      <EvidenceLink evidence={evidence} className={cells.cardTitle} />
      <span className={cells.cardEnd}>
        <span>{typeName(evidence.evidenceType)}</span>
        <span>
          Review <RelativeTime at={evidence.nextReviewDueAt} />
        </span>
      </span>
    </div>
  );
}
