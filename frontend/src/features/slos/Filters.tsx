import type { RefObject } from 'react';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import { StatusBadge } from '@/components/StatusBadge';
import { words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import { isFiltered, NO_FILTER, type SloFilter, type SloSearch, STATUSES, TYPES } from './search';
import { typeName } from './words';

interface Props {
  search: SloSearch;
  onFilter: (change: SloFilter) => void;
  searchInput: RefObject<HTMLInputElement | null>;
  services: readonly string[];
  total: { value: number; isExact: boolean } | undefined;
}

const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const types = TYPES.map((value) => ({ value, text: typeName(value), label: typeName(value) }));
const lifecycles = [
  { value: 'active', text: 'In use', label: 'In use' },
  { value: 'retired', text: 'Retired', label: 'Retired' },
];

/** What narrows the objectives. */
export function SloFilters({ search, onFilter, searchInput, services, total }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="objective"
          many="objectives"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search name and service"
        input={searchInput}
      />
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.status ?? []}
        onChange={(chosen) => onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })}
      />
      <ChoiceFilter
        label="Service"
        options={services.map((value) => ({ value, text: value, label: value }))}
        chosen={search.service ?? []}
        onChange={(chosen) => onFilter({ service: orNothing(chosen) })}
      />
      <ChoiceFilter
        label="Type"
        options={types}
        chosen={search.type ?? []}
        onChange={(chosen) => onFilter({ type: orNothing(TYPES.filter((one) => chosen.includes(one))) })}
      />
      <TextFilter
        label="Owner"
        hint="Platform"
        chosen={search.owner ?? []}
        onChange={(chosen) => onFilter({ owner: orNothing(chosen) })}
      />
      <TextFilter
        label="Tag"
        hint="product=ledger"
        chosen={search.tag ?? []}
        onChange={(chosen) => onFilter({ tag: orNothing(chosen) })}
      />
      <ChoiceFilter
        single
        label="Lifecycle"
        options={lifecycles}
        chosen={search.retired ? ['retired'] : []}
        onChange={([chosen]) => onFilter({ retired: chosen === 'retired' ? true : undefined })}
      />
    </FilterBar>
  );
}
