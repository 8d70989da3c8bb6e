import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  DueRotations,
  RotationPolicy,
  RotationReport,
  SecretRotation,
  SecretRotationPage,
} from '@/api/types';
import { type Api, etag } from '@/lib/api';
import { cursorList, type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { DEFAULT_SORT, filterOf, type RotationSearch, toQuery } from './search';

/** As the ledger and the approvals name them. */
export const RECORD_TYPE = 'secret_rotation';
export const POLICY_TYPE = 'rotation_policy';

export const rotationKeys = {
  lists: ['secret-rotations', 'list'] as const,
  list: (search: RotationSearch) =>
    ['secret-rotations', 'list', filterOf(search), search.sort ?? DEFAULT_SORT] as const,
  due: ['secret-rotations', 'due'] as const,
  policy: ['secret-rotations', 'policy'] as const,
  record: (id: string) => ['secret-rotations', 'record', id] as const,
  attempts: ['secret-rotations', 'attempts'] as const,
  attemptsOf: (secretName: string) => ['secret-rotations', 'attempts', secretName] as const,
};

export const PAGE_SIZE = 100;
/** How many of a secret's attempts its panel shows. */
export const ATTEMPTS = 10;
/** Every secret in use: figures, chart, each window and the panel read the same answer. */
const ALL = 'P3650D';

export type ListedPage = Listed<SecretRotationPage>;

export async function fetchRotations(
  api: Api,
  search: RotationSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<ListedPage> {
  const { data } = await api.GET('/api/security/secret-rotations', {
    params: { query: { ...toQuery(search, begun), limit, cursor } },
    signal: signal ?? null,
  });
  if (!data) throw new Error('The list came without content.');
  return { ...data, begun };
}

export const rotationList = (api: Api, search: RotationSearch) =>
  cursorList(rotationKeys.list(search), (at, signal) => fetchRotations(api, search, at, PAGE_SIZE, signal));

export const dueRotations = (api: Api) =>
  queryOptions({
    queryKey: rotationKeys.due,
    queryFn: async ({ signal }): Promise<DueRotations> => {
      const { data } = await api.GET('/api/security/secret-rotations/due', {
        params: { query: { within: ALL } },
        signal,
      });
      if (!data) throw new Error('The list came without content.');
      return data;
    },
    // What is due moves with time even when nothing happens.
    refetchInterval: 60_000,
  });

export const rotationPolicy = (api: Api) =>
  queryOptions({
    queryKey: rotationKeys.policy,
    queryFn: async ({ signal }): Promise<RotationPolicy> => {
      const { data } = await api.GET('/api/security/secret-rotations/policy', { signal });
      if (!data) throw new Error('The policy came without content.');
      return data;
    },
  });

export const rotationRecord = (api: Api, id: string) =>
  queryOptions({
    queryKey: rotationKeys.record(id),
    queryFn: ({ signal }) => fetchRotation(api, id, signal),
  });

export async function fetchRotation(api: Api, id: string, signal?: AbortSignal): Promise<SecretRotation> {
  const { data } = await api.GET('/api/security/secret-rotations/{id}', {
    params: { path: { id } },
    signal: signal ?? null,
  });
  if (!data) throw new Error('The rotation came without content.');
  return data;
}

/** The newest attempts to renew one secret. */
export const attemptsOf = (api: Api, secretName: string) =>
  queryOptions({
    queryKey: rotationKeys.attemptsOf(secretName),
    queryFn: async ({ signal }): Promise<SecretRotationPage> => {
      const { data } = await api.GET('/api/security/secret-rotations', {
        params: { query: { secretName: [secretName], sort: '-createdAt', limit: ATTEMPTS } },
        signal,
      });
      if (!data) throw new Error('The list came without content.');
      return data;
    },
  });

/** Logs a rotation. With the same key, a report that was sent twice is kept once. */
export async function logRotation(api: Api, report: RotationReport, key: string): Promise<SecretRotation> {
  const { data } = await api.POST('/api/security/secret-rotations', {
    params: { header: { 'Idempotency-Key': key } },
    body: report,
  });
  if (!data) throw new Error('The API answered without content.');
  return data;
}

/** How a rotation ended. */
export interface Ending {
  status: 'succeeded' | 'failed';
  rotatedAt?: string;
  failureReason?: string;
}

/** Ends a rotation against the version the person saw; a newer one makes the API refuse it (412). */
export async function endRotation(api: Api, seen: SecretRotation, ending: Ending): Promise<SecretRotation> {
  const { data } = await api.PATCH('/api/security/secret-rotations/{id}/status', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: ending,
  });
  if (!data) throw new Error('The API answered without content.');
  return data;
}

/** Puts a newer state of a rotation wherever it is shown, without moving any row. */
export function replaceRotation(client: QueryClient, rotation: SecretRotation): void {
  replaceRecord(client, rotationKeys, rotation);
  client.setQueriesData<SecretRotationPage>(
    { queryKey: rotationKeys.attempts },
    (old) =>
      old && {
        ...old,
        items: old.items.map((one) =>
          one.id === rotation.id && rotation.version >= one.version ? rotation : one,
        ),
      },
  );
}
