import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Classification } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import { IconPlus } from '@/components/icons';
import { RecordList, type Total } from '@/components/RecordList';
import { EmptyState } from '@/components/States';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { StatusBadge } from '@/components/StatusBadge';
import { useCommands } from '@/lib/commands';
import { collectPages } from '@/lib/export';
import { count, number } from '@/lib/format';
import { sameFilter } from '@/lib/search';
import { orNothing } from '@/lib/search-fields';
import { ClassificationCard, columns } from './columns';
import { csvColumns } from './export';
import { Matrix } from './Matrix';
import {
  DELETION_TYPE,
  dataKeys,
  fetchClassification,
  fetchClassifications,
  figures,
  RECORD_TYPE,
  replaceClassification,
} from './queries';
import {
  DATA_TYPES,
  type DataFilter,
  type DataSearch,
  DEFAULT_SORT,
  filterOf,
  isFiltered,
  NO_FILTER,
  PERSONAL,
  RESIDENCIES,
  SENSITIVITIES,
  SORTS,
  toQuery,
} from './search';
import { kindName, residencyName, tally } from './words';

const Panel = lazy(async () => ({ default: (await import('./Panel')).ClassificationPanel }));
const ClassifyDialog = lazy(async () => ({ default: (await import('./ClassifyDialog')).ClassifyDialog }));
const CheckDialog = lazy(async () => ({ default: (await import('./CheckDialog')).CheckDialog }));

export type OnSearch = (change: Partial<DataSearch>, options?: { replace?: boolean }) => void;

const group = 'Data classification';
const PAGE = 200;
const sensitivities = SENSITIVITIES.map((value) => ({
  value,
  text: value,
  label: <StatusBadge status={value} />,
}));
const residencies = RESIDENCIES.map((value) => ({
  value,
  text: residencyName(value),
  label: residencyName(value),
}));
const kinds = DATA_TYPES.map((value) => ({ value, text: kindName(value), label: kindName(value) }));

/** What data there is, how it has to be kept, and who may use it for what and where. */
export function ClassificationPage({ search, onSearch }: { search: DataSearch; onSearch: OnSearch }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'classify' | 'check'>();
  const filter = (change: DataFilter) => onSearch(change);
  const find = (id: string, label: string, change: DataFilter) => ({
    id,
    label,
    group,
    run: () => filter({ ...NO_FILTER, ...change }),
  });
  useCommands([
    find('due', 'Show data past its age', { due: true }),
    find('stale', 'Show data not reviewed for a year', { stale: true }),
    find('personal', 'Show data about people', { kind: PERSONAL }),
    find('every', 'Show all classified data', {}),
    ...(person.may.classifyData
      ? [
          { id: 'check', label: 'Check a use of data', group, run: () => setAsking('check') },
          { id: 'classify', label: 'Classify an asset', group, run: () => setAsking('classify') },
        ]
      : []),
  ]);
  return (
    <>
      <RecordList
        title="Data classification"
        plural="classified assets"
        summary={<Summary search={search} onFilter={filter} />}
        actions={(total) => (
          <>
            <ExportMenu
              name="data-classification"
              plural="assets"
              total={total}
              collect={(onProgress) =>
                collectPages((at) => fetchClassifications(api, search, at, PAGE), onProgress)
              }
              columns={csvColumns}
              asked={(begun) => ({ filter: filterOf(search), query: toQuery(search, begun) })}
            />
            {person.may.classifyData && (
              <>
                <Button size="xs" variant="default" onClick={() => setAsking('check')}>
                  Check a use
                </Button>
                <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setAsking('classify')}>
                  Classify
                </Button>
              </>
            )}
          </>
        )}
        filters={(total, input) => (
          <Filters search={search} onFilter={filter} total={total} searchInput={input} />
        )}
        queryKey={dataKeys.list(search)}
        fetchPage={(at, limit, signal) => fetchClassifications(api, search, at, limit, signal)}
        columns={columns}
        card={(data: Classification) => <ClassificationCard data={data} />}
        sort={search.sort ?? DEFAULT_SORT}
        sorts={SORTS}
        onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
        nothing={<Nothing search={search} onFilter={filter} />}
        openId={search.asset}
        onOpen={(asset, options) => onSearch({ asset }, options)}
        panel={(listed, close) => <Panel id={search.asset ?? ''} listed={listed} onClose={close} />}
        concerns={({ recordType }) => recordType === RECORD_TYPE}
        refresh={async (id) => replaceClassification(client, await fetchClassification(api, id))}
        onSettle={() => void client.invalidateQueries({ queryKey: dataKeys.figures })}
        onNotice={({ recordType }, open) => {
          if (recordType === DELETION_TYPE && open)
            void client.invalidateQueries({ queryKey: dataKeys.deletions(open) });
        }}
      />
      <Suspense>
        {asking === 'classify' && (
          <ClassifyDialog
            onClose={() => setAsking(undefined)}
            onClassified={(data) => onSearch({ asset: data.id }, { replace: false })}
          />
        )}
        {asking === 'check' && <CheckDialog onClose={() => setAsking(undefined)} />}
      </Suspense>
    </>
  );
}

