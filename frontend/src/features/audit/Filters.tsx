import { type RefObject, useState } from 'react';
import { ChoiceFilter, FilterBar, FilterEnd, MoreFilters, TextFilter } from '@/components/FilterBar';
import type { Total } from '@/components/RecordList';
import { authorName, shortId, utc } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import type { EntryRow } from './queries';
import { type AuditSearch, isFiltered, kindOptions, type LedgerFilter, NO_FILTER, SPANS } from './search';
import { kindName } from './words';

const spans = { '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' };
const spanOptions = SPANS.map((value) => ({ value, text: spans[value], label: spans[value] }));

interface Props {
  search: AuditSearch;
  onFilter: (filter: Partial<LedgerFilter>) => void;
  total: Total;
  /** Who did something among what was read so far, by subject. */
  people: ReadonlyMap<string, string>;
}

export function LedgerFilters({ search, onFilter, total, people }: Props) {
  const [asked, setAsked] = useState<string>();
  const kinds = kindOptions(search.kind ?? []).map((value) => ({
    value,
    text: kindName(value),
    label: kindName(value),
  }));
  const actors = [...new Map([...(search.actor ?? []).map((one) => [one, one] as const), ...people])]
    .map(([value, text]) => ({ value, text, label: text }))
    .sort((a, b) => a.text.localeCompare(b.text));
  const exact = search.from !== undefined || search.to !== undefined;
  const more = [
    { name: 'Action', isOn: search.action !== undefined },
    { name: 'Record id', isOn: search.record !== undefined },
  ];
  const isShown = (name: string) => asked === name || more.some((one) => one.name === name && one.isOn);
  return (
    <FilterBar
      end={
        <FilterEnd
          isFiltered={isFiltered(search)}
          onClear={() => onFilter(NO_FILTER)}
          total={total}
          one="entry"
          many="entries"
        />
      }
    >
      <ChoiceFilter
        label="Kind"
        options={kinds}
        chosen={search.kind ?? []}
        onChange={(chosen) => onFilter({ kind: orNothing(chosen) })}
      />
      <ChoiceFilter
        label="Who"
        options={actors}
        chosen={search.actor ?? []}
        onChange={(chosen) => onFilter({ actor: orNothing(chosen) })}
      />
      {exact ? (
        <TextFilter
          label="Time"
          chosen={[`${search.from ? utc(search.from) : 'Begin'} – ${search.to ? utc(search.to) : 'now'}`]}
          onChange={() => onFilter({ from: undefined, to: undefined })}
          hint=""
        />
      ) : (
        <ChoiceFilter
          label="Time"
          single
          options={spanOptions}
          chosen={search.within ? [search.within] : []}
          onChange={(chosen) => onFilter({ within: SPANS.find((one) => one === chosen[0]) })}
        />
      )}
      {isShown('Action') && (
        <TextFilter
          label="Action"
          chosen={search.action ?? []}
          onChange={(chosen) => onFilter({ action: orNothing(chosen) })}
          hint="incident.closed"
          startOpen={asked === 'Action' && !search.action}
        />
      )}
      {isShown('Record id') && (
        <TextFilter
          label="Record id"
          chosen={search.record ? [shortId(search.record)] : []}
          onChange={(chosen) => {
            const wanted = chosen.at(-1)?.trim().toLowerCase() ?? '';
            onFilter({ record: /^[0-9a-f-]{36}$/.test(wanted) ? wanted : undefined });
          }}
          hint="0199c2f4-…"
          startOpen={asked === 'Record id' && !search.record}
        />
      )}
      <MoreFilters names={more.map(({ name }) => name).filter((name) => !isShown(name))} onPick={setAsked} />
    </FilterBar>
  );
}

/** Remembers who is seen, so that people are chosen by name although the ledger looks for subjects. */
export function remember(people: RefObject<Map<string, string>>, rows: readonly EntryRow[]): void {
  for (const { actor } of rows)
    if (actor.name || !people.current.has(actor.subject))
      people.current.set(actor.subject, authorName(actor));
}
