import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { Incident } from '@/api/types';
import { useApi } from '@/auth/context';
import { DataTable, type DataTableHandle } from '@/components/DataTable/DataTable';
import { ExportMenu } from '@/components/ExportMenu';
import { LoadingRows } from '@/components/ListPage';
import { ErrorState } from '@/components/States';
import { Board } from './Board';
import { boardColumns } from './board';
import { columns, IncidentCard } from './columns';
import { asked, collectIncidents, exportColumns } from './export';
import { Filters } from './Filters';
import { Frame } from './Frame';
import { NothingFound } from './NothingFound';
import type { PageProps } from './Page';
import { boardList, incidentKeys, incidentList } from './queries';
import { DEFAULT_SORT, type IncidentFilter, SORTS } from './search';
import { useIncidentsLive } from './use-incidents-live';
import { useIncidentCommands } from './use-page-commands';

/** The incidents themselves, as rows or as cards by status. */
export function IncidentsView({ search, onSearch }: PageProps) {
  const api = useApi();
  const client = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<DataTableHandle>(null);
  const isBoard = search.view === 'board';

  const wanted = isBoard ? boardList(api, search) : incidentList(api, search);
  const list = useInfiniteQuery({ ...wanted, placeholderData: keepPreviousData });
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const pages = list.data?.pages;
  const incidents = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const begun = pages?.[0]?.begun ?? 0;
  const board = useMemo(() => boardColumns(incidents, begun), [incidents, begun]);
  const total = pages?.[0]?.page;
  const { waiting, clear } = useIncidentsLive(
    search,
    list.isPlaceholderData ? undefined : pages,
    search.incident,
  );

  const latest = useRef(onSearch);
  latest.current = onSearch;
  const filter = useCallback((change: IncidentFilter) => latest.current(change), []);
  const open = (id: string | undefined) =>
    onSearch({ incident: id, action: undefined }, { replace: Boolean(id && search.incident) });
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError]);
  const showNew = () => {
    clear();
    scroller.current?.scrollTo({ top: 0 });
    void client.resetQueries({
      queryKey: isBoard ? incidentKeys.board(search) : incidentKeys.list(search),
    });
  };
  const close = () => {
    const id = search.incident;
    open(undefined);
    if (id) table.current?.focusRow(id);
  };

  const order: readonly Incident[] = isBoard ? board.flatMap((column) => column.incidents) : incidents;
  useIncidentCommands({
    ids: order.map((incident) => incident.id),
    openId: search.incident,
    table,
    searchInput,
    onOpen: open,
    onLeave: () => search.incident && close(),
    onSearch,
    onShowNew: waiting.count > 0 ? showNew : undefined,
  });

  const isEmpty = pages !== undefined && order.length === 0;
  return (
    <Frame
      search={search}
      onSearch={onSearch}
      scroller={scroller}
      busy={list.isFetching}
      stale={list.isPlaceholderData}
      waiting={waiting}
      onShowNew={showNew}
      listed={incidents.find((incident) => incident.id === search.incident)}
      onClose={close}
      exports={
        <ExportMenu
          name="incidents"
          plural="incidents"
          total={isBoard ? undefined : total?.total}
          collect={(onProgress) => collectIncidents(api, search, onProgress)}
          columns={exportColumns}
          asked={asked(search)}
        />
      }
      filters={
        <Filters
          search={search}
          onFilter={filter}
          searchInput={searchInput}
          total={
            total &&
            (isBoard
              ? { value: order.length, isExact: true }
              : { value: total.total, isExact: total.totalIsExact })
          }
        />
      }
    >
      {list.isPending && <LoadingRows />}
      {list.error && !pages && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {isEmpty && <NothingFound search={search} onFilter={filter} />}
      {pages &&
        !isEmpty &&
        (isBoard ? (
          <Board columns={board} openId={search.incident} handle={table} />
        ) : (
          <DataTable
            name="incidents"
            label="Incidents"
            rows={incidents}
            columns={columns}
            rowId={(incident) => incident.id}
            card={(incident) => <IncidentCard incident={incident} />}
            scroller={scroller}
            handle={table}
            openId={search.incident}
            onOpen={(incident) => open(incident.id)}
            sort={search.sort ?? DEFAULT_SORT}
            onSort={(sort) => {
              const known = SORTS.find((one) => one === sort);
              onSearch({ sort: known === DEFAULT_SORT ? undefined : known });
            }}
            hasMore={hasNextPage}
            onMore={more}
            total={total?.totalIsExact ? total.total : -1}
          />
        ))}
      {isFetchingNextPage && <LoadingRows rows={3} />}
      {isFetchNextPageError && <ErrorState error={list.error} onRetry={() => void fetchNextPage()} />}
    </Frame>
  );
}
