import { infiniteQueryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { KnownPage } from './new-rows';

/** A page of records, with the moment its list was begun: all pages of a list look back from the same one. */
export type Listed<P> = P & { begun: number };

export interface PageParam {
  begun: number;
  cursor: string | undefined;
}

/** A list by server cursors that stays as it was read until the reader asks for a fresh one. */
export const cursorList = <P extends KnownPage, const K extends QueryKey>(
  queryKey: K,
  fetchPage: (at: PageParam, signal: AbortSignal) => Promise<Listed<P>>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      fetchPage(pageParam ?? { begun: Date.now(), cursor: undefined }, signal),
    initialPageParam: undefined as PageParam | undefined,
    getNextPageParam: (last): PageParam | undefined =>
      last.page.nextCursor ? { begun: last.begun, cursor: last.page.nextCursor } : undefined,
    // The live stream keeps rows fresh; asking all pages again would move them under the reader. A list that
    // nobody looks at is dropped, so coming back to a filter shows it as it is then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

interface Versioned {
  id: string;
  version: number;
}

/** Puts a newer state of a record wherever it is shown, without moving any row. */
export function replaceRecord<R extends Versioned>(
  client: QueryClient,
  keys: { lists: QueryKey; record: (id: string) => QueryKey },
  record: R,
): void {
  const newer = (old: R) => (old.id === record.id && record.version >= old.version ? record : old);
  client.setQueryData<R>(keys.record(record.id), (old) => (old ? newer(old) : record));
  client.setQueriesData<{ pages: { items: R[] }[]; pageParams: unknown[] }>(
    { queryKey: keys.lists },
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) =>
          page.items.some((item) => item.id === record.id) ? { ...page, items: page.items.map(newer) } : page,
        ),
      },
  );
}
