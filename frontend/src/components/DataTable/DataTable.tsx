import { type ColumnDef, type RowData, type RowSelectionState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { readStored, writeStored } from '@/lib/storage';
import { useWidth } from '@/lib/use-width';
import classes from './DataTable.module.css';
import { type DataTableFeatures, dataTableFeatures } from './features';
import { HeaderCell } from './HeaderCell';

export interface DataTableHandle {
  /** Scrolls a row into view and gives its link the focus. */
  focusRow: (id: string) => void;
}

export interface DataTableProps<T extends RowData> {
  /** Names the table for assistive technology and the stored column widths. */
  name: string;
  label: string;
  rows: readonly T[];
  columns: readonly ColumnDef<DataTableFeatures, T>[];
  rowId: (row: T) => string;
  /** How a row looks where a table has no room. */
  card: (row: T) => ReactNode;
  /** The element that scrolls; the table may lie below other content in it. */
  scroller: RefObject<HTMLElement | null>;
  handle?: RefObject<DataTableHandle | null>;
  openId?: string | undefined;
  onOpen: (row: T) => void;
  sort: string;
  onSort: (sort: string) => void;
  selection?: RowSelectionState;
  onSelection?: (selection: RowSelectionState) => void;
  hasMore: boolean;
  onMore: () => void;
  /** Rows there are in all, for assistive technology; -1 when unknown. */
  total: number;
}

/** Below this width a row is a card: a table would have to scroll sideways. */
const CARDS_BELOW = 640;
const ROW = 36;
const CARD = 92;

/** Virtual rows over server cursors, with roving row links, column widths that last, and cards when narrow. */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { rows, columns, scroller, selection, onSelection, hasMore, onMore } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const asCards = width > 0 && width < CARDS_BELOW;
  const visible = useMemo(
    () => columns.filter((column) => (column.meta?.from ?? 0) <= width),
    [columns, width],
  );
  const [sizes, setSizes] = useState<Record<string, number>>(() => readStored(`columns.${props.name}`, {}));

  const table = useTable({
    features: dataTableFeatures,
    columns: visible as ColumnDef<DataTableFeatures, T>[],
    data: rows as T[],
    getRowId: props.rowId,
    columnResizeMode: 'onChange',
    state: { rowSelection: selection ?? none, columnSizing: sizes },
    onRowSelectionChange: (updater) =>
      onSelection?.(typeof updater === 'function' ? updater(selection ?? none) : updater),
    onColumnSizingChange: (updater) =>
      setSizes((now) => {
        const next = typeof updater === 'function' ? updater(now) : updater;
        writeStored(`columns.${props.name}`, next);
        return next;
      }),
  });

  const tableRows = table.getRowModel().rows;
  const [margin, setMargin] = useState(0);
  // What lies above the table (figures, chart) may change its height at any time.
  useLayoutEffect(() => {
    const inner = frame.current?.parentElement;
    if (!inner || !frame.current || !scroller.current) return;
    const measure = () => {
      if (frame.current && scroller.current) {
        const top = frame.current.getBoundingClientRect().top - scroller.current.getBoundingClientRect().top;
        setMargin(Math.round(top + scroller.current.scrollTop));
      }
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const child of inner.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller]);

  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (asCards ? CARD : ROW),
    getItemKey: (index) => tableRows[index]?.id ?? index,
    overscan: 12,
    scrollMargin: margin,
    // The sticky filter bar and header cover the top; a focused row must not hide behind them.
    scrollPaddingStart: 96,
    scrollPaddingEnd: 72,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights differ between table and cards
  useEffect(() => virtualizer.measure(), [asCards]);

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && tableRows.length > 0 && last >= tableRows.length - 15) onMore();
  }, [hasMore, last, tableRows.length, onMore]);

  useImperativeHandle(props.handle, () => ({
    focusRow(id) {
      const index = tableRows.findIndex((row) => row.id === id);
      if (index < 0) return;
      virtualizer.scrollToIndex(index, { align: 'auto' });
      const focus = () => {
        const link = frame.current?.querySelector(`[data-row-id="${CSS.escape(id)}"] [data-row-link]`);
        if (link instanceof HTMLElement) link.focus({ preventScroll: true });
        return link !== null && link !== undefined;
      };
      // At once where the row is drawn, so that a quick Enter after J opens the row that J went to; a row far
      // away is drawn only after the scroll.
      if (!focus()) requestAnimationFrame(() => requestAnimationFrame(focus));
    },
  }));

  const template = visible
    .map((column) => {
      const size = table
        .getColumn(column.id ?? String('accessorKey' in column ? column.accessorKey : ''))
        ?.getSize();
      return column.meta?.grow ? 'minmax(180px, 1fr)' : `${size ?? column.size ?? 120}px`;
    })
    .join(' ');

  const height = virtualizer.getTotalSize();
  const shift = (start: number) => ({ transform: `translateY(${start - margin}px)` });

  if (asCards) {
    return (
      <div ref={frame} className={classes.frame}>
        <div role="list" aria-label={props.label} className={classes.body} style={{ height }}>
          {items.map((item) => {
            const row = tableRows[item.index];
            return row ? (
              <div
                key={row.id}
                role="listitem"
                className={classes.card}
                data-index={item.index}
                data-row-id={row.id}
                data-open={row.id === props.openId || undefined}
                ref={virtualizer.measureElement}
                style={shift(item.start)}
              >
                {props.card(row.original)}
              </div>
            ) : null;
          })}
        </div>
      </div>
    );
  }

  return (
    <div
      ref={frame}
      className={classes.frame}
      role="table"
      aria-label={props.label}
      aria-rowcount={props.total < 0 ? -1 : props.total + 1}
    >
      <div role="rowgroup" className={classes.head}>
        {table.getHeaderGroups().map((group) => (
          <div
            key={group.id}
            role="row"
            aria-rowindex={1}
            className={classes.row}
            style={{ gridTemplateColumns: template }}
          >
            {group.headers.map((header) => (
              <HeaderCell key={header.id} header={header} sort={props.sort} onSort={props.onSort}>
                <table.FlexRender header={header} />
              </HeaderCell>
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" className={classes.body} style={{ height }}>
        {items.map((item) => {
          const row = tableRows[item.index];
          return row ? (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside does the same by keyboard
            <div
              key={row.id}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={selection ? row.getIsSelected() : undefined}
              data-row-id={row.id}
              data-open={row.id === props.openId || undefined}
              data-selected={row.getIsSelected() || undefined}
              className={`${classes.row} ${classes.data}`}
              style={{ gridTemplateColumns: template, ...shift(item.start) }}
              onClick={(event) => {
                // Links, checkboxes and copy buttons in the row do their own work.
                if (!(event.target as HTMLElement).closest('a, button, input, label'))
                  props.onOpen(row.original);
              }}
            >
              {row.getAllCells().map((cell) => (
                <div key={cell.id} role="cell" className={classes.cell}>
                  <table.FlexRender cell={cell} />
                </div>
              ))}
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

const none: RowSelectionState = {};
