import type { KnownPage } from './new-rows';

/** More than this belongs into a report made on the server; the file says when it was cut. */
export const EXPORT_CAP = 10_000;

export interface Exported<R> {
  items: R[];
  total: number;
  totalIsExact: boolean;
  /** There were more than the cap. */
  isCut: boolean;
  begun: number;
}

/** Reads page after page exactly what a list is filtered to, in its order. */
export async function collectPages<R extends { id: string }>(
  fetchPage: (at: { begun: number; cursor: string | undefined }) => Promise<KnownPage & { items: R[] }>,
  onProgress: (done: number, total: number) => void,
): Promise<Exported<R>> {
  const begun = Date.now();
  const items: R[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await fetchPage({ begun, cursor });
    items.push(...page.items);
    const { total, totalIsExact, nextCursor } = page.page;
    onProgress(Math.min(items.length, EXPORT_CAP), Math.min(total, EXPORT_CAP));
    if (!nextCursor || items.length >= EXPORT_CAP) {
      const isCut = items.length > EXPORT_CAP || (nextCursor !== null && nextCursor !== undefined);
      return { items: items.slice(0, EXPORT_CAP), total, totalIsExact, isCut, begun };
    }
    cursor = nextCursor;
  }
}

/** Complete records, under a head that says what was asked for and how much of it this is. */
export function exportJson<R>(exported: Exported<R>, asked: { filter: unknown; query: unknown }): string {
  const { items, total, totalIsExact, isCut, begun } = exported;
  const about = {
    exportedAt: new Date(begun).toISOString(),
    ...asked,
    rows: items.length,
    total,
    totalIsExact,
    isCut,
  };
  return `${JSON.stringify({ about, items }, null, 2)}\n`;
}

/** `incidents-2026-11-23T120000Z.csv` */
export const exportName = (of: string, begun: number, extension: string) =>
  `${of}-${new Date(begun).toISOString().slice(0, 19).replace(/[:]/g, '')}Z.${extension}`;
