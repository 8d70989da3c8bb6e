import type { RowSelectionState } from '@tanstack/react-table';
import type { RefObject } from 'react';
import type { SecurityEvent } from '@/api/types';
import { usePerson } from '@/auth/context';
import type { DataTableHandle } from '@/components/DataTable/DataTable';
import { useCommands } from '@/lib/commands';
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

/** The row that has the focus, or whose panel is open. */
function presentRow(openId: string | undefined): string | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('[data-row-id]')?.dataset.rowId;
  return focused ?? openId;
}

/** The page by keyboard: rows, panel, selection and the questions people ask most. */
export function usePageCommands(options: Options): void {
  const { events, search, table, selection, onFilter } = options;
  const person = usePerson();

  const step = (by: 1 | -1) => {
    const id = presentRow(search.event);
    const index = events.findIndex((event) => event.id === id);
    const next = events[index < 0 ? 0 : Math.min(events.length - 1, Math.max(0, index + by))];
    if (!next) return;
    if (search.event) options.onOpen(next.id);
    table.current?.focusRow(next.id);
  };
  const pick = () => {
    const id = presentRow(search.event);
    if (!id) return;
    const { [id]: was, ...rest } = selection;
    options.onSelect(was ? rest : { ...rest, [id]: true });
  };
  const leave = () => {
    if (search.event) options.onClose();
    else options.onSelect({});
  };
  const find = (filter: EventFilter) => () => onFilter({ ...NO_FILTER, ...filter });

  useCommands([
    {
      id: 'next',
      label: 'Next row',
      group: 'Rows',
      keys: ['j', 'ArrowDown'],
      palette: false,
      run: () => step(1),
    },
    {
      id: 'previous',
      label: 'Previous row',
      group: 'Rows',
      keys: ['k', 'ArrowUp'],
      palette: false,
      run: () => step(-1),
    },
    {
      id: 'close',
      label: 'Close the panel, or clear the selection',
      group: 'Rows',
      keys: ['Escape'],
      palette: false,
      run: leave,
    },
    ...(options.mayPick
      ? [
          {
            id: 'pick',
            label: 'Select or deselect the row',
            group: 'Rows',
            keys: ['x'],
            palette: false,
            run: pick,
          },
        ]
      : []),
    {
      id: 'search',
      label: 'Search events',
      group: 'Security events',
      keys: ['/'],
      run: () => options.searchInput.current?.focus(),
    },
    ...(options.onShowNew
      ? [
          {
            id: 'new',
            label: 'Show the new events',
            group: 'Security events',
            keys: ['n'],
            run: options.onShowNew,
          },
        ]
      : []),
    {
      id: 'critical',
      label: 'Show open critical events',
      group: 'Security events',
      run: find({ severity: ['critical'], status: ['open'] }),
    },
    {
      id: 'unassigned',
      label: 'Show events nobody has taken',
      group: 'Security events',
      run: find({ status: ['open', 'investigating'], unassigned: true }),
    },
    { id: 'mine', label: 'Show my events', group: 'Security events', run: find({ assignee: [person.name] }) },
    {
      id: 'overdue',
      label: 'Show overdue authority reports',
      group: 'Security events',
      run: find({ report: 'overdue' }),
    },
    { id: 'everything', label: 'Show all events', group: 'Security events', run: find({}) },
  ]);
}
