import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type RefObject, Suspense, useState } from 'react';
import type { ChaosTest } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import {
  ChoiceFilter,
  DelayedSearch,
  FilterBar,
  FilterEnd,
  MoreFilters,
  TextFilter,
} from '@/components/FilterBar';
import { IconUpload } from '@/components/icons';
import { RecordList, type Total } from '@/components/RecordList';
import { EmptyState } from '@/components/States';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { StatusBadge } from '@/components/StatusBadge';
import { useCommands } from '@/lib/commands';
import { number, words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import classes from './chaos.module.css';
import { columns, TestCard } from './columns';
import { asked, collectTests, csvColumns } from './export';
import { chaosKeys, chaosSummary, fetchTest, fetchTests, RECORD_TYPE, replaceTest } from './queries';
import {
  type ChaosFilter,
  type ChaosSearch,
  DEFAULT_SORT,
  isFiltered,
  NO_FILTER,
  OUTCOMES,
  SORTS,
  STATUSES,
  TYPES,
} from './search';
import { recoveryText, typeName, typeShort } from './words';

// Their own chunks: the list does not wait for what opens later.
const ChaosPanel = lazy(async () => ({ default: (await import('./Panel')).ChaosPanel }));
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog')).ImportDialog }));

export type OnSearch = (change: Partial<ChaosSearch>, options?: { replace?: boolean }) => void;

const group = 'Chaos tests';
const badge = (value: string) => ({ value, text: words(value), label: <StatusBadge status={value} /> });
const outcomes = OUTCOMES.map(badge);
const statuses = STATUSES.map(badge);
const types = TYPES.map((value) => ({ value, text: typeName(value), label: typeName(value) }));

/** What was broken on purpose, and whether the product withstood it: judged by rules, each with its figures. */
export function ChaosPage({ search, onSearch }: { search: ChaosSearch; onSearch: OnSearch }) {
  const api = useApi();
  const client = useQueryClient();
  const { may } = usePerson();
  const [isImporting, setImporting] = useState(false);
  const filter = (change: Partial<ChaosFilter>) => onSearch(change);
  const show = (change: ChaosFilter) => onSearch({ ...NO_FILTER, ...change });
  useCommands([
    ...(may.runChaosTests
      ? [{ id: 'import', label: 'Import a journal', group, run: () => setImporting(true) }]
      : []),
    { id: 'running', label: 'Show running experiments', group, run: () => show({ status: ['running'] }) },
    { id: 'failed', label: 'Show experiments that failed', group, run: () => show({ outcome: ['failed'] }) },
  ]);
  return (
    <>
      <RecordList
        title="Chaos tests"
        plural="experiments"
        className={classes.page}
        summary={<Summary search={search} onFilter={show} />}
        actions={(total) => (
          <>
            {may.runChaosTests && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconUpload size={14} />}
                onClick={() => setImporting(true)}
              >
                Import a journal
              </Button>
            )}
            <ExportMenu
              name="chaos-tests"
              plural="experiments"
              total={total}
              collect={(onProgress) => collectTests(api, search, onProgress)}
              columns={csvColumns}
              asked={asked(search)}
            />
          </>
        )}
        filters={(total, input) => <Filters search={search} onFilter={filter} total={total} input={input} />}
        queryKey={chaosKeys.list(search)}
        fetchPage={(at, limit, signal) => fetchTests(api, search, at, limit, signal)}
        columns={columns}
        card={(test: ChaosTest) => <TestCard test={test} />}
        sort={search.sort ?? DEFAULT_SORT}
        sorts={SORTS}
        onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
        nothing={<Nothing isFiltered={isFiltered(search)} onClear={() => filter(NO_FILTER)} />}
        openId={search.test}
        onOpen={(test, options) => onSearch({ test }, options)}
        panel={(listed, close) => <ChaosPanel id={search.test ?? ''} listed={listed} onClose={close} />}
        concerns={({ recordType }) => recordType === RECORD_TYPE}
        refresh={async (id) => replaceTest(client, await fetchTest(api, id))}
        onSettle={() => void client.invalidateQueries({ queryKey: chaosKeys.summary })}
        onNotice={({ recordType }, openId) => {
          if (!openId) return;
          if (recordType === 'incident')
            void client.invalidateQueries({ queryKey: chaosKeys.record(openId) });
          if (recordType === 'compliance_evidence')
            void client.invalidateQueries({ queryKey: chaosKeys.evidence(openId) });
          if (recordType === RECORD_TYPE) void client.invalidateQueries({ queryKey: ['ledger'] });
        }}
      />
      <Suspense>
        {isImporting && (
          <ImportDialog
            onClose={() => setImporting(false)}
            onOpen={(test) => onSearch({ ...NO_FILTER, test }, { replace: false })}
          />
        )}
      </Suspense>
    </>
  );
}

