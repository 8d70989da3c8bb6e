import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { useApi } from '@/auth/context';
import { DataTable, type DataTableHandle } from '@/components/DataTable/DataTable';
import { useRowCommands } from '@/components/DataTable/use-row-commands';
import { ExportMenu } from '@/components/ExportMenu';
import { LoadingRows } from '@/components/ListPage';
import list from '@/components/ListPage.module.css';
import { ErrorState } from '@/components/States';
import { newRowsLabel } from '@/lib/new-rows';
import { logColumns, RotationCard } from './columns';
import { asked, collectRotations, columns as exportColumns } from './export';
import { LogFilters } from './Filters';
import { Frame } from './Frame';
import { NothingLogged } from './NothingFound';
import type { ViewProps } from './Page';
import { rotationKeys, rotationList } from './queries';
import { DEFAULT_SORT, SORTS } from './search';
import { useLogLive } from './use-live';

/** Every rotation as it was logged. */
export function LogView(props: ViewProps) {
  const { search, onSearch } = props;
  const api = useApi();
  const client = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<DataTableHandle>(null);

  const log = useInfiniteQuery({ ...rotationList(api, search), placeholderData: keepPreviousData });
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = log;
  const pages = log.data?.pages;
  const rotations = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const ids = useMemo(() => rotations.map((rotation) => rotation.id), [rotations]);
  const total = pages?.[0]?.page;
  const { waiting, clear } = useLogLive(search, log.isPlaceholderData ? undefined : pages, search.rotation);

  const open = (rotation: string | undefined) =>
    onSearch({ rotation, secret: undefined }, { replace: Boolean(rotation && search.rotation) });
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError]);
  const close = () => {
    const id = search.rotation;
    open(undefined);
    if (id) table.current?.focusRow(id);
  };
  const showNew = () => {
    clear();
    scroller.current?.scrollTo({ top: 0 });
    void client.resetQueries({ queryKey: rotationKeys.list(search) });
  };

  useRowCommands({
    ids,
    openId: search.rotation,
    table,
    onOpen: open,
    onLeave: close,
    searchInput,
    group: 'Secret rotations',
    plural: 'rotations',
    onShowNew: waiting.count > 0 ? showNew : undefined,
  });

  return (
    <Frame
      {...props}
      label="Rotations"
      scroller={scroller}
      exporting={
        <ExportMenu
          name="secret-rotations"
          plural="rotations"
          total={total?.total}
          collect={(onProgress) => collectRotations(api, search, onProgress)}
          columns={exportColumns}
          asked={asked(search)}
        />
      }
      news={waiting.count > 0 ? newRowsLabel(waiting) : undefined}
      onShowNew={showNew}
      listed={rotations.find((rotation) => rotation.id === search.rotation)}
      onClose={close}
    >
      <div className={list.sticky}>
        <LogFilters
          search={search}
          onFilter={props.onFilter}
          searchInput={searchInput}
          total={total && { value: total.total, isExact: total.totalIsExact }}
        />
      </div>
      <div className={list.rows} aria-busy={log.isFetching} data-stale={log.isPlaceholderData || undefined}>
        {log.isPending && <LoadingRows />}
        {log.error && !pages && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
        {pages && rotations.length === 0 && <NothingLogged search={search} onFilter={props.onFilter} />}
        {rotations.length > 0 && (
          <DataTable
            name="secret-rotations"
            label="Secret rotations"
            rows={rotations}
            columns={logColumns}
            rowId={(rotation) => rotation.id}
            card={(rotation) => <RotationCard rotation={rotation} />}
            scroller={scroller}
            handle={table}
            openId={search.rotation}
            onOpen={(rotation) => open(rotation.id)}
            sort={search.sort ?? DEFAULT_SORT}
            onSort={(sort) => {
              const known = SORTS.find((one) => one === sort);
              onSearch({ sort: known === DEFAULT_SORT ? undefined : known });
            }}
            hasMore={hasNextPage}
            onMore={more}
            total={total?.totalIsExact ? total.total : -1}
          />
        )}
        {isFetchingNextPage && <LoadingRows rows={3} />}
        {isFetchNextPageError && <ErrorState error={log.error} onRetry={() => void fetchNextPage()} />}
      </div>
    </Frame>
  );
}
