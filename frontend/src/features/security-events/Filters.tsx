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
import { utc, words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import classes from './Filters.module.css';
import {
  EVENT_TYPES,
  type EventFilter,
  type EventSearch,
  isFiltered,
  NO_FILTER,
  SEVERITIES,
  SPANS,
  STATUSES,
} from './search';

interface Props {
  search: EventSearch;
  onFilter: (change: EventFilter) => void;
  searchInput: RefObject<HTMLInputElement | null>;
  total: { value: number; isExact: boolean } | undefined;
}

const severities = SEVERITIES.map((value) => ({
  value,
  text: words(value),
  label: <SeverityMark severity={value} />,
}));
const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const types = EVENT_TYPES.map((value) => ({ value, text: words(value), label: words(value) }));
const spanWords = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
} as const;
const spans = SPANS.map((value) => ({ value, text: spanWords[value], label: spanWords[value] }));
const reports = [
  { value: 'due', text: 'Due', label: 'Due' },
  { value: 'overdue', text: 'Overdue', label: 'Overdue' },
];
const personal = [
  { value: 'true', text: 'Affected', label: 'Affected' },
  { value: 'false', text: 'Not affected', label: 'Not affected' },
];

/** Shown only when asked for or in use: ten pills would be a wall. */
const RARE = ['Assignee', 'Actor', 'Source', 'Report', 'Personal data'];

/** Every filter the list knows, as pills; what they say lives in the address alone. */
export function Filters({ search, onFilter, searchInput, total }: Props) {
  const assignees = search.unassigned ? ['Nobody'] : (search.assignee ?? []);
  const [asked, setAsked] = useState<string>();
  const inUse: Record<string, boolean> = {
    Assignee: assignees.length > 0,
    Actor: search.actor !== undefined,
    Source: search.source !== undefined,
    Report: search.report !== undefined,
    'Personal data': search.personalData !== undefined,
  };
  const is = (name: string) => inUse[name] || asked === name;
  const exact = search.from !== undefined || search.to !== undefined;
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="event"
          many="events"
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
        label="Severity"
        options={severities}
        chosen={search.severity ?? []}
        onChange={(chosen) =>
          onFilter({ severity: orNothing(SEVERITIES.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.status ?? []}
        onChange={(chosen) => onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })}
      />
      <ChoiceFilter
        label="Type"
        options={types}
        chosen={search.type ?? []}
        onChange={(chosen) =>
          onFilter({ type: orNothing(EVENT_TYPES.filter((one) => chosen.includes(one))) })
        }
      />
      {exact ? (
        <span className={classes.exact}>
          {search.from ? utc(search.from) : 'Begin'} – {search.to ? utc(search.to) : 'now'}
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
          label="Occurred"
          options={spans}
          chosen={search.within ? [search.within] : []}
          onChange={(chosen) => onFilter({ within: SPANS.find((one) => one === chosen[0]) })}
        />
      )}
      {is('Assignee') && (
        <TextFilter
          label="Assignee"
          startOpen={asked === 'Assignee'}
          chosen={assignees}
          hint="Full name"
          onChange={(chosen) =>
            onFilter({ unassigned: undefined, assignee: orNothing(chosen.filter((one) => one !== 'Nobody')) })
          }
        />
      )}
      {is('Actor') && (
        <TextFilter
          label="Actor"
          startOpen={asked === 'Actor'}
          chosen={search.actor ?? []}
          hint="Exact actor"
          onChange={(chosen) => onFilter({ actor: orNothing(chosen) })}
        />
      )}
      {is('Source') && (
        <TextFilter
          label="Source"
          startOpen={asked === 'Source'}
          chosen={search.source ?? []}
          hint="Exact source"
          onChange={(chosen) => onFilter({ source: orNothing(chosen) })}
        />
      )}
      {is('Report') && (
        <ChoiceFilter
          single
          label="Report"
          startOpen={asked === 'Report'}
          options={reports}
          chosen={search.report ? [search.report] : []}
          onChange={([report]) =>
            onFilter({ report: report === 'due' || report === 'overdue' ? report : undefined })
          }
        />
      )}
      {is('Personal data') && (
        <ChoiceFilter
          single
          label="Personal data"
          startOpen={asked === 'Personal data'}
          options={personal}
          chosen={search.personalData === undefined ? [] : [String(search.personalData)]}
          onChange={([chosen]) =>
            onFilter({ personalData: chosen === undefined ? undefined : chosen === 'true' })
          }
        />
      )}
      <MoreFilters names={RARE.filter((name) => !is(name))} onPick={setAsked} />
    </FilterBar>
  );
}