function Summary({ search, onFilter }: { search: ChaosSearch; onFilter: (filter: ChaosFilter) => void }) {
  const summary = useQuery(chaosSummary(useApi()));
  const of = summary.data?.byType;
  const sum = (field: 'passed' | 'failed' | 'inconclusive' | 'running') =>
    of && number(of.reduce((total, one) => total + one[field], 0));
  const coverage = summary.data?.coverage;
  const outcome = (value: (typeof OUTCOMES)[number], tone?: 'bad' | 'warn') => ({
    label: words(value),
    value: sum(value),
    ...(tone ? { tone } : {}),
    active: search.outcome?.join() === value && search.status === undefined,
    onClick: () => onFilter({ outcome: [value] }),
  });
  return (
    <StatStrip label="What was withstood">
      <StatGroup
        title="Last 90 days"
        loading={summary.isPending}
        stats={[
          outcome('passed'),
          outcome('failed', 'bad'),
          outcome('inconclusive', 'warn'),
          {
            label: 'Running',
            value: sum('running'),
            active: search.status?.join() === 'running',
            onClick: () => onFilter({ status: ['running'] }),
          },
        ]}
      />
      <StatGroup
        title={
          coverage
            ? `Median recovery, ${coverage.tested.length} of ${coverage.types} kinds tried`
            : 'Median recovery'
        }
        loading={summary.isPending}
        stats={TYPES.map((type) => {
          const one = of?.find((each) => each.testType === type);
          const median = one?.recoveryTime.medianMs ?? null;
          return {
            label: typeShort(type),
            // Without one that passed or failed there is no recovery time, and no 0 is drawn.
            value: median === null ? undefined : recoveryText(median),
            hint:
              median === null
                ? 'No recovery time is known'
                : `${typeName(type)}: median of ${one?.recoveryTime.n}; show these experiments`,
            active: search.type?.join() === type,
            onClick: () => onFilter({ type: [type] }),
          };
        })}
      />
    </StatStrip>
  );
}

interface FilterProps {
  search: ChaosSearch;
  onFilter: (filter: Partial<ChaosFilter>) => void;
  total: Total;
  input: RefObject<HTMLInputElement | null>;
}

function Filters({ search, onFilter, total, input }: FilterProps) {
  const [added, setAdded] = useState<string>();
  const more = [
    { name: 'Status', isOn: search.status !== undefined },
    { name: 'Target', isOn: search.target !== undefined },
    { name: 'Where', isOn: search.environment !== undefined },
  ];
  const isShown = (name: string) => added === name || more.some((one) => one.name === name && one.isOn);
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="experiment"
          many="experiments"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search experiments"
        input={input}
      />
      <ChoiceFilter
        label="Outcome"
        options={outcomes}
        chosen={search.outcome ?? []}
        onChange={(chosen) =>
          onFilter({ outcome: orNothing(OUTCOMES.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        label="Kind"
        options={types}
        chosen={search.type ?? []}
        onChange={(chosen) => onFilter({ type: orNothing(TYPES.filter((one) => chosen.includes(one))) })}
      />
      {isShown('Status') && (
        <ChoiceFilter
          label="Status"
          options={statuses}
          chosen={search.status ?? []}
          startOpen={added === 'Status' && !search.status}
          onChange={(chosen) =>
            onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })
          }
        />
      )}
      {isShown('Target') && (
        <TextFilter
          label="Target"
          chosen={search.target ?? []}
          onChange={(chosen) => onFilter({ target: orNothing(chosen) })}
          hint="bank-connector"
          startOpen={added === 'Target' && !search.target}
        />
      )}
      {isShown('Where') && (
        <TextFilter
          label="Where"
          chosen={search.environment ?? []}
          onChange={(chosen) => onFilter({ environment: orNothing(chosen) })}
          hint="staging"
          startOpen={added === 'Where' && !search.environment}
        />
      )}
      <MoreFilters names={more.map(({ name }) => name).filter((name) => !isShown(name))} onPick={setAdded} />
    </FilterBar>
  );
}

function Nothing({ isFiltered: filtered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return filtered ? (
    <EmptyState
      title="No experiment fits these filters"
      action={
        <Button size="xs" variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    />
  ) : (
    <EmptyState title="Nothing was broken on purpose yet">
      <p>
        Experiments come from the chaos runner (<code>make chaos</code>), from any tool that reports to{' '}
        <code>/api/chaos/tests</code>, or from the journal of Chaos Toolkit.
      </p>
    </EmptyState>
  );
}
