import * as z from 'zod/mini';
import type { RawSearch } from '@/lib/search';
import { instant, oneOf, recordId, someOf, texts } from '@/lib/search-fields';
import { KINDS } from './words';

export const VIEWS = ['seal', 'verifications'] as const;
export const SPANS = ['1h', '24h', '7d', '30d'] as const;
export const VERIFICATION_STATUSES = ['running', 'verified', 'failed', 'aborted'] as const;
export type Span = (typeof SPANS)[number];

const HOUR = 3_600_000;
const lengths: Record<Span, number> = { '1h': HOUR, '24h': 24 * HOUR, '7d': 168 * HOUR, '30d': 720 * HOUR };

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface AuditSearch {
  /** What seals the ledger, or who read it again; absent while its entries are shown. */
  view?: (typeof VIEWS)[number] | undefined;
  kind?: string[] | undefined;
  record?: string | undefined;
  action?: string[] | undefined;
  /** Subjects of who did it. */
  actor?: string[] | undefined;
  /** The last hour, day... counted back from now; `from` and `to` are exact and win over it. */
  within?: Span | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** The entry whose panel is open, by its position. */
  entry?: string | undefined;
  status?: (typeof VERIFICATION_STATUSES)[number][] | undefined;
  verification?: string | undefined;
}

export type LedgerFilter = Pick<
  AuditSearch,
  'kind' | 'record' | 'action' | 'actor' | 'within' | 'from' | 'to'
>;

export const NO_FILTER: LedgerFilter = {
  kind: undefined,
  record: undefined,
  action: undefined,
  actor: undefined,
  within: undefined,
  from: undefined,
  to: undefined,
};

const position = z.pipe(
  z.unknown(),
  z.transform((raw) => (/^\d{1,15}$/.test(String(raw)) ? String(raw) : undefined)),
);
const names = z.pipe(
  texts,
  z.transform((list) => {
    const known = list?.filter((name) => /^[a-z_.]{1,100}$/.test(name));
    return known && known.length > 0 ? known : undefined;
  }),
);

const schema = z.object({
  view: oneOf(VIEWS),
  kind: names,
  record: recordId,
  action: names,
  actor: texts,
  within: oneOf(SPANS),
  from: instant,
  to: instant,
  entry: position,
  status: someOf(VERIFICATION_STATUSES),
  verification: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readAuditSearch(raw: RawSearch): AuditSearch {
  const nothing: AuditSearch = {
    ...NO_FILTER,
    view: undefined,
    entry: undefined,
    status: undefined,
    verification: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export const filterOf = ({ kind, record, action, actor, within, from, to }: AuditSearch): LedgerFilter => ({
  kind,
  record,
  action,
  actor,
  within,
  from,
  to,
});

export const isFiltered = (search: AuditSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

/** One record's own lines: who may read the record may read them, and reading them is no line of the ledger. */
export function recordOf(search: AuditSearch): { recordType: string; recordId: string } | undefined {
  const { kind, record, ...others } = filterOf(search);
  const isOnly = Object.values(others).every((value) => value === undefined);
  return record && kind?.length === 1 && kind[0] && isOnly
    ? { recordType: kind[0], recordId: record }
    : undefined;
}

export function toQuery(search: AuditSearch, now: number) {
  const exact = search.from !== undefined || search.to !== undefined;
  const since = search.within && !exact ? new Date(now - lengths[search.within]).toISOString() : undefined;
  return {
    recordType: search.kind,
    recordId: search.record,
    action: search.action,
    actor: search.actor,
    from: search.from ?? since,
    to: search.to,
  };
}

/** Whether a notice is a line of this list, as far as a notice tells: it names neither actor nor time. */
export function fits(
  search: AuditSearch,
  notice: { recordType: string; recordId: string | null; action: string },
): boolean {
  // Looking at the ledger is itself a line of it; announcing those would never end.
  if (notice.action === 'ledger.read' && !search.action?.includes('ledger.read')) return false;
  return (
    !search.actor &&
    !search.to &&
    (!search.kind || search.kind.includes(notice.recordType)) &&
    (!search.record || search.record === notice.recordId) &&
    (!search.action || search.action.includes(notice.action))
  );
}

export const kindOptions = (chosen: readonly string[]) => [
  ...KINDS,
  ...chosen.filter((kind) => !KINDS.includes(kind)),
];
