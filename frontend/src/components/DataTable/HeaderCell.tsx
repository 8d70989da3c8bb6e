import type { Header, RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { IconArrowDown, IconArrowUp, IconSelector } from '../icons';
import classes from './DataTable.module.css';
import type { DataTableFeatures } from './features';

interface Props<T extends RowData> {
  header: Header<DataTableFeatures, T, unknown>;
  sort: string;
  onSort: (sort: string) => void;
  children: ReactNode;
}

/** A column's name; a button where the API can sort by it, with a grip to change its width. */
export function HeaderCell<T extends RowData>({ header, sort, onSort, children }: Props<T>) {
  const { meta } = header.column.columnDef;
  const keys = meta?.sort;
  const isSorted = keys?.includes(sort) ?? false;
  const descending = sort.startsWith('-');
  const next = keys && (sort === keys[0] ? keys[1] : keys[0]);
  const Arrow = isSorted ? (descending ? IconArrowDown : IconArrowUp) : IconSelector;
  return (
    <div
      role="columnheader"
      className={classes.headCell}
      aria-sort={keys ? (isSorted ? (descending ? 'descending' : 'ascending') : 'none') : undefined}
    >
      {keys && next ? (
        <button
          type="button"
          className={classes.sort}
          data-sorted={isSorted || undefined}
          onClick={() => onSort(next)}
        >
          {children}
          <Arrow size={13} aria-hidden />
        </button>
      ) : (
        children
      )}
      {!meta?.grow && header.column.getCanResize() && (
        // A convenience for the mouse only: nothing is hidden that a wider column would show.
        <span
          aria-hidden="true"
          className={classes.grip}
          data-active={header.column.getIsResizing() || undefined}
          onMouseDown={header.getResizeHandler()}
          onDoubleClick={() => header.column.resetSize()}
        />
      )}
    </div>
  );
}
