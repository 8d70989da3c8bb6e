import type { RefObject } from 'react';
import { type Command, useCommands } from '@/lib/commands';
import type { DataTableHandle } from './DataTable';

interface Options {
  /** The rows' ids, in their order. */
  ids: readonly string[];
  openId: string | undefined;
  table: RefObject<DataTableHandle | null>;
  onOpen: (id: string) => void;
  /** Esc: closes the panel, or whatever comes next. */
  onLeave: () => void;
  leaveLabel?: string;
  /** Offered only where rows can be selected. */
  onPick?: ((id: string) => void) | undefined;
  searchInput: RefObject<HTMLInputElement | null>;
  /** The group these commands stand in, and what the rows are called: `Security events`, `events`. */
  group: string;
  plural: string;
  /** Offered while new rows wait. */
  onShowNew: (() => void) | undefined;
  /** The page's own commands. */
  more?: readonly Command[];
}

/** The row that has the focus, or whose panel is open. */
export function presentRow(openId: string | undefined): string | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('[data-row-id]')?.dataset.rowId;
  return focused ?? openId;
}

/** A list by keyboard: rows with the panel following, search and the rows that wait. */
export function useRowCommands(options: Options): void {
  const { ids, openId, table, onPick } = options;
  const step = (by: 1 | -1) => {
    const present = presentRow(openId);
    const index = present === undefined ? -1 : ids.indexOf(present);
    const next = ids[index < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, index + by))];
    if (next === undefined) return;
    if (openId) options.onOpen(next);
    table.current?.focusRow(next);
  };
  const pick = () => {
    const id = presentRow(openId);
    if (id) onPick?.(id);
  };
  // A page may give a key another meaning; `?` then shows only what is left of ours.
  const taken = options.more?.flatMap((command) => command.keys ?? []) ?? [];
  const row = (id: string, label: string, keys: string[], run: () => void): Command => ({
    id,
    label,
    group: 'Rows',
    keys: keys.filter((key) => !taken.includes(key)),
    palette: false,
    run,
  });

  useCommands([
    row('next', 'Next row', ['j', 'ArrowDown'], () => step(1)),
    row('previous', 'Previous row', ['k', 'ArrowUp'], () => step(-1)),
    row('close', options.leaveLabel ?? 'Close the panel', ['Escape'], options.onLeave),
    ...(onPick ? [row('pick', 'Select or deselect the row', ['x'], pick)] : []),
    {
      id: 'search',
      label: `Search ${options.plural}`,
      group: options.group,
      keys: ['/'],
      run: () => options.searchInput.current?.focus(),
    },
    ...(options.onShowNew
      ? [
          {
            id: 'new',
            label: `Show the new ${options.plural}`,
            group: options.group,
            keys: ['n'],
            run: options.onShowNew,
          },
        ]
      : []),
    ...(options.more ?? []),
  ]);
}
