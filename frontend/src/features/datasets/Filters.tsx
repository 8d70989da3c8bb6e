import type { RefObject } from 'react';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import type { Total } from '@/components/RecordList';
import { StatusBadge } from '@/components/StatusBadge';
import { words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import { type DatasetFilter, type DatasetSearch, isFiltered, NO_FILTER, STATUSES } from './search';

interface Props {
  search: DatasetSearch;
  onFilter: (change: DatasetFilter) => void;
  total: Total;
  searchInput: RefObject<HTMLInputElement | null>;
}

const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const counting = [
  { value: 'false', text: 'Counts', label: 'Counts' },
  { value: 'true', text: 'Contaminated', label: 'Contaminated' },
];

function Typed(props: {
  search: DatasetSearch;
  onFilter: Props['onFilter'];
  name: 'name' | 'jurisdiction' | 'documentType' | 'tag' | 'system';
  label: string;
  hint: string;
}) {
  return (
    <TextFilter
      label={props.label}
      hint={props.hint}
      chosen={props.search[props.name] ?? []}
      onChange={(chosen) => props.onFilter({ [props.name]: orNothing(chosen) })}
    />
  );
}

export function DatasetFilters({ search, onFilter, total, searchInput }: Props) {
  const given = { search, onFilter };
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
        placeholder="Search name and description"
        input={searchInput}
      />
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.status ?? []}
        onChange={(chosen) => onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })}
      />
      <Typed {...given} name="name" label="Name" hint="Name of the dataset" />
      <Typed {...given} name="jurisdiction" label="Jurisdiction" hint="GB, US-CA" />
      <Typed {...given} name="documentType" label="Documents" hint="invoice" />
      <Typed {...given} name="tag" label="Tag" hint="A tag of an item" />
    </FilterBar>
  );
}

export function EvaluationFilters({ search, onFilter, total }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="evaluation"
          many="evaluations"
        />
      }
    >
      <Typed search={search} onFilter={onFilter} name="system" label="Tested system" hint="Its whole name" />
      <ChoiceFilter
        single
        label="For a release"
        options={counting}
        chosen={search.contaminated === undefined ? [] : [String(search.contaminated)]}
        onChange={([chosen]) =>
          onFilter({ contaminated: chosen === undefined ? undefined : chosen === 'true' })
        }
      />
    </FilterBar>
  );
}
