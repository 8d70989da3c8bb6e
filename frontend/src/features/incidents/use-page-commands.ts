import type { RefObject } from 'react';
import { usePerson } from '@/auth/context';
import type { DataTableHandle } from '@/components/DataTable/DataTable';
import { useRowCommands } from '@/components/DataTable/use-row-commands';
import { type IncidentSearch, NO_FILTER, NO_ITEM_FILTER } from './search';

interface Options {
  ids: readonly string[];
  openId: string | undefined;
  table: RefObject<DataTableHandle | null>;
  searchInput: RefObject<HTMLInputElement | null>;
  onOpen: (id: string) => void;
  onLeave: () => void;
  onSearch: (change: Partial<IncidentSearch>, options?: { replace?: boolean }) => void;
  onShowNew: (() => void) | undefined;
  plural?: string;
}

const group = 'Incidents';

/** The page by keyboard: rows or cards, panel, views, and the questions people ask most. */
export function useIncidentCommands({ onSearch, plural = 'incidents', ...rows }: Options): void {
  const person = usePerson();
  const show = (id: string, label: string, change: Partial<IncidentSearch>) => ({
    id,
    label,
    group,
    run: () => onSearch({ ...NO_FILTER, ...NO_ITEM_FILTER, view: undefined, ...change }),
  });
  useRowCommands({
    ...rows,
    group,
    plural,
    more: [
      show('open', 'Show open incidents', { open: true }),
      show('grave', 'Show open SEV1 and SEV2 incidents', { open: true, severity: ['sev1', 'sev2'] }),
      show('mine', 'Show incidents I lead', { commander: [person.name] }),
      show('board', 'Show the board of incidents', { view: 'board' }),
      show('items', 'Show action items', { view: 'actions' }),
      show('items-mine', 'Show my action items', { view: 'actions', owner: [person.name] }),
      show('items-overdue', 'Show overdue action items', { view: 'actions', overdue: true }),
      show('everything', 'Show all incidents', {}),
    ],
  });
}