interface ShownProps {
  search: DataSearch;
  onFilter: (filter: DataFilter) => void;
}

function Filters({
  search,
  onFilter,
  total,
  searchInput,
}: ShownProps & { total: Total; searchInput: React.RefObject<HTMLInputElement | null> }) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="asset"
          many="assets"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search asset and system"
        input={searchInput}
      />
      <ChoiceFilter
        label="Sensitivity"
        options={sensitivities}
        chosen={search.sensitivity ?? []}
        onChange={(chosen) =>
          onFilter({ sensitivity: orNothing(SENSITIVITIES.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        label="Stays in"
        options={residencies}
        chosen={search.residency ?? []}
        onChange={(chosen) =>
          onFilter({ residency: orNothing(RESIDENCIES.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        label="Kind"
        options={kinds}
        chosen={search.kind ?? []}
        onChange={(chosen) => onFilter({ kind: orNothing(DATA_TYPES.filter((one) => chosen.includes(one))) })}
      />
      <TextFilter
        label="System"
        hint="ledger"
        chosen={search.system ?? []}
        onChange={(chosen) => onFilter({ system: orNothing(chosen) })}
      />
      <TextFilter
        label="Owner"
        hint="Finance"
        chosen={search.owner ?? []}
        onChange={(chosen) => onFilter({ owner: orNothing(chosen) })}
      />
    </FilterBar>
  );
}

function Summary({ search, onFilter }: ShownProps) {
  const asked = useQuery(figures(useApi()));
  const data = asked.data;
  const stat = (label: string, value: string | undefined, filter: DataFilter, hint: string) => ({
    label,
    value,
    hint,
    active: sameFilter(filterOf(search), filter),
    onClick: () => onFilter({ ...NO_FILTER, ...filter }),
  });
  return (
    <>
      <StatStrip label="How data stands">
        <StatGroup
          title="Classified"
          loading={asked.isPending}
          stats={[
            stat('Assets', data && number(data.total), {}, 'Show all classified data'),
            stat(
              'About people',
              data && number(tally(data.cells, {}).personal),
              { kind: PERSONAL },
              'Show personal and health data',
            ),
          ]}
        />
        <StatGroup
          title="To do"
          loading={asked.isPending}
          stats={[
            {
              ...stat(
                'Past its age',
                data && number(data.retentionDue),
                { due: true },
                'Show assets that can hold data older than they may keep it',
              ),
              tone: 'bad',
            },
            {
              ...stat(
                'Not reviewed for a year',
                data && count(data.stale.total, data.stale.totalIsExact),
                { stale: true },
                'Show assets whose classification nobody has looked at for a year',
              ),
              tone: 'warn',
            },
          ]}
        />
      </StatStrip>
      {data && data.total > 0 && <Matrix data={data} search={search} onFilter={onFilter} />}
    </>
  );
}

function Nothing({ search, onFilter }: ShownProps) {
  if (isFiltered(search))
    return (
      <EmptyState
        title="No asset fits these filters"
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      />
    );
  return (
    <EmptyState title="No data has been classified yet">
      <p>
        A classification says how sensitive an asset is, where its data has to stay, who may use it for what,
        and how long it is kept. Data that nobody has classified may not be used at all. Compliance classifies
        here or through <code>/api/compliance/data-classification</code>.
      </p>
    </EmptyState>
  );
}
