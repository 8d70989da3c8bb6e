import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef } from 'react';
import type { Backup, Restore } from '@/api/types';
import { useApi } from '@/auth/context';
import { useRowCommands } from '@/components/DataTable/use-row-commands';
import { ExportMenu } from '@/components/ExportMenu';
import { LoadingRows } from '@/components/ListPage';
import list from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { RecordList } from '@/components/RecordList';
import { Segments } from '@/components/Segments';
import { EmptyState, ErrorState } from '@/components/States';
import { useCommands } from '@/lib/commands';
import { collectPages } from '@/lib/export';
import { BackupCard, backupColumns, RestoreCard, restoreColumns } from './columns';
import { backupCsv, restoreCsv } from './export';
import { BackupFilters, RestoreFilters } from './Filters';
import { NothingFound } from './NothingFound';
import {
  BACKUP_TYPE,
  backupKeys,
  backupSummary,
  fetchBackup,
  fetchBackups,
  fetchRestore,
  fetchRestores,
  RESTORE_TYPE,
  replaceBackup,
  replaceRestore,
  restoreKeys,
} from './queries';
import { Summary } from './Summary';
import {
  type BackupFilter,
  type BackupSearch,
  DEFAULT_RESTORE_SORT,
  DEFAULT_SORT,
  filterOf,
  NO_FILTER,
  RESTORE_SORTS,
  SORTS,
  toBackupQuery,
  toRestoreQuery,
} from './search';
import { Targets } from './Targets';
import { usePageLive } from './use-live';

const TargetPanel = lazy(async () => ({ default: (await import('./TargetPanel')).TargetPanel }));
const BackupPanel = lazy(async () => ({ default: (await import('./BackupPanel')).BackupPanel }));
const RestorePanel = lazy(async () => ({ default: (await import('./RestorePanel')).RestorePanel }));

export type OnSearch = (change: Partial<BackupSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: BackupSearch;
  onSearch: OnSearch;
}

const PAGE = 200;
const CLOSED = { open: undefined, backup: undefined, restore: undefined };
const views = [
  { value: 'targets', text: 'Targets' },
  { value: 'backups', text: 'Backups' },
  { value: 'restores', text: 'Restores' },
] as const;

/** Whether what is kept can come back: targets, every backup, every restore. */
export function BackupsPage({ search, onSearch }: Props) {
  usePageLive();
  const go = (view: BackupSearch['view'], filter: Partial<BackupSearch> = {}) =>
    onSearch({ ...NO_FILTER, ...CLOSED, view, ...filter }, { replace: false });
  useCommands([
    { id: 'targets', label: 'Show the targets of backups', group: 'Backups', run: () => go(undefined) },
    { id: 'backups', label: 'Show every backup', group: 'Backups', run: () => go('backups') },
    { id: 'restores', label: 'Show every restore', group: 'Backups', run: () => go('restores') },
    {
      id: 'failed',
      label: 'Show failed backups',
      group: 'Backups',
      run: () => go('backups', { status: ['failed'] }),
    },
  ]);
  const segments = (
    <Segments
      label="View"
      options={views}
      value={search.view ?? 'targets'}
      onChange={(view) => go(view === 'targets' ? undefined : view)}
    />
  );
  const panel = <Panel search={search} onSearch={onSearch} />;
  if (search.view === 'backups')
    return <Backups search={search} onSearch={onSearch} views={segments} panel={panel} />;
  if (search.view === 'restores')
    return <Restores search={search} onSearch={onSearch} views={segments} panel={panel} />;
  return <TargetList search={search} onSearch={onSearch} views={segments} panel={panel} />;
}

interface ViewProps extends Props {
  views: React.ReactNode;
  panel: React.ReactNode;
}

const openOf = (search: BackupSearch) => search.backup ?? search.restore ?? search.open;

/** Whatever is open, beside any of the views: a link of a chain leads from target to backup to restore. */
function Panel({ search, onSearch }: Props) {
  const summary = useQuery(backupSummary(useApi())).data;
  const close = () => onSearch(CLOSED, { replace: false });
  if (search.backup)
    return (
      <BackupPanel
        id={search.backup}
        listed={undefined}
        onClose={close}
        onRestore={(restore) => onSearch({ ...CLOSED, restore }, { replace: false })}
      />
    );
  if (search.restore) return <RestorePanel id={search.restore} listed={undefined} onClose={close} />;
  if (search.open) return <TargetPanel target={search.open} summary={summary} onClose={close} />;
  return null;
}

