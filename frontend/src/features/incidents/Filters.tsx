import { type RefObject, useState } from 'react';
import {
  ChoiceFilter,
  DelayedSearch,
  FilterBar,
  FilterEnd,
  MoreFilters,
  TextFilter,
} from '@/components/FilterBar';
import { SeverityMark } from '@/components/SeverityMark';
import { StatusBadge } from '@/components/StatusBadge';
import { utcDay, words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import classes from './Filters.module.css';
import {
  INCIDENT_TYPES,
  type IncidentFilter,
  type IncidentSearch,
  isFiltered,
  NO_FILTER,
  SEVERITIES,
  SPANS,
  STATUSES,
} from './search';

interface Props {
  search: IncidentSearch;
  onFilter: (change: IncidentFilter) => void;
  searchInput: RefObject<HTMLInputElement | null>;
  total: { value: number; isExact: boolean } | undefined;
}

const severities = SEVERITIES.map((value) => ({
  value,
  text: value.toUpperCase(),
  label: <SeverityMark severity={value} />,
}));
const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const types = INCIDENT_TYPES.map((value) => ({ value, text: words(value), label: words(value) }));
const works = [
  { value: 'true', text: 'Open', label: 'Open: still worked on' },
  { value: 'false', text: 'Over', label: 'Over: resolved or closed' },
];
const spanWords = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
} as const;
const spans = SPANS.map((value) => ({ value, text: spanWords[value], label: spanWords[value] }));

/** Shown only when asked for or in use: nine pills would be a wall. */
const RARE = ['Status', 'Type', 'Detected'];

/** Every filter of incidents, as pills; what they say lives in the address alone. */
export function Filters({ search, onFilter, searchInput, total }: Props) {
  const [asked, setAsked] = useState<string>();
  const exact = search.from !== undefined || search.to !== undefined;
  const inUse: Record<string, boolean> = {
    Status: search.status !== undefined,
    Type: search.type !== undefined,
    Detected: search.within !== undefined || exact,
  };
  const is = (name: string) => inUse[name] || asked === name;
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="incident"
          many="incidents"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search title and summary"
        input={searchInput}
      />
      <ChoiceFilter
        label="Severity"
        options={severities}
        chosen={search.severity ?? []}
        onChange={(chosen) =>
          onFilter({ severity: orNothing(SEVERITIES.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        single
        label="Work"
        options={works}
        chosen={search.open === undefined ? [] : [String(search.open)]}
        onChange={([chosen]) => onFilter({ open: chosen === undefined ? undefined : chosen === 'true' })}
      />
      <TextFilter
        label="Service"
        chosen={search.service ?? []}
        hint="Exact service"
        onChange={(chosen) => onFilter({ service: orNothing(chosen) })}
      />
      <TextFilter
        label="Commander"
        chosen={search.commander ?? []}
        hint="Full name"
        onChange={(chosen) => onFilter({ commander: orNothing(chosen) })}
      />
      {is('Status') && (
        <ChoiceFilter
          label="Status"
          startOpen={asked === 'Status'}
          options={statuses}
          chosen={search.status ?? []}
          onChange={(chosen) =>
            onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })
          }
        />
      )}
      {is('Type') && (
        <ChoiceFilter
          label="Type"
          startOpen={asked === 'Type'}
          options={types}
          chosen={search.type ?? []}
          onChange={(chosen) =>
            onFilter({ type: orNothing(INCIDENT_TYPES.filter((one) => chosen.includes(one))) })
          }
        />
      )}
      {is('Detected') &&
        (exact ? (
          <span className={classes.exact}>
            {search.from ? utcDay(search.from) : 'Begin'} – {search.to ? utcDay(search.to) : 'now'}
            <button
              type="button"
              aria-label="Clear time filter"
              onClick={() => onFilter({ from: undefined, to: undefined })}
            >
              ×
            </button>
          </span>
        ) : (
          <ChoiceFilter
            single
            label="Detected"
            startOpen={asked === 'Detected'}
            options={spans}
            chosen={search.within ? [search.within] : []}
            onChange={(chosen) => onFilter({ within: SPANS.find((one) => one === chosen[0]) })}
          />
        ))}
      <MoreFilters names={RARE.filter((name) => !is(name))} onPick={setAsked} />
    </FilterBar>
  );
}
