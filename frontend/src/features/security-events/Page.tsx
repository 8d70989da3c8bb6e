import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { RowSelectionState } from '@tanstack/react-table';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useApi, usePerson } from '@/auth/context';
import { DataTable, type DataTableHandle } from '@/components/DataTable/DataTable';
import { ExportMenu } from '@/components/ExportMenu';
import { LoadingRows, StickyBar } from '@/components/ListPage';
import classes from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { ErrorState } from '@/components/States';
import { newRowsLabel } from '@/lib/new-rows';
import { BulkBar } from './BulkBar';
import { EventCard, pickColumns, readColumns } from './columns';
import { asked, collectEvents, columns as exportColumns } from './export';
import { Filters } from './Filters';
import { NothingFound } from './NothingFound';
import { eventKeys, eventList } from './queries';
import { Summary } from './Summary';
import { DEFAULT_SORT, type EventFilter, type EventSearch, SORTS } from './search';
import { useEventsLive } from './use-events-live';
import { usePageCommands } from './use-page-commands';

// Its own chunk: the list does not wait for what opens later.
const loadPanel = () => import('./DetailPanel');
const DetailPanel = lazy(async () => ({ default: (await loadPanel()).DetailPanel }));

interface Props {
  search: EventSearch;
  onSearch: (change: Partial<EventSearch>, options?: { replace?: boolean }) => void;
}

export function SecurityEventsPage({ search, onSearch }: Props) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<DataTableHandle>(null);
  const [selection, setSelection] = useState<RowSelectionState>({});

  const list = useInfiniteQuery({ ...eventList(api, search), placeholderData: keepPreviousData });
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const pages = list.data?.pages;
  const events = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const total = pages?.[0]?.page;
  const { waiting, clear } = useEventsLive(search, list.isPlaceholderData ? undefined : pages, search.event);
  const selected = useMemo(() => events.filter((event) => selection[event.id]), [events, selection]);

  const latest = useRef(onSearch);
  latest.current = onSearch;
  const filter = useCallback((change: EventFilter) => {
    setSelection({});
    latest.current(change);
  }, []);
  const open = (id: string | undefined) => onSearch({ event: id }, { replace: Boolean(id && search.event) });
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError]);
  const showNew = () => {
    clear();
    scroller.current?.scrollTo({ top: 0 });
    void client.resetQueries({ queryKey: eventKeys.list(search) });
  };
  const close = () => {
    const id = search.event;
    open(undefined);
    if (id) table.current?.focusRow(id);
  };

  usePageCommands({
    events,
    search,
    table,
    searchInput,
    selection,
    mayPick: person.may.changeSecurityEvents,
    onSelect: setSelection,
    onOpen: open,
    onClose: close,
    onFilter: filter,
    onShowNew: waiting.count > 0 ? showNew : undefined,
  });

  return (
    <div className={classes.page} data-panel={search.event ? 'open' : undefined}>
      <div className={classes.list}>
        <PageHeader title="Security events">
          <ExportMenu
            name="security-events"
            plural="events"
            total={total?.total}
            collect={(onProgress) => collectEvents(api, search, onProgress)}
            columns={exportColumns}
            asked={asked(search)}
          />
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section ref={scroller} className={classes.scroller} aria-label="Events" tabIndex={0}>
          <div>
            <Summary search={search} onFilter={filter} />
            <StickyBar>
              <Filters
                search={search}
                onFilter={filter}
                searchInput={searchInput}
                total={total && { value: total.total, isExact: total.totalIsExact }}
              />
            </StickyBar>
            <div
              className={classes.rows}
              aria-busy={list.isFetching}
              data-stale={list.isPlaceholderData || undefined}
            >
              {list.isPending && <LoadingRows />}
              {list.error && !pages && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
              {pages && events.length === 0 && <NothingFound search={search} onFilter={filter} />}
              {events.length > 0 && (
                <DataTable
                  name="security-events"
                  label="Security events"
                  rows={events}
                  columns={person.may.changeSecurityEvents ? pickColumns : readColumns}
                  rowId={(event) => event.id}
                  card={(event) => <EventCard event={event} />}
                  scroller={scroller}
                  handle={table}
                  openId={search.event}
                  onOpen={(event) => open(event.id)}
                  sort={search.sort ?? DEFAULT_SORT}
                  onSort={(sort) => {
                    const known = SORTS.find((one) => one === sort);
                    onSearch({ sort: known === DEFAULT_SORT ? undefined : known });
                  }}
                  {...(person.may.changeSecurityEvents ? { selection, onSelection: setSelection } : {})}
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
        {waiting.count > 0 && (
          <button type="button" className={classes.news} onClick={showNew}>
            {newRowsLabel(waiting)}
          </button>
        )}
        <BulkBar
          events={selected}
          onKeep={(ids) => setSelection(Object.fromEntries(ids.map((id) => [id, true as const])))}
        />
      </div>
      {search.event && (
        <Suspense fallback={<div />}>
          <DetailPanel
            id={search.event}
            listed={events.find((event) => event.id === search.event)}
            onClose={close}
          />
        </Suspense>
      )}
    </div>
  );
}
