import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useApi, usePerson } from '@/auth/context';
import { useRowCommands } from '@/components/DataTable/use-row-commands';
import { Dropdown, DropdownItem, DropdownLabel } from '@/components/Dropdown';
import { ExportMenu } from '@/components/ExportMenu';
import { IconChevronDown, IconPlus } from '@/components/icons';
import { LoadingRows, StickyBar } from '@/components/ListPage';
import list from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { ErrorState } from '@/components/States';
import { toast } from '@/components/toast';
import { useCommands } from '@/lib/commands';
import { download } from '@/lib/download';
import { newRowsLabel } from '@/lib/new-rows';
import { problemOf } from '@/lib/problem';
import { useKeptOrder } from '@/lib/use-kept-order';
import { csvColumns, exportable } from './export';
import { SloFilters } from './Filters';
import { SloGrid } from './Grid';
import { NothingFound } from './NothingFound';
import own from './Page.module.css';
import { exported, MOST, sloList } from './queries';
import { Summary } from './Summary';
import { filterOf, NO_FILTER, type SloFilter, type SloSearch, toQuery } from './search';
import { byService } from './shown';
import { usePageLive } from './use-live';

// Their own chunks: the list does not wait for what opens later.
const SloPanel = lazy(async () => ({ default: (await import('./Panel')).SloPanel }));
const DefineDialog = lazy(async () => ({ default: (await import('./DefineDialog')).DefineDialog }));
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog')).ImportDialog }));

export type OnSearch = (change: Partial<SloSearch>, options?: { replace?: boolean }) => void;

const group = 'SLOs';