function TargetList({ search, onSearch, views, panel }: ViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const summary = useQuery(backupSummary(useApi()));
  const isOpen = openOf(search) !== undefined;
  const open = (target: string) => onSearch({ ...CLOSED, open: target }, { replace: isOpen });
  const focusRow = (id: string) =>
    scroller.current
      ?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] [data-row-link]`)
      ?.focus();
  const table = useRef({ focusRow });
  useRowCommands({
    ids: summary.data?.items.map((one) => one.target) ?? [],
    openId: search.open,
    table,
    onOpen: open,
    onLeave: () => onSearch(CLOSED, { replace: false }),
    searchInput,
    group: 'Backups',
    plural: 'targets',
    onShowNew: undefined,
  });
  return (
    <div className={list.page} data-panel={isOpen ? 'open' : undefined}>
      <div className={list.list}>
        <PageHeader title="Backups" views={views} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section ref={scroller} className={list.scroller} aria-label="Targets" tabIndex={0}>
          <Summary search={search} onSearch={onSearch} />
          <div className={list.rows} aria-busy={summary.isPending}>
            {summary.isPending && <LoadingRows rows={4} />}
            {summary.error && !summary.data && (
              <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
            )}
            {summary.data?.items.length === 0 && (
              <EmptyState title="Nothing is backed up yet">
                <p>
                  A target stands here from its first backup or policy on. The backup runner in{' '}
                  <code>infra/backup</code> makes backups and drills and reports them.
                </p>
              </EmptyState>
            )}
            {summary.data && summary.data.items.length > 0 && (
              <Targets summary={summary.data} search={search} onOpen={open} />
            )}
          </div>
        </section>
      </div>
      {isOpen && <Suspense fallback={<div />}>{panel}</Suspense>}
    </div>
  );
}

function Backups({ search, onSearch, views, panel }: ViewProps) {
  const api = useApi();
  const client = useQueryClient();
  const filter = (change: BackupFilter) => onSearch(change);
  return (
    <RecordList
      title="Backups"
      plural="backups"
      views={views}
      summary={<Summary search={search} onSearch={onSearch} />}
      actions={(total) => (
        <ExportMenu
          name="backups"
          plural="backups"
          total={total}
          collect={(onProgress) => collectPages((at) => fetchBackups(api, search, at, PAGE), onProgress)}
          columns={backupCsv}
          asked={() => ({ filter: filterOf(search), query: toBackupQuery(search) })}
        />
      )}
      filters={(total, input) => (
        <BackupFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={backupKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchBackups(api, search, at, limit, signal)}
      columns={backupColumns}
      card={(backup: Backup) => <BackupCard backup={backup} />}
      sort={search.sort ?? DEFAULT_SORT}
      sorts={SORTS}
      onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="backups" />}
      openId={openOf(search)}
      onOpen={(backup, options) => onSearch({ ...CLOSED, backup }, options)}
      panel={() => panel}
      concerns={({ recordType }) => recordType === BACKUP_TYPE}
      refresh={async (id) => replaceBackup(client, await fetchBackup(api, id))}
    />
  );
}

function Restores({ search, onSearch, views, panel }: ViewProps) {
  const api = useApi();
  const client = useQueryClient();
  const filter = (change: BackupFilter) => onSearch(change);
  return (
    <RecordList
      title="Backups"
      plural="restores"
      views={views}
      summary={<Summary search={search} onSearch={onSearch} />}
      actions={(total) => (
        <ExportMenu
          name="restores"
          plural="restores"
          total={total}
          collect={(onProgress) => collectPages((at) => fetchRestores(api, search, at, PAGE), onProgress)}
          columns={restoreCsv}
          asked={() => ({ filter: filterOf(search), query: toRestoreQuery(search) })}
        />
      )}
      filters={(total, input) => (
        <RestoreFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={restoreKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchRestores(api, search, at, limit, signal)}
      columns={restoreColumns}
      card={(restore: Restore) => <RestoreCard restore={restore} />}
      sort={search.restoreSort ?? DEFAULT_RESTORE_SORT}
      sorts={RESTORE_SORTS}
      onSort={(sort) => onSearch({ restoreSort: sort === DEFAULT_RESTORE_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="restores" />}
      openId={openOf(search)}
      onOpen={(restore, options) => onSearch({ ...CLOSED, restore }, options)}
      panel={() => panel}
      concerns={({ recordType }) => recordType === RESTORE_TYPE}
      refresh={async (id) => replaceRestore(client, await fetchRestore(api, id))}
    />
  );
}
