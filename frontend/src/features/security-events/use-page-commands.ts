import type { RowSelectionState } from '@tanstack/react-table';
import type { RefObject } from 'react';
import type { SecurityEvent } from '@/api/types';
import { usePerson } from '@/auth/context';
import type { DataTableHandle } from '@/components/DataTable/DataTable';
import { useRowCommands } from '@/components/DataTable/use-row-commands';
import { type EventFilter, type EventSearch, NO_FILTER } from './search';

interface Options {
  events: readonly SecurityEvent[];
  search: EventSearch;
  table: RefObject<DataTableHandle | null>;
  searchInput: RefObject<HTMLInputElement | null>;
  selection: RowSelectionState;
  mayPick: boolean;
  onSelect: (selection: RowSelectionState) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
  onFilter: (filter: EventFilter) => void;
  onShowNew: (() => void) | undefined;
}

const group = 'Security events';

/** The page by keyboard: rows, panel, selection and the questions people ask most. */
export function usePageCommands(options: Options): void {
  const { events, search, selection, onFilter } = options;
  const person = usePerson();
  const pick = (id: string) => {
    const { [id]: was, ...rest } = selection;
    options.onSelect(was ? rest : { ...rest, [id]: true });
  };
  const leave = () => {
    if (search.event) options.onClose();
    else options.onSelect({});
  };
  const find = (id: string, label: string, filter: EventFilter) => ({
    id,
    label,
    group,
    run: () => onFilter({ ...NO_FILTER, ...filter }),
  });

  useRowCommands({
    ids: events.map((event) => event.id),
    openId: search.event,
    table: options.table,
    onOpen: options.onOpen,
    onLeave: leave,
    leaveLabel: 'Close the panel, or clear the selection',
    onPick: options.mayPick ? pick : undefined,
    searchInput: options.searchInput,
    group,
    plural: 'events',
    onShowNew: options.onShowNew,
    more: [
      find('critical', 'Show open critical events', { severity: ['critical'], status: ['open'] }),
      find('unassigned', 'Show events nobody has taken', {
        status: ['open', 'investigating'],
        unassigned: true,
      }),
      find('mine', 'Show my events', { assignee: [person.name] }),
      find('overdue', 'Show overdue authority reports', { report: 'overdue' }),
      find('everything', 'Show all events', {}),
    ],
  });
}
