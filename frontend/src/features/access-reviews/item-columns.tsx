import { Link } from '@tanstack/react-router';
import type { AccessItem } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { columnHelper } from '@/components/DataTable/features';
import detail from '@/components/Detail.module.css';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { useDeciding } from './deciding';
import classes from './Review.module.css';
import { DECISIONS } from './search';
import { actionText, adviceTone, decisionText, itemHandle, itemName, reasonText } from './words';

function ItemLink({ item, className }: { item: AccessItem; className?: string | undefined }) {
  return (
    <Link
      from="/access/reviews"
      to="/access/reviews"
      search={(now) => ({ ...now, item: item.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {itemName(item)}
    </Link>
  );
}

export function Advice({ item }: { item: AccessItem }) {
  if (item.recommendation === 'keep') return <span className="dim">Keep</span>;
  return (
    <span className={detail.state} data-tone={adviceTone(item.recommendation)}>
      {decisionText(item.recommendation)}
    </span>
  );
}

const KEYS = { keep: 'K', revoke: 'R', modify: 'M' } as const;

/** The three decisions about a row that is open, or the one that was made. */
export function DecisionCell({ item }: { item: AccessItem }) {
  const deciding = useDeciding();
  if (item.decision) {
    const then = actionText(item);
    return (
      <span className={classes.decided}>
        <StatusBadge status={item.decision} />
        {then && <span className="dim">{then}</span>}
      </span>
    );
  }
  if (deciding?.isSaving(item)) return <span className="dim">Saving…</span>;
  if (!deciding?.may(item))
    return <span className="dim">{deciding?.isOwn(item) ? 'Yours: somebody else decides' : 'Open'}</span>;
  return (
    <span className={classes.choices}>
      {DECISIONS.filter((one) => one === 'revoke' || !item.identityUnresolved).map((decision) => (
        <button
          key={decision}
          type="button"
          className={classes.choice}
          data-advised={decision === item.recommendation || undefined}
          aria-label={`${decisionText(decision)} ${itemName(item)}`}
          title={`${decisionText(decision)} (${KEYS[decision]})`}
          onClick={() => deciding.choose(item, decision)}
        >
          {decisionText(decision)}
        </button>
      ))}
    </span>
  );
}

const helper = columnHelper<AccessItem>();

const picker = helper.display({
  id: 'pick',
  size: 40,
  enableResizing: false,
  header: ({ table }) => (
    <input
      type="checkbox"
      className={cells.check}
      aria-label="Select all loaded accounts"
      checked={table.getIsAllRowsSelected()}
      ref={(input) => {
        if (input) input.indeterminate = table.getIsSomeRowsSelected();
      }}
      onChange={table.getToggleAllRowsSelectedHandler()}
    />
  ),
  cell: ({ row }) => (
    <input
      type="checkbox"
      className={cells.check}
      aria-label={`Select ${itemName(row.original)}`}
      checked={row.getIsSelected()}
      onChange={row.getToggleSelectedHandler()}
    />
  ),
});

const shown = helper.columns([
  helper.accessor('name', {
    id: 'name',
    header: 'Account',
    meta: { grow: true },
    cell: ({ row: { original: item } }) => (
      <span className={cells.event}>
        <ItemLink item={item} />
        {itemHandle(item) && <span className={`dim ${cells.clip}`}>{itemHandle(item)}</span>}
      </span>
    ),
  }),
  helper.accessor('currentPermissions', {
    id: 'currentPermissions',
    header: 'May',
    size: 240,
    meta: { from: 900 },
    cell: ({ row: { original: item } }) => (
      <span className={cells.event} title={item.currentPermissions.join('\n')}>
        <span className={cells.times}>{item.currentPermissions.length}</span>
        <span className={`${cells.soft} ${cells.clip}`}>{item.currentPermissions.join(', ')}</span>
      </span>
    ),
  }),
  helper.accessor('lastUsedAt', {
    id: 'lastUsedAt',
    header: 'Last used',
    size: 106,
    meta: { from: 1060 },
    cell: ({ row: { original: item } }) =>
      item.lastUsedAt ? (
        <RelativeTime at={item.lastUsedAt} className={cells.time ?? ''} />
      ) : (
        <span className="dim">Not known</span>
      ),
  }),
  helper.accessor('recommendation', {
    id: 'recommendation',
    header: 'Recommended',
    size: 290,
    meta: { from: 700 },
    cell: ({ row: { original: item } }) => (
      <span className={cells.event} title={reasonText(item)}>
        <Advice item={item} />
        <span className={`${cells.soft} ${cells.clip}`}>{reasonText(item)}</span>
      </span>
    ),
  }),
  helper.accessor('decision', {
    id: 'decision',
    header: 'Decision',
    size: 206,
    cell: ({ row }) => <DecisionCell item={row.original} />,
  }),
]);

export const readColumns = shown;
export const pickColumns = [picker, ...shown];

export function ItemCard({ item }: { item: AccessItem }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <Advice item={item} />
        <span className={`dim ${cells.clip}`}>{reasonText(item) || itemHandle(item)}</span>
      </span>
      <ItemLink item={item} className={cells.cardTitle} />
      <span className={`${cells.cardEnd} ${classes.over}`}>
        <span>{item.currentPermissions.length} permissions</span>
        <DecisionCell item={item} />
      </span>
    </div>
  );
}
