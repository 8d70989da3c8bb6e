import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react';
import type { TestResult } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { DataTable, type DataTableHandle } from '@/components/DataTable/DataTable';
import { useRowCommands } from '@/components/DataTable/use-row-commands';
import { ExportMenu } from '@/components/ExportMenu';
import { IconUpload } from '@/components/icons';
import { LoadingRows, StickyBar } from '@/components/ListPage';
import list from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { RecordList } from '@/components/RecordList';
import { Segments } from '@/components/Segments';
import { ErrorState } from '@/components/States';
import { useCommands } from '@/lib/commands';
import { collectPages } from '@/lib/export';
import { newRowsLabel } from '@/lib/new-rows';
import { useKeptOrder } from '@/lib/use-kept-order';
import { ResultCard, resultColumns, SuiteCard, suiteColumns } from './columns';
import { exportable, resultCsv, suiteCsv } from './export';
import { ResultFilters, SuiteFilters } from './Filters';
import { NothingFound } from './NothingFound';
import own from './Page.module.css';
import {
  fetchResult,
  fetchResults,
  MOST,
  RESULT_TYPE,
  replaceResult,
  resultKeys,
  type Suites,
  suiteStandings,
} from './queries';
import { Summary } from './Summary';
import {
  DEFAULT_RESULT_SORT,
  DEFAULT_SORT,
  filterOf,
  NO_FILTER,
  RESULT_SORTS,
  SORTS,
  type SuiteFilter,
  type SuiteSearch,
  toResultQuery,
} from './search';
import { chosen, sortedBy } from './standing';
import { usePageLive } from './use-live';

const SuitePanel = lazy(async () => ({ default: (await import('./SuitePanel')).SuitePanel }));
const ResultPanel = lazy(async () => ({ default: (await import('./ResultPanel')).ResultPanel }));
const UploadDialog = lazy(async () => ({ default: (await import('./UploadDialog')).UploadDialog }));

export type OnSearch = (change: Partial<SuiteSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: SuiteSearch;
  onSearch: OnSearch;
}

const PAGE = 200;
const CLOSED = { suite: undefined, run: undefined, result: undefined };
const views = [
  { value: 'suites', text: 'Suites' },
  { value: 'results', text: 'Results' },
] as const;
const group = 'Test suites';

/** Whether what was right stays right: suites by how they stand, and every result. */
export function SuitesPage({ search, onSearch }: Props) {
  const person = usePerson();
  const [uploading, setUploading] = useState(false);
  usePageLive();
  const go = (view: SuiteSearch['view'], filter: SuiteFilter = {}) =>
    onSearch({ ...NO_FILTER, ...CLOSED, view, ...filter }, { replace: false });
  useCommands([
    ...(person.may.reportQuality
      ? [{ id: 'upload', label: 'Upload JUnit XML', group, keys: ['c'], run: () => setUploading(true) }]
      : []),
    { id: 'suites', label: 'Show suites', group, run: () => go(undefined) },
    { id: 'results', label: 'Show every test result', group, run: () => go('results') },
    {
      id: 'failing',
      label: 'Show failing suites',
      group,
      run: () => go(undefined, { state: ['failing'] }),
    },
  ]);
  const shared: Shared = {
    views: (
      <Segments
        label="View"
        options={views}
        value={search.view ?? 'suites'}
        onChange={(view) => go(view === 'suites' ? undefined : view)}
      />
    ),
    upload: person.may.reportQuality && (
      <Button size="xs" leftSection={<IconUpload size={14} aria-hidden />} onClick={() => setUploading(true)}>
        Upload JUnit XML
      </Button>
    ),
  };
  return (
    <>
      {search.view === 'results' ? (
        <Results search={search} onSearch={onSearch} {...shared} />
      ) : (
        <SuiteList search={search} onSearch={onSearch} {...shared} />
      )}
      <Suspense>
        {uploading && (
          <UploadDialog
            onClose={() => setUploading(false)}
            onOpen={(suite, run) => {
              setUploading(false);
              onSearch({ ...NO_FILTER, ...CLOSED, view: undefined, suite, run }, { replace: false });
            }}
          />
        )}
      </Suspense>
    </>
  );
}

interface Shared {
  views: ReactNode;
  upload: ReactNode;
}

const openOf = (search: SuiteSearch) => search.result ?? search.suite;

function Panel({ search, onSearch, onClose, all }: Props & { onClose: () => void; all: Suites | undefined }) {
  const open = (change: Partial<SuiteSearch>) => onSearch({ ...CLOSED, ...change }, { replace: false });
  if (search.result) return <ResultPanel key={search.result} id={search.result} onClose={onClose} />;
  if (!search.suite) return null;
  return (
    <SuitePanel
      suite={search.suite}
      run={search.run}
      standing={all?.items.find((one) => one.testSuite === search.suite)}
      onRun={(run) => open({ suite: search.suite, run })}
      onClose={onClose}
    />
  );
}

