import type { RefObject } from 'react';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import type { Total } from '@/components/RecordList';
import { StatusBadge } from '@/components/StatusBadge';
import { orNothing } from '@/lib/search-fields';
import {
  ACTIONS,
  DECISIONS,
  type ItemFilter,
  isItemFiltered,
  NO_ITEM_FILTER,
  type ReviewSearch,
} from './search';
import { decisionText } from './words';

interface Props {
  search: ReviewSearch;
  onFilter: (change: ItemFilter) => void;
  total: Total;
  searchInput: RefObject<HTMLInputElement | null>;
}

const OPEN = 'open';
const decisions = [
  { value: OPEN, text: 'Open', label: 'Open' },
  ...DECISIONS.map((value) => ({
    value,
    text: decisionText(value),
    label: <StatusBadge status={value} />,
  })),
];
const advised = DECISIONS.map((value) => ({
  value,
  text: decisionText(value),
  label: decisionText(value),
}));
const actions = [
  { value: 'pending', text: 'Not proved yet', label: 'Not proved yet' },
  { value: 'done', text: 'Proved', label: 'Proved' },
];

export function ItemFilters({ search, onFilter, total, searchInput }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isItemFiltered(search)}
          onClear={() => onFilter(NO_ITEM_FILTER)}
          total={total}
          one="account"
          many="accounts"
        />
      }
    >
      <DelayedSearch
        value={search.find ?? ''}
        onChange={(find) => onFilter({ find: find || undefined })}
        placeholder="Search accounts"
        input={searchInput}
      />
      <ChoiceFilter
        label="Decision"
        options={decisions}
        chosen={search.decided === false ? [OPEN] : (search.decision ?? [])}
        // Open and decided are two questions of the API: one of them is asked at a time.
        onChange={(chosen) => {
          const isNew = chosen.includes(OPEN) && search.decided !== false;
          onFilter({
            decided: isNew || (chosen.length === 1 && chosen[0] === OPEN) ? false : undefined,
            decision: isNew ? undefined : orNothing(DECISIONS.filter((one) => chosen.includes(one))),
          });
        }}
      />
      <ChoiceFilter
        label="Recommended"
        options={advised}
        chosen={search.recommended ?? []}
        onChange={(chosen) =>
          onFilter({ recommended: orNothing(DECISIONS.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        label="Carried out"
        options={actions}
        chosen={search.action ?? []}
        onChange={(chosen) => onFilter({ action: orNothing(ACTIONS.filter((one) => chosen.includes(one))) })}
      />
      <TextFilter
        label="Peers"
        hint="Finance"
        chosen={search.peers ?? []}
        onChange={(chosen) => onFilter({ peers: orNothing(chosen) })}
      />
    </FilterBar>
  );
}
