import type { RefObject } from 'react';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import type { Total } from '@/components/RecordList';
import { StatusBadge } from '@/components/StatusBadge';
import { utcThisYear, words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import { useNow } from '@/lib/use-now';
import {
  isFiltered,
  MARKS,
  NO_FILTER,
  STATES,
  type SuiteFilter,
  type SuiteSearch,
  TEST_STATUSES,
} from './search';
import { markName, stateName } from './words';

interface Props {
  search: SuiteSearch;
  onFilter: (change: SuiteFilter) => void;
  total: Total;
  searchInput: RefObject<HTMLInputElement | null>;
}

const states = STATES.map((value) => ({
  value,
  text: stateName(value),
  label: <StatusBadge status={value} />,
}));
const marks = MARKS.map((value) => ({ value, text: markName(value), label: markName(value) }));
const statuses = TEST_STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));

export function SuiteFilters({ search, onFilter, total, searchInput }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="suite"
          many="suites"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search suites by name"
        input={searchInput}
      />
      <ChoiceFilter
        label="Newest run"
        options={states}
        chosen={search.state ?? []}
        onChange={(chosen) => onFilter({ state: orNothing(STATES.filter((one) => chosen.includes(one))) })}
      />
      <ChoiceFilter
        label="With"
        options={marks}
        chosen={search.mark ?? []}
        onChange={(chosen) => onFilter({ mark: orNothing(MARKS.filter((one) => chosen.includes(one))) })}
      />
    </FilterBar>
  );
}

const DAY = 86_400_000;
const SINCE = [
  { value: '1', text: 'Last 24 h' },
  { value: '7', text: 'Last 7 d' },
  { value: '30', text: 'Last 30 d' },
].map((one) => ({ ...one, label: one.text }));

export function ResultFilters({ search, onFilter, total }: Props) {
  const now = useNow();
  const typed = (
    key: 'testSuite' | 'testName' | 'runId' | 'environment' | 'gitCommit',
    label: string,
    hint: string,
  ) => (
    <TextFilter
      label={label}
      hint={hint}
      chosen={search[key] ?? []}
      onChange={(chosen) => onFilter({ [key]: orNothing(chosen) })}
    />
  );
  const since = search.from && { value: search.from, text: `Since ${utcThisYear(search.from, now)}` };
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="result"
          many="results"
        />
      }
    >
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.status ?? []}
        onChange={(chosen) =>
          onFilter({ status: orNothing(TEST_STATUSES.filter((one) => chosen.includes(one))) })
        }
      />
      {typed('testSuite', 'Suite', 'Name of the suite')}
      {typed('testName', 'Test', 'Name of the test')}
      {typed('runId', 'Run', 'build-4711')}
      {typed('environment', 'Environment', 'ci')}
      {typed('gitCommit', 'Commit', '9fceb02d…')}
      <ChoiceFilter
        single
        label="Time"
        options={since ? [...SINCE, { ...since, label: since.text }] : SINCE}
        chosen={since ? [since.value] : []}
        onChange={([chosen]) => {
          const days = SINCE.find((one) => one.value === chosen);
          onFilter({
            from: days ? new Date(Date.now() - Number(days.value) * DAY).toISOString() : undefined,
            to: undefined,
          });
        }}
      />
    </FilterBar>
  );
}
