import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { useApi } from '@/auth/context';
import { DataTable, type DataTableHandle } from '@/components/DataTable/DataTable';
import { useRowCommands } from '@/components/DataTable/use-row-commands';
import { LoadingRows } from '@/components/ListPage';
import list from '@/components/ListPage.module.css';
import { ErrorState } from '@/components/States';
import { newRowsLabel } from '@/lib/new-rows';
import { dueColumns, SecretCard } from './columns';
import { DueFilters } from './Filters';
import { Frame } from './Frame';
import { NothingDue } from './NothingFound';
import type { ViewProps } from './Page';
import { dueRotations } from './queries';
import summary from './Summary.module.css';
import { NO_FILTER } from './search';
import { panelOf } from './secret-text';
import { useDueRows } from './use-due-rows';

const Timeline = lazy(() => import('./Timeline'));

/** One row a secret, the worst first, under the times they are due. */
export function DueView(props: ViewProps) {
  const { search, onSearch } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<DataTableHandle>(null);
  const due = useQuery(dueRotations(useApi()));
  const { rows, waiting, renew } = useDueRows(due.data, search, props.renewals);
  const ids = useMemo(() => rows.map((row) => row.secretName), [rows]);

  // Followed from a secret's attempts, an attempt of its is open beside its name.
  const openName = search.secret ?? rows.find((row) => row.lastAttempt.id === search.rotation)?.secretName;
  const isOpen = Boolean(search.secret ?? search.rotation);
  const open = (name: string) => {
    const attempt = due.data?.items.find((one) => one.secretName === name)?.lastAttempt;
    onSearch(panelOf(name, attempt?.id ?? ''), { replace: isOpen });
  };
  const close = () => {
    onSearch({ secret: undefined, rotation: undefined }, { replace: false });
    if (openName) table.current?.focusRow(openName);
  };
  const showNew = () => {
    renew();
    scroller.current?.scrollTo({ top: 0 });
  };

  useRowCommands({
    ids,
    openId: openName,
    table,
    onOpen: open,
    onLeave: close,
    searchInput,
    group: 'Secret rotations',
    plural: 'secrets',
    onShowNew: waiting > 0 ? showNew : undefined,
  });

  return (
    <Frame
      {...props}
      label="Secrets"
      scroller={scroller}
      news={waiting > 0 ? newRowsLabel({ count: waiting, atLeast: false }) : undefined}
      onShowNew={showNew}
      listed={rows.find((row) => row.secretName === openName)?.lastAttempt}
      onClose={close}
    >
      {!(due.error && !due.data) && due.data?.coverage.secrets !== 0 && (
        <Suspense fallback={<div className={summary.course} />}>
          <Timeline
            due={due.data}
            openName={openName}
            onOpen={open}
            onPick={(dueFrom, dueTo) => props.onFilter({ ...NO_FILTER, dueFrom, dueTo })}
          />
        </Suspense>
      )}
      <div className={list.sticky}>
        <DueFilters
          search={search}
          onFilter={props.onFilter}
          onWindow={(window) => onSearch({ window, show: undefined, dueFrom: undefined, dueTo: undefined })}
          searchInput={searchInput}
          total={due.data && { value: rows.length, isExact: due.data.items.length === due.data.total }}
        />
      </div>
      <div className={list.rows} aria-busy={due.isPending}>
        {due.isPending && <LoadingRows />}
        {due.error && !due.data && <ErrorState error={due.error} onRetry={() => void due.refetch()} />}
        {due.data && rows.length === 0 && (
          <NothingDue search={search} secrets={due.data.coverage.secrets} onFilter={props.onFilter} />
        )}
        {rows.length > 0 && (
          <DataTable
            name="due-secrets"
            label="Secrets that are due"
            rows={rows}
            columns={dueColumns}
            rowId={(secret) => secret.secretName}
            card={(secret) => <SecretCard secret={secret} />}
            scroller={scroller}
            handle={table}
            openId={openName}
            onOpen={(secret) => open(secret.secretName)}
            sort=""
            onSort={never}
            hasMore={false}
            onMore={never}
            total={rows.length}
          />
        )}
      </div>
    </Frame>
  );
}

const never = () => {};
