import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  AnchorList,
  LedgerEntry,
  LedgerEntryPage,
  LedgerKeys,
  RecordState,
  Verification,
  VerificationPage,
} from '@/api/types';
import { type Api, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { ApiError } from '@/lib/problem';
import type { Source } from './proof/check';
import { type AuditSearch, filterOf, recordOf, toQuery } from './search';

export const VERIFICATION_TYPE = 'ledger_verification';

/** An entry as a row of the list: its place is its name. */
export type EntryRow = LedgerEntry & { id: string };
export type EntryPage = Omit<LedgerEntryPage, 'items'> & { items: EntryRow[] };

export const auditKeys = {
  list: (search: AuditSearch) => ['audit', 'entries', filterOf(search)] as const,
  entry: (position: string, record: ReturnType<typeof recordOf>) =>
    ['audit', 'entry', position, record] as const,
  state: (type: string, id: string, position: number) => ['audit', 'state', type, id, position] as const,
  anchors: ['audit', 'seal', 'anchors'] as const,
  keys: ['audit', 'seal', 'keys'] as const,
  checkpoint: ['audit', 'seal', 'checkpoint'] as const,
  seal: ['audit', 'seal'] as const,
  last: ['audit', 'verifications', 'last'] as const,
};
export const verificationKeys = {
  lists: ['audit', 'verifications', 'list'] as const,
  list: (search: AuditSearch) => ['audit', 'verifications', 'list', search.status] as const,
  record: (id: string) => ['audit', 'verifications', 'record', id] as const,
};

const rows = (page: LedgerEntryPage): EntryPage => ({
  ...page,
  items: (page.items as LedgerEntry[]).map((entry) => ({
    ...entry,
    id: entry.position === null ? `${entry.occurredAt}/${entry.recordVersion}` : String(entry.position),
  })),
});

/** A page of the ledger, or of one record's own lines where nothing else is asked for. */
export async function fetchEntries(
  api: Api,
  search: AuditSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<EntryPage>> {
  const record = recordOf(search);
  if (!record) {
    const { data } = await api.GET('/api/audit/entries', {
      params: { query: { ...toQuery(search, begun), limit, cursor } },
      signal: signal ?? null,
    });
    return { ...rows(present(data)), begun };
  }
  try {
    const { data } = await api.GET('/api/audit/records/{recordType}/{recordId}', {
      params: { path: record, query: { limit, cursor } },
      signal: signal ?? null,
    });
    return { ...rows(present(data)), begun };
  } catch (error) {
    // No such record is a list without rows, as with every other filter.
    if (!(error instanceof ApiError) || error.problem.status !== 404) throw error;
    return { items: [], page: { limit, nextCursor: null, total: 0, totalIsExact: true }, begun };
  }
}

/** One entry that is in no list on the page: by a link, or after filters changed. */
export const entryAt = (api: Api, position: string, search: AuditSearch, mayReadLedger: boolean) => {
  const { kind, record } = search;
  const own = record && kind?.length === 1 ? { kind, record } : undefined;
  return queryOptions({
    queryKey: auditKeys.entry(position, recordOf(own ?? {})),
    queryFn: async ({ signal }): Promise<EntryRow | null> => {
      if (!own && !mayReadLedger) return null;
      // A cursor is the position that a page ends before.
      const at = { begun: Date.now(), cursor: String(Number(position) + 1) };
      const page = await fetchEntries(api, own ?? {}, at, 1, signal);
      const entry = page.items[0];
      return entry?.id === position ? entry : null;
    },
    // An entry never changes, and reading it is a line.
    staleTime: Number.POSITIVE_INFINITY,
  });
};

/** What a record was right after an entry. */
export const stateAt = (api: Api, recordType: string, recordId: string, position: number) =>
  queryOptions({
    queryKey: auditKeys.state(recordType, recordId, position),
    queryFn: async ({ signal }): Promise<RecordState> => {
      const { data } = await api.GET('/api/audit/records/{recordType}/{recordId}/state', {
        params: { path: { recordType, recordId }, query: { position } },
        signal,
      });
      return present(data) as RecordState;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const anchorList = (api: Api) =>
  queryOptions({
    queryKey: auditKeys.anchors,
    queryFn: async ({ signal }): Promise<AnchorList> => {
      const { data } = await api.GET('/api/audit/anchors', { signal });
      return present(data);
    },
    refetchInterval: 15_000,
  });

export const keyList = (api: Api) =>
  queryOptions({
    queryKey: auditKeys.keys,
    queryFn: async ({ signal }): Promise<LedgerKeys> => {
      const { data } = await api.GET('/api/audit/keys', { signal });
      return present(data);
    },
  });

/** The newest signed note; null while nothing is sealed yet. */
export async function fetchCheckpoint(api: Api, cosigned = false): Promise<string | null> {
  try {
    const { data } = await api.GET('/api/audit/checkpoint', {
      params: { query: cosigned ? { cosigned: true } : {} },
      parseAs: 'text',
    });
    return present(data as string | undefined);
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return null;
    throw error;
  }
}

export async function fetchProofFile(api: Api, position: number): Promise<string> {
  const { data } = await api.GET('/api/audit/entries/{position}/tlog-proof', {
    params: { path: { position } },
    parseAs: 'text',
  });
  return present(data as string | undefined);
}

/** The server, as the proof asks it. */
export const proofSource = (api: Api): Source => ({
  inclusion: async (position) => {
    const { data } = await api.GET('/api/audit/entries/{position}/proof', { params: { path: { position } } });
    return present(data);
  },
  row: async (position, rowIndex) => {
    const { data } = await api.GET('/api/audit/entries/{position}/rows/{rowIndex}/proof', {
      params: { path: { position, rowIndex } },
    });
    return present(data);
  },
  consistency: async (from, to) => {
    const { data } = await api.GET('/api/audit/consistency', { params: { query: { from, to } } });
    return present(data);
  },
  verifierKeys: async () => {
    const { data } = await api.GET('/api/audit/keys');
    return present(data).items.map((key) => key.verifierKey);
  },
});

export async function fetchVerifications(
  api: Api,
  search: AuditSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<VerificationPage>> {
  const { data } = await api.GET('/api/audit/verifications', {
    params: { query: { status: search.status, limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchVerification(api: Api, id: string): Promise<Verification> {
  const { data } = await api.GET('/api/audit/verifications/{id}', { params: { path: { id } } });
  return present(data);
}

/** Progress is told beside the ledger, so it is asked for while it runs. */
const EVERY = 1_000;

export const verificationRecord = (api: Api, id: string) =>
  queryOptions({
    queryKey: verificationKeys.record(id),
    queryFn: () => fetchVerification(api, id),
    refetchInterval: (query) => (query.state.data?.status === 'running' ? EVERY : false),
  });

export const lastVerification = (api: Api) =>
  queryOptions({
    queryKey: auditKeys.last,
    queryFn: async ({ signal }): Promise<Verification | null> => {
      const { data } = await api.GET('/api/audit/verifications', { params: { query: { limit: 1 } }, signal });
      return present(data).items[0] ?? null;
    },
    refetchInterval: (query) => (query.state.data?.status === 'running' ? 2 * EVERY : false),
  });

export async function verifyNow(api: Api): Promise<Verification> {
  const { data } = await api.POST('/api/audit/verify', {
    params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  });
  return present(data);
}

export async function proposeEpoch(api: Api, reason: string, key: string): Promise<void> {
  await api.POST('/api/audit/epochs', {
    params: { header: { 'Idempotency-Key': key } },
    body: { reason },
  });
}

export const replaceVerification = (client: QueryClient, verification: Verification) =>
  replaceRecord(client, verificationKeys, verification);
