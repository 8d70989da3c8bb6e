import type { RefObject } from 'react';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import type { Total } from '@/components/RecordList';
import { StatusBadge } from '@/components/StatusBadge';
import { words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import { isFiltered, type ModelFilter, type ModelSearch, NO_FILTER, STATUSES } from './search';

interface Props {
  search: ModelSearch;
  onFilter: (change: ModelFilter) => void;
  total: Total;
  searchInput: RefObject<HTMLInputElement | null>;
}

const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const yesNo = (yes: string, no: string) => [
  { value: 'true', text: yes, label: yes },
  { value: 'false', text: no, label: no },
];
const serving = yesNo('Something', 'Nothing');
const drifting = yesNo('Some open', 'None open');
const toFlag = (chosen: string | undefined) => (chosen === undefined ? undefined : chosen === 'true');
const fromFlag = (value: boolean | undefined) => (value === undefined ? [] : [String(value)]);

export function ModelFilters({ search, onFilter, total, searchInput }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="model"
          many="models"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search name and description"
        input={searchInput}
      />
      <ChoiceFilter
        single
        label="In production"
        options={serving}
        chosen={fromFlag(search.inProduction)}
        onChange={([chosen]) => onFilter({ inProduction: toFlag(chosen) })}
      />
      <ChoiceFilter
        single
        label="Drift"
        options={drifting}
        chosen={fromFlag(search.openDrift)}
        onChange={([chosen]) => onFilter({ openDrift: toFlag(chosen) })}
      />
    </FilterBar>
  );
}

export function VersionFilters({ search, onFilter, total, searchInput }: Props) {
  const typed = [
    { label: 'Model', field: 'name', hint: 'invoice-reader' },
    { label: 'Framework', field: 'framework', hint: 'sklearn' },
    { label: 'Type', field: 'type', hint: 'classifier' },
    { label: 'Owner', field: 'owner', hint: 'Platform' },
    { label: 'Alias', field: 'alias', hint: 'champion' },
  ] as const;
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="version"
          many="versions"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search name and version"
        input={searchInput}
      />
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.status ?? []}
        onChange={(chosen) => onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })}
      />
      {typed.map(({ label, field, hint }) => (
        <TextFilter
          key={field}
          label={label}
          hint={hint}
          chosen={search[field] ?? []}
          onChange={(chosen) => onFilter({ [field]: orNothing(chosen) })}
        />
      ))}
    </FilterBar>
  );
}
