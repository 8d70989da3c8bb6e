import { keepPreviousData, type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { ColumnDef, RowData, RowSelectionState } from '@tanstack/react-table';
import { type ReactNode, type RefObject, Suspense, useCallback, useMemo, useRef } from 'react';
import type { Command } from '@/lib/commands';
import { cursorList, type Listed, type PageParam } from '@/lib/listed';
import type { LedgerNotice } from '@/lib/live/notice';
import { HEAD, useListLive } from '@/lib/live/use-list-live';
import { type KnownPage, newRowsLabel } from '@/lib/new-rows';
import { DataTable, type DataTableHandle } from './DataTable/DataTable';
import type { DataTableFeatures } from './DataTable/features';
import { presentRow, useRowCommands } from './DataTable/use-row-commands';
import { LoadingRows, StickyBar } from './ListPage';
import classes from './ListPage.module.css';
import { PageHeader } from './PageHeader';
import { ErrorState } from './States';

type Row = RowData & { id: string };
type PageOf<R> = KnownPage & { items: readonly R[] };
const PAGE_SIZE = 100;
export type Total = { value: number; isExact: boolean } | undefined;

/** The rows as they stand, for a page's own keys and buttons. */
export interface ShownRows<R> {
  rows: readonly R[];
  /** The row that has the focus, or whose panel is open. */
  present: () => R | undefined;
  /** Goes to a row: with the focus, and with the panel where one is open. */
  go: (id: string) => void;
}

interface Props<R extends Row, P extends PageOf<R>, S extends string> {
  /** The way back to what this list is a part of. */
  parent?: ReactNode;
  title: string;
  /** `approvals`: how the rows are called, and the table's widths are kept. */
  plural: string;
  views?: ReactNode;
  /** Buttons at the page's end; `total` is what an export would hand over. */
  actions?: (total: number | undefined) => ReactNode;
  /** Figures and charts above the rows. */
  summary?: ReactNode;
  /** How many rows there are, where the page knows it better than the API's list. */
  total?: (first: R | undefined, total: Total) => Total;
  filters: (total: Total, input: RefObject<HTMLInputElement | null>) => ReactNode;
  queryKey: QueryKey;
  /** Reads a page of what is filtered, in its order. */
  fetchPage: (at: PageParam, limit: number, signal?: AbortSignal) => Promise<Listed<P>>;
  columns: readonly ColumnDef<DataTableFeatures, R>[];
  /** A row where the screen is too narrow for columns. */
  card: (row: R) => ReactNode;
  sort: S;
  sorts: readonly S[];
  onSort: (sort: S) => void;
  /** What is said when no row fits. */
  nothing: ReactNode;
  openId: string | undefined;
  onOpen: (id: string | undefined, options: { replace: boolean }) => void;
  /** The docked panel; `listed` is the row's state from the list, shown while the record itself is read. */
  panel: (listed: R | undefined, close: () => void) => ReactNode;
  /** Whether a notice of the ledger is about rows of this list, and how to look again. */
  concerns: (notice: LedgerNotice) => boolean;
  refresh: (id: string) => Promise<void>;
  /** Rows never change, and looking again would itself be one: new ones are only counted. */
  appends?: boolean;
  onSettle?: () => void;
  onNotice?: (notice: LedgerNotice, openId: string | undefined) => void;
  /** The page's own keys; one of them that moves through rows elsewhere does so no more. */
  commands?: readonly Command[] | ((shown: ShownRows<R>) => readonly Command[]);
  /** Given where rows can be selected. */
  selection?: { value: RowSelectionState; onChange: (value: RowSelectionState) => void } | undefined;
  /** What can be done with the rows, over the list's end. */
  bar?: (shown: ShownRows<R>) => ReactNode;
  className?: string | undefined;
}

/** A page that is a list by server cursors: filters, rows that stay true in their places, and a docked panel. */
export function RecordList<R extends Row, P extends PageOf<R>, S extends string>(props: Props<R, P, S>) {
  const { openId, onOpen, selection } = props;
  const client = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<DataTableHandle>(null);

  const list = useInfiniteQuery({
    ...cursorList<P, QueryKey>(props.queryKey, (at, signal) => props.fetchPage(at, PAGE_SIZE, signal)),
    placeholderData: keepPreviousData,
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const pages = list.data?.pages;
  const rows = useMemo(() => (pages?.flatMap((page) => page.items) ?? []) as R[], [pages]);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const total = pages?.[0]?.page;
  const known = total && { value: total.total, isExact: total.totalIsExact };
  const { waiting, clear } = useListLive({
    pages: list.isPlaceholderData ? undefined : pages,
    openId,
    concerns: props.concerns,
    refresh: props.refresh,
    appends: props.appends ?? false,
    fetchHead: (begun) => props.fetchPage({ begun, cursor: undefined }, HEAD),
    ...(props.onSettle ? { onSettle: props.onSettle } : {}),
    ...(props.onNotice ? { onNotice: props.onNotice } : {}),
  });

  const open = (id: string) => onOpen(id, { replace: openId !== undefined });
  const close = () => {
    onOpen(undefined, { replace: false });
    if (openId) table.current?.focusRow(openId);
  };
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError]);
  const showNew = () => {
    clear();
    scroller.current?.scrollTo({ top: 0 });
    void client.resetQueries({ queryKey: props.queryKey });
  };

  const shown: ShownRows<R> = {
    rows,
    present: () => {
      const id = presentRow(openId);
      return rows.find((row) => row.id === id);
    },
    go: (id) => {
      if (openId) open(id);
      table.current?.focusRow(id);
    },
  };
  const pick = (id: string) => {
    if (!selection) return;
    const { [id]: was, ...rest } = selection.value;
    selection.onChange(was ? rest : { ...rest, [id]: true });
  };

  useRowCommands({
    ids,
    openId,
    table,
    onOpen: open,
    onLeave: () => (openId || !selection ? close() : selection.onChange({})),
    ...(selection ? { leaveLabel: 'Close the panel, or clear the selection', onPick: pick } : {}),
    searchInput,
    group: props.title,
    plural: props.plural,
    onShowNew: waiting.count > 0 ? showNew : undefined,
    more: (typeof props.commands === 'function' ? props.commands(shown) : props.commands) ?? [],
  });

  return (
    <div className={`${classes.page} ${props.className ?? ''}`} data-panel={openId ? 'open' : undefined}>
      <div className={classes.list}>
        <PageHeader parent={props.parent} title={props.title} views={props.views}>
          {props.actions?.(total?.total)}
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section ref={scroller} className={classes.scroller} aria-label={props.title} tabIndex={0}>
          <div>
            {props.summary}
            <StickyBar>
              {props.filters(props.total ? props.total(rows[0], known) : known, searchInput)}
            </StickyBar>
            <div
              className={classes.rows}
              aria-busy={list.isFetching}
              data-stale={list.isPlaceholderData || undefined}
            >
              {list.isPending && <LoadingRows />}
              {list.error && !pages && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
              {pages && rows.length === 0 && props.nothing}
              {rows.length > 0 && (
                <DataTable
                  name={props.plural.replaceAll(' ', '-')}
                  label={props.title}
                  rows={rows}
                  columns={props.columns}
                  rowId={(row) => row.id}
                  card={props.card}
                  scroller={scroller}
                  handle={table}
                  openId={openId}
                  onOpen={(row) => open(row.id)}
                  sort={props.sort}
                  {...(selection ? { selection: selection.value, onSelection: selection.onChange } : {})}
                  onSort={(sort) => {
                    const known = props.sorts.find((one) => one === sort);
                    if (known) props.onSort(known);
                  }}
                  hasMore={hasNextPage}
                  onMore={more}
                  total={total?.totalIsExact ? total.total : -1}
                />
              )}
              {isFetchingNextPage && <LoadingRows rows={3} />}
              {isFetchNextPageError && <ErrorState error={list.error} onRetry={() => void fetchNextPage()} />}
            </div>
          </div>
        </section>
        {props.bar?.(shown)}
        {waiting.count > 0 && (
          <button type="button" className={classes.news} onClick={showNew}>
            {newRowsLabel(waiting)}
          </button>
        )}
      </div>
      {openId && (
        <Suspense fallback={<div />}>
          {props.panel(
            rows.find((row) => row.id === openId),
            close,
          )}
        </Suspense>
      )}
    </div>
  );
}
