import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Evidence, ServedControl } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import list from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { RecordList } from '@/components/RecordList';
import { Segments } from '@/components/Segments';
import { useCommands } from '@/lib/commands';
import { collectPages } from '@/lib/export';
import { ControlCard, controlColumns, EvidenceCard, evidenceColumns } from './columns';
import { controlCsv, evidenceCsv } from './export';
import { ControlFilters, EvidenceFilters } from './Filters';
import { HeadActions } from './HeadActions';
import { Matrix } from './Matrix';
import { NothingFound } from './NothingFound';
import {
  type ControlRow,
  complianceKeys,
  EVIDENCE_TYPE,
  fetchControlPage,
  fetchEvidence,
  fetchEvidences,
  replaceEvidence,
} from './queries';
import { Summary } from './Summary';
import {
  type ComplianceFilter,
  type ComplianceSearch,
  DEFAULT_SORT,
  filterOf,
  NO_FILTER,
  SORTS,
  toControlQuery,
  toEvidenceQuery,
} from './search';
import { CONCERNS, usePageLive } from './use-live';
import { controlOf } from './words';

// Their own chunks: the page does not wait for what opens later.
const ControlPanel = lazy(async () => ({ default: (await import('./ControlPanel')).ControlPanel }));
const EvidencePanel = lazy(async () => ({ default: (await import('./EvidencePanel')).EvidencePanel }));
const DraftDialog = lazy(async () => ({ default: (await import('./DraftDialog')).DraftDialog }));
const Report = lazy(async () => ({ default: (await import('./Report')).Report }));

export type OnSearch = (change: Partial<ComplianceSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: ComplianceSearch;
  onSearch: OnSearch;
}

const PAGE = 200;
const group = 'Compliance';
const CLOSED = { control: undefined, evidence: undefined };
const PLAIN = { ...NO_FILTER, ...CLOSED, sort: undefined, period: undefined };
const views = [
  { value: 'coverage', text: 'Coverage' },
  { value: 'controls', text: 'Controls' },
  { value: 'evidence', text: 'Evidence' },
  { value: 'report', text: 'Report' },
] as const;

/** What the frameworks ask for, what covers it, and the evidence that does. */
export function CompliancePage({ search, onSearch }: Props) {
  const person = usePerson();
  const [drafting, setDrafting] = useState<{ control: ServedControl | undefined }>();
  usePageLive();

  const go = (view: ComplianceSearch['view'], filter: Partial<ComplianceSearch> = {}) =>
    onSearch({ ...PLAIN, view, ...filter }, { replace: false });
  const draft = (control?: ServedControl) => setDrafting({ control });
  // Evidence that was opened from a control leads back to it.
  const leave = () =>
    onSearch(search.evidence && search.control ? { evidence: undefined } : CLOSED, { replace: false });
  useCommands([
    { id: 'coverage', label: 'Show coverage of the frameworks', group, run: () => go(undefined) },
    { id: 'controls', label: 'Show every control', group, run: () => go('controls') },
    {
      id: 'uncovered',
      label: 'Show uncovered controls',
      group,
      run: () => go('controls', { state: ['uncovered'] }),
    },
    {
      id: 'waiting',
      label: 'Show evidence that waits for approval',
      group,
      run: () => go('evidence', { status: ['submitted'] }),
    },
    { id: 'report', label: 'Show the compliance report', group, run: () => go('report') },
    ...(person.may.manageCompliance
      ? [{ id: 'draft', label: 'Draft evidence', group, run: () => draft() }]
      : []),
  ]);

  const segments = (
    <Segments
      label="View"
      options={views}
      value={search.view ?? 'coverage'}
      onChange={(view) => go(view === 'coverage' ? undefined : view)}
    />
  );
  const control = search.control === undefined ? undefined : controlOf(search.control);
  const panel = search.evidence ? (
    <EvidencePanel
      id={search.evidence}
      back={control}
      onBack={() => onSearch({ evidence: undefined }, { replace: false })}
      onClose={() => onSearch(CLOSED, { replace: false })}
    />
  ) : control ? (
    <ControlPanel control={control} onDraft={draft} onClose={leave} />
  ) : undefined;

  const view: ViewProps = {
    search,
    onSearch,
    onLeave: leave,
    views: segments,
    head: (
      <HeadActions
        {...(search.framework?.[0] && { framework: search.framework[0] })}
        onDraft={() => draft()}
      />
    ),
    panel,
    openId: search.evidence ?? (control ? search.control : undefined),
    summary: <Summary search={search} onShow={(filter) => go('evidence', filter)} onControls={go} />,
  };
  return (
    <>
      {search.view === 'controls' ? (
        <ControlList {...view} />
      ) : search.view === 'evidence' ? (
        <EvidenceList {...view} />
      ) : (
        <Whole {...view}>
          {search.view === 'report' ? (
            <Suspense>
              <Report
                framework={search.framework?.[0] ?? 'iso27001'}
                period={search.period}
                onFramework={(framework) => onSearch({ framework: [framework] })}
                onPeriod={(period) => onSearch({ period })}
              />
            </Suspense>
          ) : (
            <>
              {view.summary}
              <Matrix onSearch={onSearch} />
            </>
          )}
        </Whole>
      )}
      <Suspense>
        {drafting && (
          <DraftDialog
            control={drafting.control}
            onClose={() => setDrafting(undefined)}
            onDrafted={(evidence) => {
              setDrafting(undefined);
              onSearch({ evidence: evidence.id }, { replace: false });
            }}
          />
        )}
      </Suspense>
    </>
  );
}