function SuiteList({ search, onSearch, views, upload }: Props & Shared) {
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<DataTableHandle>(null);
  const suites = useQuery(suiteStandings(useApi()));
  const sort = search.sort ?? DEFAULT_SORT;
  const asked = JSON.stringify([filterOf(search), sort]);
  // What fits is decided when the question is asked: a suite that begins to pass meanwhile stays in its place.
  const fitting = useMemo(
    () => suites.data && sortedBy(chosen(suites.data.items, search), sort),
    [suites.data, search, sort],
  );
  const { rows, waiting, renew } = useKeptOrder(asked, fitting);
  const shown = useMemo(() => {
    const latest = new Map(suites.data?.items.map((one) => [one.id, one]));
    return rows?.map((one) => latest.get(one.id) ?? one) ?? [];
  }, [rows, suites.data]);
  const openId = openOf(search);

  const open = (suite: string) => onSearch({ ...CLOSED, suite }, { replace: openId !== undefined });
  const close = () => {
    onSearch(CLOSED, { replace: false });
    if (search.suite) table.current?.focusRow(search.suite);
  };
  const filter = (change: SuiteFilter) => onSearch(change);
  const showNew = () => {
    renew();
    scroller.current?.scrollTo({ top: 0 });
  };
  useRowCommands({
    ids: shown.map((one) => one.id),
    openId: search.suite,
    table,
    onOpen: open,
    onLeave: close,
    searchInput,
    group,
    plural: 'suites',
    onShowNew: waiting > 0 ? showNew : undefined,
  });
  return (
    <div className={`${list.page} ${own.page}`} data-panel={openId ? 'open' : undefined}>
      <div className={list.list}>
        <PageHeader title="Test suites" views={views}>
          <ExportMenu
            name="test-suites"
            plural="suites"
            total={shown.length}
            collect={async () => exportable(shown, suites.data?.whole ?? false)}
            columns={suiteCsv}
            asked={() => ({ filter: filterOf(search), query: { sort } })}
          />
          {upload}
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section ref={scroller} className={list.scroller} aria-label="Test suites" tabIndex={0}>
          <div>
            <Summary
              search={search}
              all={suites}
              onShow={(change) => onSearch({ ...NO_FILTER, ...change }, { replace: false })}
            />
            <StickyBar>
              <SuiteFilters
                search={search}
                onFilter={filter}
                searchInput={searchInput}
                total={rows && { value: shown.length, isExact: suites.data?.whole ?? true }}
              />
            </StickyBar>
            <div className={list.rows} aria-busy={suites.isPending}>
              {suites.isPending && <LoadingRows />}
              {suites.error && !suites.data && (
                <ErrorState error={suites.error} onRetry={() => void suites.refetch()} />
              )}
              {rows && shown.length === 0 && (
                <NothingFound search={search} onFilter={filter} plural="suites" />
              )}
              {shown.length > 0 && (
                <DataTable
                  name="test-suites"
                  label="Test suites"
                  rows={shown}
                  columns={suiteColumns}
                  rowId={(suite) => suite.id}
                  card={(suite) => <SuiteCard suite={suite} />}
                  scroller={scroller}
                  handle={table}
                  openId={search.suite}
                  onOpen={(suite) => open(suite.id)}
                  sort={sort}
                  onSort={(next) =>
                    onSearch({ sort: SORTS.find((one) => one === next && one !== DEFAULT_SORT) })
                  }
                  hasMore={false}
                  onMore={() => {}}
                  total={shown.length}
                />
              )}
              {suites.data && !suites.data.whole && (
                <p className={own.cut}>These are the first {MOST} suites in order of name.</p>
              )}
            </div>
          </div>
        </section>
        {waiting > 0 && (
          <button type="button" className={list.news} onClick={showNew}>
            {newRowsLabel({ count: waiting, atLeast: false })}
          </button>
        )}
      </div>
      {openId && (
        <Suspense fallback={<div />}>
          <Panel search={search} onSearch={onSearch} onClose={close} all={suites.data} />
        </Suspense>
      )}
    </div>
  );
}

function Results({ search, onSearch, views, upload }: Props & Shared) {
  const api = useApi();
  const client = useQueryClient();
  const suites = useQuery(suiteStandings(api));
  const filter = (change: SuiteFilter) => onSearch(change);
  return (
    <RecordList
      title="Test suites"
      plural="results"
      className={own.page}
      views={views}
      actions={(total) => (
        <>
          <ExportMenu
            name="test-results"
            plural="results"
            total={total}
            collect={(onProgress) => collectPages((at) => fetchResults(api, search, at, PAGE), onProgress)}
            columns={resultCsv}
            asked={() => ({ filter: filterOf(search), query: toResultQuery(search) })}
          />
          {upload}
        </>
      )}
      filters={(total, input) => (
        <ResultFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={resultKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchResults(api, search, at, limit, signal)}
      columns={resultColumns}
      card={(result: TestResult) => <ResultCard result={result} />}
      sort={search.resultSort ?? DEFAULT_RESULT_SORT}
      sorts={RESULT_SORTS}
      onSort={(sort) => onSearch({ resultSort: sort === DEFAULT_RESULT_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="results" />}
      openId={openOf(search)}
      onOpen={(result, options) => onSearch({ ...CLOSED, result }, options)}
      panel={(_listed, close) => (
        <Panel search={search} onSearch={onSearch} onClose={close} all={suites.data} />
      )}
      concerns={({ recordType }) => recordType === RESULT_TYPE}
      refresh={async (id) => {
        if (id === search.result) replaceResult(client, await fetchResult(api, id));
      }}
    />
  );
}
