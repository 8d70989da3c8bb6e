import type { RefObject } from 'react';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import type { Total } from '@/components/RecordList';
import { StatusBadge } from '@/components/StatusBadge';
import { words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import {
  type BackupFilter,
  type BackupSearch,
  isFiltered,
  NO_FILTER,
  PURPOSES,
  RESTORE_STATUSES,
  STATUSES,
  TYPES,
  VERIFIED,
} from './search';
import { typeName, verifiedText } from './words';

interface Props {
  search: BackupSearch;
  onFilter: (change: BackupFilter) => void;
  total: Total;
  searchInput: RefObject<HTMLInputElement | null>;
}

const badges = (values: readonly string[]) =>
  values.map((value) => ({ value, text: words(value), label: <StatusBadge status={value} /> }));
const statuses = badges(STATUSES);
const restoreStatuses = badges(RESTORE_STATUSES);
const types = TYPES.map((value) => ({ value, text: typeName(value), label: typeName(value) }));
const verified = VERIFIED.map((value) => ({ value, text: verifiedText(value), label: verifiedText(value) }));
const purposes = PURPOSES.map((value) => ({ value, text: words(value), label: words(value) }));
const encryption = [
  { value: 'true', text: 'Encrypted', label: 'Encrypted' },
  { value: 'false', text: 'Not encrypted', label: 'Not encrypted' },
];

export function BackupFilters({ search, onFilter, total, searchInput }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="backup"
          many="backups"
        />
      }
    >
      <DelayedSearch
        value={search.q ?? ''}
        onChange={(q) => onFilter({ q: q || undefined })}
        placeholder="Search target and place"
        input={searchInput}
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
        onChange={(chosen) => onFilter({ type: orNothing(TYPES.filter((one) => chosen.includes(one))) })}
      />
      <Target search={search} onFilter={onFilter} />
      <ChoiceFilter
        single
        label="Encryption"
        options={encryption}
        chosen={search.encrypted === undefined ? [] : [String(search.encrypted)]}
        onChange={([chosen]) => onFilter({ encrypted: chosen === undefined ? undefined : chosen === 'true' })}
      />
    </FilterBar>
  );
}

export function RestoreFilters({ search, onFilter, total }: Props) {
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="restore"
          many="restores"
        />
      }
    >
      <ChoiceFilter
        label="Status"
        options={restoreStatuses}
        chosen={search.restoreStatus ?? []}
        onChange={(chosen) =>
          onFilter({ restoreStatus: orNothing(RESTORE_STATUSES.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        label="Verified"
        options={verified}
        chosen={search.verified ?? []}
        onChange={(chosen) =>
          onFilter({ verified: orNothing(VERIFIED.filter((one) => chosen.includes(one))) })
        }
      />
      <ChoiceFilter
        label="Purpose"
        options={purposes}
        chosen={search.purpose ?? []}
        onChange={(chosen) =>
          onFilter({ purpose: orNothing(PURPOSES.filter((one) => chosen.includes(one))) })
        }
      />
      <Target search={search} onFilter={onFilter} />
    </FilterBar>
  );
}

function Target({ search, onFilter }: Pick<Props, 'search' | 'onFilter'>) {
  return (
    <TextFilter
      label="Target"
      hint="ledger-db"
      chosen={search.target ?? []}
      onChange={(chosen) => onFilter({ target: orNothing(chosen) })}
    />
  );
}
