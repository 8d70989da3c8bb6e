import { type RefObject, useState } from 'react';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import { Segments } from '@/components/Segments';
import { StatusBadge } from '@/components/StatusBadge';
import { utc, utcDay, words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import classes from './Filters.module.css';
import {
  DEFAULT_WINDOW,
  isFiltered,
  NO_FILTER,
  ROTATION_TYPES,
  type RotationFilter,
  type RotationSearch,
  SECRET_TYPES,
  SHOWS,
  SPANS,
  STATUSES,
  WINDOWS,
  type Window,
} from './search';
import { looksLikeValue } from './secret-text';
import { typeName } from './words';

interface Props {
  search: RotationSearch;
  onFilter: (change: RotationFilter) => void;
  searchInput: RefObject<HTMLInputElement | null>;
  total: { value: number; isExact: boolean } | undefined;
}

const types = SECRET_TYPES.map((value) => ({ value, text: typeName(value), label: typeName(value) }));
const kinds = ROTATION_TYPES.map((value) => ({ value, text: words(value), label: words(value) }));
const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const showWords = {
  overdue: 'Overdue',
  never_rotated: 'Never rotated',
  due: 'Due',
  on_time: 'On time',
  failed: 'Last attempt failed',
  in_progress: 'In progress',
} as const;
const shows = SHOWS.map((value) => ({ value, text: showWords[value], label: showWords[value] }));
const spanWords = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
} as const;
const spans = SPANS.map((value) => ({ value, text: spanWords[value], label: spanWords[value] }));
const windows = WINDOWS.map((value) => ({ value, text: `${value} d` }));

/** What narrows the secrets that are due. */
export function DueFilters(props: Props & { onWindow: (window: Window | undefined) => void }) {
  const { search, onFilter } = props;
  const exact = search.dueFrom !== undefined || search.dueTo !== undefined;
  const [isRefused, setRefused] = useState(false);
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={props.total}
          one="secret"
          many="secrets"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => {
          setRefused(looksLikeValue(q));
          onFilter({ q: q && !looksLikeValue(q) ? q : undefined });
        }}
        placeholder="Search name and owner"
        input={props.searchInput}
      />
      <Segments
        label="Due within"
        options={windows}
        value={search.window ?? DEFAULT_WINDOW}
        onChange={(window) => props.onWindow(window === DEFAULT_WINDOW ? undefined : window)}
      />
      {exact ? (
        <span className={classes.exact}>
          Due {search.dueFrom ? utcDay(search.dueFrom) : ''} – {search.dueTo ? utcDay(search.dueTo) : ''}
          <button
            type="button"
            aria-label="Clear due filter"
            onClick={() => onFilter({ dueFrom: undefined, dueTo: undefined })}
          >
            ×
          </button>
        </span>
      ) : (
        <ChoiceFilter
          single
          label="State"
          options={shows}
          chosen={search.show ? [search.show] : []}
          onChange={([chosen]) => onFilter({ show: SHOWS.find((one) => one === chosen) })}
        />
      )}
      <TypeAndOwner search={search} onFilter={onFilter} />
      {isRefused && <ValueWarning />}
    </FilterBar>
  );
}

/** What narrows the log. */
export function LogFilters({ search, onFilter, total, searchInput }: Props) {
  const exact = search.from !== undefined || search.to !== undefined;
  const [isRefused, setRefused] = useState(false);
  const named = search.name?.[0] ?? '';
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="rotation"
          many="rotations"
        />
      }
    >
      <DelayedSearch
        value={named}
        onChange={(name) => {
          setRefused(looksLikeValue(name));
          onFilter({ name: name && !looksLikeValue(name) ? [name] : undefined });
        }}
        placeholder="Exact name of a secret"
        input={searchInput}
      />
      <ChoiceFilter
        label="Status"
        options={statuses}
        chosen={search.status ?? []}
        onChange={(chosen) => onFilter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })}
      />
      <ChoiceFilter
        label="Rotation"
        options={kinds}
        chosen={search.kind ?? []}
        onChange={(chosen) =>
          onFilter({ kind: orNothing(ROTATION_TYPES.filter((one) => chosen.includes(one))) })
        }
      />
      <TypeAndOwner search={search} onFilter={onFilter} />
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
          label="Logged"
          options={spans}
          chosen={search.within ? [search.within] : []}
          onChange={(chosen) => onFilter({ within: SPANS.find((one) => one === chosen[0]) })}
        />
      )}
      {isRefused && <ValueWarning />}
    </FilterBar>
  );
}

function TypeAndOwner({ search, onFilter }: Pick<Props, 'search' | 'onFilter'>) {
  return (
    <>
      <ChoiceFilter
        label="Type"
        options={types}
        chosen={search.type ?? []}
        onChange={(chosen) =>
          onFilter({ type: orNothing(SECRET_TYPES.filter((one) => chosen.includes(one))) })
        }
      />
      <TextFilter
        label="Owner"
        chosen={search.owner ?? []}
        hint="Exact owner"
        onChange={(chosen) => onFilter({ owner: orNothing(chosen.filter((one) => !looksLikeValue(one))) })}
      />
    </>
  );
}

function ValueWarning() {
  return (
    <span role="alert" className={classes.refused}>
      That looks like a secret's value: search by its name. It was not sent or kept.
    </span>
  );
}
