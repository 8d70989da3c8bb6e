import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useApi } from '@/auth/context';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import type { Total } from '@/components/RecordList';
import { StatusBadge } from '@/components/StatusBadge';
import { words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import { frameworks } from './queries';
import {
  AUTHORS,
  type ComplianceFilter,
  type ComplianceSearch,
  DUE,
  ENDS,
  FRAMEWORKS,
  isFiltered,
  NO_FILTER,
  STATES,
  STATUSES,
  TYPES,
} from './search';
import { frameworkName, stateName, typeName } from './words';

interface Props {
  search: ComplianceSearch;
  onFilter: (change: ComplianceFilter) => void;
  total: Total;
  searchInput: RefObject<HTMLInputElement | null>;
}

const frameworkOptions = FRAMEWORKS.map((value) => ({
  value,
  text: frameworkName(value),
  label: frameworkName(value),
}));
const states = STATES.map((value) => ({ value, text: stateName(value), label: stateName(value) }));
const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const types = TYPES.map((value) => ({ value, text: typeName(value), label: typeName(value) }));
const option = (value: string, text: string) => ({ value, text, label: text });
const due = [
  option('overdue', 'Overdue'),
  option('P30D', 'Within 30 days'),
  option('P90D', 'Within 90 days'),
];
const ends = [
  option('P30D', 'Within 30 days'),
  option('P90D', 'Within 90 days'),
  option('over', 'Over already'),
];
const authors = [option('me', 'Me'), option('product', 'The product, from the ledger')];

export function ControlFilters({ search, onFilter, total, searchInput }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="control"
          many="controls"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search id and title"
        input={searchInput}
      />
      <FrameworkFilter search={search} onFilter={onFilter} />
      <CategoryFilter search={search} onFilter={onFilter} />
      <ChoiceFilter
        label="State"
        options={states}
        chosen={search.state ?? []}
        onChange={(chosen) => onFilter({ state: orNothing(STATES.filter((one) => chosen.includes(one))) })}
      />
      <OwnerFilter search={search} onFilter={onFilter} />
    </FilterBar>
  );
}

export function EvidenceFilters({ search, onFilter, total, searchInput }: Props) {
  const ending = search.expired ? 'over' : search.ends;
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="piece"
          many="pieces"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search title and description"
        input={searchInput}
      />
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.status ?? []}
        onChange={(chosen) => onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })}
      />
      <ChoiceFilter
        single
        label="Review"
        options={due}
        chosen={search.due ? [search.due] : []}
        onChange={([chosen]) => onFilter({ due: DUE.find((one) => one === chosen) })}
      />
      <ChoiceFilter
        single
        label="Runs out"
        options={ends}
        chosen={ending ? [ending] : []}
        onChange={([chosen]) =>
          onFilter({
            ends: ENDS.find((one) => one === chosen),
            expired: chosen === 'over' ? true : undefined,
          })
        }
      />
      <FrameworkFilter search={search} onFilter={onFilter} />
      <TextFilter
        label="Control"
        hint="soc2/CC6.1"
        chosen={search.serves ?? []}
        onChange={(chosen) => onFilter({ serves: orNothing(chosen) })}
      />
      <ChoiceFilter
        label="Type"
        options={types}
        chosen={search.type ?? []}
        onChange={(chosen) => onFilter({ type: orNothing(TYPES.filter((one) => chosen.includes(one))) })}
      />
      <ChoiceFilter
        single
        label="Drafted by"
        options={authors}
        chosen={search.author ? [search.author] : []}
        onChange={([chosen]) => onFilter({ author: AUTHORS.find((one) => one === chosen) })}
      />
      <OwnerFilter search={search} onFilter={onFilter} />
    </FilterBar>
  );
}

type Part = Pick<Props, 'search' | 'onFilter'>;

function FrameworkFilter({ search, onFilter }: Part) {
  return (
    <ChoiceFilter
      label="Framework"
      options={frameworkOptions}
      chosen={search.framework ?? []}
      onChange={(chosen) =>
        onFilter({
          framework: orNothing(FRAMEWORKS.filter((one) => chosen.includes(one))),
          category: undefined,
        })
      }
    />
  );
}

/** Categories are named within a framework, so they are offered once there is only one. */
function CategoryFilter({ search, onFilter }: Part) {
  const all = useQuery(frameworks(useApi())).data;
  const only = search.framework?.length === 1 ? search.framework[0] : undefined;
  const of = all?.find((one) => one.framework === only);
  if (!of && !search.category) return null;
  const options = of?.categories.map(({ id, title }) => option(id, title)) ?? [];
  return (
    <ChoiceFilter
      label="Category"
      options={options}
      chosen={search.category ?? []}
      onChange={(chosen) => onFilter({ category: orNothing(chosen) })}
    />
  );
}

function OwnerFilter({ search, onFilter }: Part) {
  return (
    <TextFilter
      label="Owner"
      hint="Security"
      chosen={search.owner ?? []}
      onChange={(chosen) => onFilter({ owner: orNothing(chosen) })}
    />
  );
}