/** Every objective in its service, the worst first: what is left, what burns, and how long it lasts. */
export function SlosPage({ search, onSearch }: { search: SloSearch; onSearch: OnSearch }) {
  const api = useApi();
  const person = usePerson();
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<'define' | 'import'>();
  usePageLive();

  const slos = useQuery(sloList(api, search));
  const all = useQuery(sloList(api, NO_FILTER));
  const { rows, waiting, renew } = useKeptOrder(JSON.stringify(toQuery(search)), slos.data?.items);
  const services = useMemo(() => byService(rows ?? [], search), [rows, search]);
  const shown = useMemo(() => services.flatMap((service) => service.slos), [services]);
  const ids = useMemo(() => shown.map((slo) => slo.id), [shown]);

  const focusRow = (id: string) => {
    const row = scroller.current?.querySelector(`[data-row-id="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('[data-row-link]')?.focus({ preventScroll: true });
  };
  const table = useRef({ focusRow });
  table.current.focusRow = focusRow;

  const filter = (change: SloFilter) => onSearch(change);
  const show = (change: SloFilter) => onSearch({ ...NO_FILTER, ...change });
  const open = (id: string) => onSearch({ slo: id }, { replace: search.slo !== undefined });
  const close = () => {
    const id = search.slo;
    onSearch({ slo: undefined, range: undefined }, { replace: false });
    if (id) focusRow(id);
  };
  const showNew = () => {
    renew();
    scroller.current?.scrollTo({ top: 0 });
  };
  const hand = async (what: 'prometheus-rules' | 'openslo', to: 'clipboard' | 'file') => {
    try {
      const text = await exported(api, what);
      if (to === 'clipboard') {
        await navigator.clipboard.writeText(text);
        void toast({ title: 'Copied', message: 'Alerting and recording rules of every objective.' });
      } else download(what === 'openslo' ? 'slos.openslo.yaml' : 'slo-rules.yaml', 'application/yaml', text);
    } catch (error) {
      void toast({ color: 'red', title: 'It could not be made', message: problemOf(error).title });
    }
  };

  useRowCommands({
    ids,
    openId: search.slo,
    table,
    onOpen: open,
    onLeave: close,
    searchInput,
    group,
    plural: 'objectives',
    onShowNew: waiting > 0 ? showNew : undefined,
  });
  useCommands([
    ...(person.may.changeSlos
      ? [
          { id: 'define', label: 'Define an SLO', group, keys: ['c'], run: () => setDialog('define') },
          { id: 'import', label: 'Import an OpenSLO file', group, run: () => setDialog('import') },
        ]
      : []),
    {
      id: 'rules',
      label: 'Copy the Prometheus rules',
      group,
      run: () => void hand('prometheus-rules', 'clipboard'),
    },
    { id: 'firing', label: 'Show SLOs whose alerts fire', group, run: () => show({ firing: true }) },
    { id: 'breached', label: 'Show breached SLOs', group, run: () => show({ status: ['breached'] }) },
  ]);

  return (
    <div className={`${list.page} ${own.page}`} data-panel={search.slo ? 'open' : undefined}>
      <div className={list.list}>
        <PageHeader title="SLOs">
          <Dropdown
            label="Files"
            align="end"
            trigger={(props) => (
              <Button
                size="xs"
                variant="default"
                rightSection={<IconChevronDown size={13} aria-hidden />}
                {...props}
              >
                Files
              </Button>
            )}
          >
            {(done) => {
              const item = (label: string, run: () => void) => (
                <DropdownItem
                  onClick={() => {
                    done();
                    run();
                  }}
                >
                  {label}
                </DropdownItem>
              );
              return (
                <>
                  <DropdownLabel>Prometheus</DropdownLabel>
                  {item('Copy the rules', () => void hand('prometheus-rules', 'clipboard'))}
                  {item('Download the rules', () => void hand('prometheus-rules', 'file'))}
                  <DropdownLabel>OpenSLO</DropdownLabel>
                  {item('Download all objectives', () => void hand('openslo', 'file'))}
                  {person.may.changeSlos && item('Import a file…', () => setDialog('import'))}
                </>
              );
            }}
          </Dropdown>
          <ExportMenu
            name="slos"
            plural="objectives"
            total={shown.length}
            collect={async () => exportable(shown, slos.data?.whole ?? false)}
            columns={csvColumns}
            asked={() => ({ filter: filterOf(search), query: toQuery(search) })}
          />
          {person.may.changeSlos && (
            <Button
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setDialog('define')}
            >
              Define an SLO
            </Button>
          )}
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section ref={scroller} className={list.scroller} aria-label="Objectives" tabIndex={0}>
          <div>
            <Summary search={search} all={all} onShow={show} />
            <StickyBar>
              <SloFilters
                search={search}
                onFilter={filter}
                searchInput={searchInput}
                services={[...new Set(all.data?.items.map((slo) => slo.service))].toSorted()}
                total={rows && { value: shown.length, isExact: slos.data?.whole ?? true }}
              />
            </StickyBar>
            <div className={list.rows} aria-busy={slos.isPending}>
              {slos.isPending && <LoadingRows />}
              {slos.error && !slos.data && (
                <ErrorState error={slos.error} onRetry={() => void slos.refetch()} />
              )}
              {rows && shown.length === 0 && <NothingFound search={search} onFilter={filter} />}
              {shown.length > 0 && <SloGrid services={services} search={search} onOpen={open} />}
              {slos.data && !slos.data.whole && (
                <p className={own.cut}>These are the first {MOST}: narrow the filters to see the rest.</p>
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
      {search.slo && (
        <Suspense fallback={<div />}>
          <SloPanel
            id={search.slo}
            range={search.range ?? 'period'}
            listed={shown.find((slo) => slo.id === search.slo)}
            onRange={(range) => onSearch({ range: range === 'period' ? undefined : range })}
            onClose={close}
          />
        </Suspense>
      )}
      <Suspense>
        {dialog === 'define' && (
          <DefineDialog
            onClose={() => setDialog(undefined)}
            onDefined={(slo) => {
              setDialog(undefined);
              open(slo.id);
            }}
          />
        )}
        {dialog === 'import' && <ImportDialog onClose={() => setDialog(undefined)} onOpen={open} />}
      </Suspense>
    </div>
  );
}
