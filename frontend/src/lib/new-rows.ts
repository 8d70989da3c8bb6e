export interface NewRows {
  count: number;
  /** The count is only what is known: there may be more. */
  atLeast: boolean;
}

/** What every page of a list has, whatever its records are. */
export interface KnownPage {
  items: readonly { id: string }[];
  page: { total: number; totalIsExact: boolean; nextCursor?: string | null };
}

/**
 * How many rows wait above or within what is shown. Rows of the list's present first page that were not loaded
 * are certainly new; where the totals are exact, their difference also finds those that sort further down.
 */
export function newRows(
  loaded: ReadonlySet<string>,
  shownTotal: KnownPage['page'],
  head: KnownPage,
): NewRows {
  const unknown = head.items.filter((item) => !loaded.has(item.id)).length;
  const exact = shownTotal.totalIsExact && head.page.totalIsExact;
  const more = exact ? head.page.total - shownTotal.total : 0;
  const count = Math.max(unknown, more);
  return { count, atLeast: !exact && unknown === head.items.length && unknown > 0 };
}

export function newRowsLabel({ count, atLeast }: NewRows): string {
  return `${count}${atLeast ? '+' : ''} new`;
}
