import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import type { ActionItem } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import cells from '@/components/Cells.module.css';
import { DataTable, type DataTableHandle } from '@/components/DataTable/DataTable';
import { columnHelper } from '@/components/DataTable/features';
import { ChoiceFilter, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import { LoadingRows } from '@/components/ListPage';
import { PersonName } from '@/components/PersonName';
import { EmptyState, ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import own from './ActionItems.module.css';
import { DueText } from './DueText';
import { Frame } from './Frame';
import type { PageProps } from './Page';
import { incidentRecord, itemKeys, itemList } from './queries';
import {
  type IncidentSearch,
  ITEM_STATUSES,
  type ItemFilter,
  isItemFiltered,
  NO_ITEM_FILTER,
} from './search';
import { useItemsLive } from './use-incidents-live';
import { useIncidentCommands } from './use-page-commands';

const statuses = ITEM_STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));

/** What is still to be done after incidents, the first due first: overdue items head the list. */
export function ActionItemsView({ search, onSearch }: PageProps) {
  const api = useApi();
  const client = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<DataTableHandle>(null);

  const list = useInfiniteQuery({ ...itemList(api, search), placeholderData: keepPreviousData });
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const pages = list.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const total = pages?.[0]?.page;
  const { waiting, clear } = useItemsLive(
    search,
    list.isPlaceholderData ? undefined : pages,
    search.incident,
  );

  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError]);
  const open = (id: string) => {
    const item = items.find((one) => one.id === id);
    if (item) {
      onSearch({ incident: item.incidentId, action: id }, { replace: Boolean(search.incident) });
    }
  };
  const close = () => {
    const id = search.action;
    onSearch({ incident: undefined, action: undefined }, { replace: false });
    if (id) table.current?.focusRow(id);
  };
  const showNew = () => {
    clear();
    scroller.current?.scrollTo({ top: 0 });
    void client.resetQueries({ queryKey: itemKeys.list(search) });
  };

  useIncidentCommands({
    ids: items.map((item) => item.id),
    openId: search.action,
    table,
    searchInput,
    onOpen: open,
    onLeave: () => search.incident && close(),
    onSearch,
    onShowNew: waiting.count > 0 ? showNew : undefined,
    plural: 'action items',
  });

  return (
    <Frame
      search={search}
      onSearch={onSearch}
      scroller={scroller}
      busy={list.isFetching}
      stale={list.isPlaceholderData}
      waiting={waiting}
      onShowNew={showNew}
      listed={undefined}
      onClose={close}
      filters={<ItemFilters search={search} onFilter={onSearch} total={total} />}
    >
      {list.isPending && <LoadingRows />}
      {list.error && !pages && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {pages && items.length === 0 && (
        <EmptyState
          title={isItemFiltered(search) ? 'No action item fits these filters' : 'Nothing is left to do'}
        >
          <p>
            Action items are added in an incident's panel: what will be done so that it does not come again.
          </p>
        </EmptyState>
      )}
      {items.length > 0 && (
        <DataTable
          name="action-items"
          label="Action items"
          rows={items}
          columns={columns}
          rowId={(item) => item.id}
          card={(item) => <ItemCard item={item} />}
          scroller={scroller}
          handle={table}
          openId={search.action}
          onOpen={(item) => open(item.id)}
          sort="dueAt"
          onSort={() => {}}
          hasMore={hasNextPage}
          onMore={more}
          total={total?.totalIsExact ? total.total : -1}
        />
      )}
      {isFetchingNextPage && <LoadingRows rows={3} />}
      {isFetchNextPageError && <ErrorState error={list.error} onRetry={() => void fetchNextPage()} />}
    </Frame>
  );
}

interface FilterProps {
  search: IncidentSearch;
  onFilter: (change: ItemFilter) => void;
  total: { total: number; totalIsExact: boolean } | undefined;
}

function ItemFilters({ search, onFilter, total }: FilterProps) {
  const person = usePerson();
  const isMine = search.owner?.length === 1 && search.owner[0] === person.name;
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isItemFiltered(search)}
          onClear={() => onFilter(NO_ITEM_FILTER)}
          total={total && { value: total.total, isExact: total.totalIsExact }}
          one="item"
          many="items"
        />
      }
    >
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.item ?? []}
        onChange={(chosen) =>
          onFilter({ item: orNothing(ITEM_STATUSES.filter((one) => chosen.includes(one))) })
        }
      />
      <TextFilter
        label="Owner"
        chosen={search.owner ?? []}
        hint="Full name"
        onChange={(chosen) => onFilter({ owner: orNothing(chosen) })}
      />
      <button
        type="button"
        className={own.toggle}
        aria-pressed={search.overdue ?? false}
        onClick={() => onFilter({ overdue: search.overdue ? undefined : true })}
      >
        Overdue
      </button>
      <button
        type="button"
        className={own.toggle}
        aria-pressed={isMine}
        onClick={() => onFilter({ owner: isMine ? undefined : [person.name] })}
      >
        Mine
      </button>
    </FilterBar>
  );
}

const column = columnHelper<ActionItem>();

function ItemLink({ item, className }: { item: ActionItem; className?: string | undefined }) {
  return (
    <Link
      from="/security/incidents"
      to="/security/incidents"
      search={(now) => ({ ...now, incident: item.incidentId, action: item.id })}
      className={className ?? cells.title}
      data-row-link
      draggable={false}
    >
      {item.title}
    </Link>
  );
}

/** The API names only the incident's id; its title is read once and kept. */
function IncidentTitle({ id }: { id: string }) {
  const incident = useQuery({ ...incidentRecord(useApi(), id), staleTime: 300_000 });
  return <span className={cells.soft}>{incident.data?.title ?? '…'}</span>;
}

const columns = column.columns([
  column.accessor('dueAt', {
    id: 'dueAt',
    header: 'Due',
    size: 150,
    cell: ({ row }) => <DueText item={row.original} />,
  }),
  column.accessor('title', {
    id: 'title',
    header: 'Action item',
    meta: { grow: true },
    cell: ({ row }) => <ItemLink item={row.original} />,
  }),
  column.accessor('incidentId', {
    id: 'incident',
    header: 'Incident',
    size: 300,
    meta: { from: 900 },
    cell: ({ row }) => <IncidentTitle id={row.original.incidentId} />,
  }),
  column.accessor('owner', {
    id: 'owner',
    header: 'Owner',
    size: 160,
    cell: ({ row }) => <PersonName name={row.original.owner} />,
  }),
  column.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 120,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
]);

function ItemCard({ item }: { item: ActionItem }) {
  return (
    <div className={cells.card}>
      <div className={cells.cardTop}>
        <DueText item={item} />
        <StatusBadge status={item.status} />
      </div>
      <ItemLink item={item} className={cells.cardTitle} />
      <div className={cells.cardEnd}>
        <IncidentTitle id={item.incidentId} />
        <PersonName name={item.owner} />
      </div>
    </div>
  );
}
