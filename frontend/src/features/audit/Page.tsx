import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef } from 'react';
import type { Verification } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import { ChoiceFilter, FilterBar, FilterEnd } from '@/components/FilterBar';
import { IconShieldCheck } from '@/components/icons';
import { LoadingRows } from '@/components/ListPage';
import list from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { RecordList } from '@/components/RecordList';
import { Segments } from '@/components/Segments';
import { EmptyState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { toast } from '@/components/toast';
import { useCommands } from '@/lib/commands';
import { useLive } from '@/lib/live/context';
import { problemOf } from '@/lib/problem';
import { orNothing } from '@/lib/search-fields';
import classes from './audit.module.css';
import { EntryCard, entryColumns, VerificationCard, verificationColumns } from './columns';
import { asked, collectEntries, csvColumns } from './export';
import { LedgerFilters, remember } from './Filters';
import {
  auditKeys,
  type EntryRow,
  fetchEntries,
  fetchVerification,
  fetchVerifications,
  replaceVerification,
  VERIFICATION_TYPE,
  verificationKeys,
  verifyNow,
} from './queries';
import { Summary } from './Summary';
import { type AuditSearch, fits, isFiltered, NO_FILTER, recordOf, VERIFICATION_STATUSES } from './search';

// Their own chunks: the list does not wait for what opens later.
const EntryPanel = lazy(async () => ({ default: (await import('./EntryPanel')).EntryPanel }));
const VerificationPanel = lazy(async () => ({
  default: (await import('./VerificationPanel')).VerificationPanel,
}));
const SealView = lazy(async () => ({ default: (await import('./SealView')).SealView }));

export type OnSearch = (change: Partial<AuditSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: AuditSearch;
  onSearch: OnSearch;
}

const TITLE = 'Audit';

/** Every change there ever was, each proved in this browser; what seals them, and who read them all again. */
export function AuditPage(props: Props) {
  const { search, onSearch } = props;
  const client = useQueryClient();
  const { may } = usePerson();
  const verifying = useVerifying(onSearch);
  const go = (view: AuditSearch['view']) => onSearch({ ...closed, view }, { replace: false });
  useCommands([
    { id: 'entries', label: "Show the ledger's entries", group: TITLE, run: () => go(undefined) },
    { id: 'seal', label: 'Show checkpoint, keys and anchors', group: TITLE, run: () => go('seal') },
    ...(may.readLedger
      ? [
          {
            id: 'verifications',
            label: 'Show verifications',
            group: TITLE,
            run: () => go('verifications'),
          },
          {
            id: 'verify',
            label: 'Verify the whole ledger now',
            group: TITLE,
            run: () => verifying.mutate(),
          },
        ]
      : []),
  ]);
  useLive({
    onNotice: ({ recordType }) => {
      if (recordType === VERIFICATION_TYPE) void client.invalidateQueries({ queryKey: auditKeys.last });
    },
    onGap: () => void client.invalidateQueries({ queryKey: auditKeys.last }),
  });
  const shared = {
    ...props,
    views: <Views search={search} onSearch={onSearch} />,
    verify: may.readLedger && (
      <Button
        size="xs"
        variant="default"
        leftSection={<IconShieldCheck size={14} />}
        loading={verifying.isPending}
        onClick={() => verifying.mutate()}
      >
        Verify now
      </Button>
    ),
  };
  if (search.view === 'seal') return <Seal {...shared} />;
  if (search.view === 'verifications' && may.readLedger) return <Verifications {...shared} />;
  return may.readLedger || recordOf(search) ? <Entries {...shared} /> : <NotForYou {...shared} />;
}

const closed = { entry: undefined, verification: undefined };

function useVerifying(onSearch: OnSearch) {
  const api = useApi();
  const client = useQueryClient();
  const show = (verification: string | undefined) =>
    onSearch({ ...NO_FILTER, ...closed, view: 'verifications', verification }, { replace: false });
  return useMutation({
    mutationFn: () => verifyNow(api),
    onSuccess: (begun) => {
      client.setQueryData(verificationKeys.record(begun.id), begun);
      void client.invalidateQueries({ queryKey: auditKeys.last });
      show(begun.id);
    },
    onError: (error) => {
      const problem = problemOf(error);
      void toast({ color: 'red', title: problem.title, message: problem.detail ?? '' });
      if (problem.status === 409) show(undefined);
    },
  });
}

function Views({ search, onSearch }: Props) {
  const { may } = usePerson();
  return (
    <Segments
      label="View"
      value={search.view ?? 'entries'}
      options={[
        { value: 'entries', text: 'Entries' },
        { value: 'seal', text: 'Seal' },
        ...(may.readLedger ? [{ value: 'verifications' as const, text: 'Verifications' }] : []),
      ]}
      onChange={(view) =>
        onSearch({ ...closed, view: view === 'entries' ? undefined : view }, { replace: false })
      }
    />
  );
}

interface ViewProps extends Props {
  views: React.ReactNode;
  verify: React.ReactNode;
}

const NEWEST = ['newest'] as const;

function Entries({ search, onSearch, views, verify }: ViewProps) {
  const api = useApi();
  const { may } = usePerson();
  const people = useRef(new Map<string, string>());
  return (
    <RecordList
      title={TITLE}
      plural="entries"
      className={classes.page}
      views={views}
      actions={() => (
        <>
          {verify}
          <ExportMenu
            name="ledger"
            plural="entries"
            total={undefined}
            collect={(onProgress) => collectEntries(api, search, onProgress)}
            columns={csvColumns}
            asked={asked(search)}
          />
        </>
      )}
      summary={<Summary search={search} onSearch={onSearch} />}
      total={(first: EntryRow | undefined, total) =>
        // Positions have no gap, so the newest says how many there are.
        isFiltered(search) || first?.position == null ? total : { value: first.position + 1, isExact: true }
      }
      filters={(total) => (
        <LedgerFilters
          search={search}
          onFilter={(filter) => onSearch(filter)}
          total={total}
          people={people.current}
        />
      )}
      queryKey={auditKeys.list(search)}
      fetchPage={async (at, limit, signal) => {
        const page = await fetchEntries(api, search, at, limit, signal);
        remember(people, page.items);
        return page;
      }}
      columns={entryColumns}
      card={(entry) => <EntryCard entry={entry} />}
      sort="newest"
      sorts={NEWEST}
      onSort={() => {}}
      nothing={
        <EmptyState
          title={may.readLedger ? 'No entry fits these filters' : 'The ledger knows no such record'}
          action={
            isFiltered(search) && (
              <Button size="xs" variant="default" onClick={() => onSearch(NO_FILTER)}>
                Clear filters
              </Button>
            )
          }
        >
          <p>Nothing is ever deleted: what was done stands here, under its own kind, person and time.</p>
        </EmptyState>
      }
      openId={search.entry}
      onOpen={(entry, options) => onSearch({ entry }, options)}
      panel={(listed, close) => (
        <EntryPanel
          position={search.entry ?? ''}
          listed={listed}
          search={search}
          onSearch={onSearch}
          onClose={close}
        />
      )}
      appends
      concerns={(notice) => fits(search, notice)}
      refresh={() => Promise.resolve()}
    />
  );
}

const statuses = VERIFICATION_STATUSES.map((value) => ({
  value,
  text: value,
  label: <StatusBadge status={value} />,
}));

function Verifications({ search, onSearch, views, verify }: ViewProps) {
  const api = useApi();
  const client = useQueryClient();
  return (
    <RecordList
      title={TITLE}
      plural="verifications"
      className={classes.page}
      views={views}
      actions={() => verify}
      summary={<Summary search={search} onSearch={onSearch} />}
      filters={(total) => (
        <FilterBar
          end={
            <FilterEnd
              isFiltered={search.status !== undefined}
              onClear={() => onSearch({ status: undefined })}
              total={total}
              one="verification"
              many="verifications"
            />
          }
        >
          <ChoiceFilter
            label="Status"
            options={statuses}
            chosen={search.status ?? []}
            onChange={(chosen) =>
              onSearch({
                status: orNothing(VERIFICATION_STATUSES.filter((one) => chosen.includes(one))),
              })
            }
          />
        </FilterBar>
      )}
      queryKey={verificationKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchVerifications(api, search, at, limit, signal)}
      columns={verificationColumns}
      card={(one: Verification) => <VerificationCard one={one} />}
      sort="newest"
      sorts={NEWEST}
      onSort={() => {}}
      nothing={
        <EmptyState title="No verification fits" action={verify}>
          <p>A verification reads every line again and every record against its last line.</p>
        </EmptyState>
      }
      openId={search.verification}
      onOpen={(verification, options) => onSearch({ verification }, options)}
      panel={(listed, close) => (
        <VerificationPanel id={search.verification ?? ''} listed={listed} onClose={close} />
      )}
      concerns={({ recordType }) => recordType === VERIFICATION_TYPE}
      refresh={async (id) => replaceVerification(client, await fetchVerification(api, id))}
    />
  );
}

function Seal({ search, onSearch, views, verify }: ViewProps) {
  return (
    <Frame views={views} actions={verify}>
      <Summary search={search} onSearch={onSearch} />
      <Suspense fallback={<LoadingRows rows={6} />}>
        <SealView />
      </Suspense>
    </Frame>
  );
}

function NotForYou({ search, onSearch, views }: ViewProps) {
  return (
    <Frame views={views} actions={null}>
      <Summary search={search} onSearch={onSearch} />
      <EmptyState title="The whole ledger is for auditors">
        <p>
          Auditors, security, compliance and administrators read across records, and each such reading is
          itself an entry. Every record's own entries are open to you: choose “Prove” beside them in its
          history.
        </p>
      </EmptyState>
    </Frame>
  );
}

/** The page where it is no list. */
function Frame({
  views,
  actions,
  children,
}: {
  views: React.ReactNode;
  actions: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div className={list.page}>
      <div className={list.list}>
        <PageHeader title={TITLE} views={views}>
          {actions}
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className={list.scroller} aria-label={TITLE} tabIndex={0}>
          {children}
        </section>
      </div>
    </div>
  );
}