interface ViewProps extends Props {
  views: React.ReactNode;
  head: React.ReactNode;
  summary: React.ReactNode;
  panel: React.ReactNode;
  openId: string | undefined;
  onLeave: () => void;
}

/** A view that is no list of rows. */
function Whole({
  views: segments,
  head,
  panel,
  onLeave,
  children,
}: ViewProps & { children: React.ReactNode }) {
  useCommands([
    {
      id: 'close',
      label: 'Close the panel',
      group: 'Rows',
      keys: ['Escape'],
      palette: false,
      run: onLeave,
    },
  ]);
  return (
    <div className={list.page} data-panel={panel ? 'open' : undefined}>
      <div className={list.list}>
        <PageHeader title="Compliance" views={segments}>
          {head}
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className={list.scroller} aria-label="Compliance" tabIndex={0}>
          {children}
        </section>
      </div>
      {panel && <Suspense fallback={<div />}>{panel}</Suspense>}
    </div>
  );
}

const ONE_ORDER = ['order'] as const;

function ControlList({
  search,
  onSearch,
  onLeave,
  views: segments,
  head,
  panel,
  openId,
  summary,
}: ViewProps) {
  const api = useApi();
  const filter = (change: ComplianceFilter) => onSearch(change);
  return (
    <RecordList
      title="Compliance"
      plural="controls"
      views={segments}
      summary={summary}
      actions={(total) => (
        <>
          <ExportMenu
            name="controls"
            plural="controls"
            total={total}
            collect={(onProgress) => collectPages((at) => fetchControlPage(api, search, at), onProgress)}
            columns={controlCsv}
            asked={() => ({ filter: filterOf(search), query: toControlQuery(search) })}
          />
          {head}
        </>
      )}
      filters={(total, input) => (
        <ControlFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={complianceKeys.controls(search)}
      fetchPage={(at, _limit, signal) => fetchControlPage(api, search, at, signal)}
      columns={controlColumns}
      card={(control: ControlRow) => <ControlCard control={control} />}
      sort="order"
      sorts={ONE_ORDER}
      onSort={() => {}}
      nothing={<NothingFound search={search} onFilter={filter} plural="controls" />}
      openId={openId}
      onOpen={(control, options) =>
        control ? onSearch({ control, evidence: undefined }, options) : onLeave()
      }
      panel={() => panel}
      // Rows are brought up to date in their places by the page; what is new to the list waits.
      concerns={({ recordType }) => CONCERNS.has(recordType)}
      refresh={async () => {}}
    />
  );
}

function EvidenceList({
  search,
  onSearch,
  onLeave,
  views: segments,
  head,
  panel,
  openId,
  summary,
}: ViewProps) {
  const api = useApi();
  const client = useQueryClient();
  const { subject } = usePerson();
  const filter = (change: ComplianceFilter) => onSearch(change);
  return (
    <RecordList
      title="Compliance"
      plural="evidence"
      views={segments}
      summary={summary}
      actions={(total) => (
        <>
          <ExportMenu
            name="evidence"
            plural="pieces of evidence"
            total={total}
            collect={(onProgress) =>
              collectPages((at) => fetchEvidences(api, search, subject, at, PAGE), onProgress)
            }
            columns={evidenceCsv}
            asked={(begun) => ({ filter: filterOf(search), query: toEvidenceQuery(search, subject, begun) })}
          />
          {head}
        </>
      )}
      filters={(total, input) => (
        <EvidenceFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={complianceKeys.evidence(search)}
      fetchPage={(at, limit, signal) => fetchEvidences(api, search, subject, at, limit, signal)}
      columns={evidenceColumns}
      card={(evidence: Evidence) => <EvidenceCard evidence={evidence} />}
      sort={search.sort ?? DEFAULT_SORT}
      sorts={SORTS}
      onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="evidence" />}
      openId={openId}
      onOpen={(evidence, options) =>
        evidence ? onSearch({ evidence, control: undefined }, options) : onLeave()
      }
      panel={() => panel}
      concerns={({ recordType }) => recordType === EVIDENCE_TYPE}
      refresh={async (id) => replaceEvidence(client, await fetchEvidence(api, id))}
    />
  );
}
