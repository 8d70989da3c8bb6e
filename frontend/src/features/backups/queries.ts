import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  Backup,
  BackupChain,
  BackupPage,
  BackupPolicy,
  BackupSummary,
  Restore,
  RestorePage,
  RestoreTrend,
  RetentionPlan,
} from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { type BackupSearch, filterOf, toBackupQuery, toRestoreQuery } from './search';

/** As the ledger names them. */
export const BACKUP_TYPE = 'backup';
export const RESTORE_TYPE = 'restore';
export const POLICY_TYPE = 'backup_policy';

export const backupKeys = {
  all: ['backups'] as const,
  lists: ['backups', 'list'] as const,
  list: (search: BackupSearch) => ['backups', 'list', filterOf(search), search.sort] as const,
  record: (id: string) => ['backups', 'record', id] as const,
  chain: (id: string) => ['backups', 'chain', id] as const,
  summary: ['backups', 'figures', 'summary'] as const,
  figures: ['backups', 'figures'] as const,
  of: (target: string, what: string) => ['backups', 'figures', what, target] as const,
};
export const restoreKeys = {
  lists: ['restores', 'list'] as const,
  list: (search: BackupSearch) => ['restores', 'list', filterOf(search), search.restoreSort] as const,
  record: (id: string) => ['restores', 'record', id] as const,
};

/** A drill counts as recent for so long. */
export const DRILL_WITHIN = 'P90D';
/** A target's newest backups that are drawn as chains. */
export const DRAWN = 60;

export async function fetchBackups(
  api: Api,
  search: BackupSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<BackupPage>> {
  const { data } = await api.GET('/api/backup/backups', {
    params: { query: { ...toBackupQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchRestores(
  api: Api,
  search: BackupSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<RestorePage>> {
  const { data } = await api.GET('/api/backup/restores', {
    params: { query: { ...toRestoreQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchBackup(api: Api, id: string): Promise<Backup> {
  const { data } = await api.GET('/api/backup/backups/{id}', { params: { path: { id } } });
  return present(data);
}

export async function fetchRestore(api: Api, id: string): Promise<Restore> {
  const { data } = await api.GET('/api/backup/restores/{id}', { params: { path: { id } } });
  return present(data);
}

export const backupRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: backupKeys.record(id), queryFn: () => fetchBackup(api, id) });

export const restoreRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: restoreKeys.record(id), queryFn: () => fetchRestore(api, id) });

export const backupChain = (api: Api, id: string) =>
  queryOptions({
    queryKey: backupKeys.chain(id),
    queryFn: async ({ signal }): Promise<BackupChain> => {
      const { data } = await api.GET('/api/backup/backups/{id}/chain', {
        params: { path: { id } },
        signal,
      });
      return present(data);
    },
  });

export const backupSummary = (api: Api) =>
  queryOptions({
    queryKey: backupKeys.summary,
    queryFn: async ({ signal }): Promise<BackupSummary> => {
      const { data } = await api.GET('/api/backup/summary', {
        params: { query: { drillWithin: DRILL_WITHIN } },
        signal,
      });
      return present(data);
    },
    // A backup becomes late with time even when nothing happens.
    refetchInterval: 60_000,
  });

/** The newest backups of one target, as its chains are drawn from. */
export const backupsOf = (api: Api, target: string) =>
  queryOptions({
    queryKey: backupKeys.of(target, 'newest'),
    queryFn: async ({ signal }): Promise<Backup[]> => {
      const { data } = await api.GET('/api/backup/backups', {
        params: { query: { target: [target], sort: '-startedAt', limit: DRAWN } },
        signal,
      });
      return present(data).items;
    },
  });

export const restoresOf = (api: Api, target: string) =>
  queryOptions({
    queryKey: backupKeys.of(target, 'restores'),
    queryFn: async ({ signal }): Promise<Restore[]> => {
      const { data } = await api.GET('/api/backup/restores', {
        params: { query: { target: [target], sort: '-requestedAt', limit: 10 } },
        signal,
      });
      return present(data).items;
    },
  });

export const trendOf = (api: Api, target: string, from: string, to: string) =>
  queryOptions({
    queryKey: [...backupKeys.of(target, 'trend'), from, to],
    queryFn: async ({ signal }): Promise<RestoreTrend> => {
      const { data } = await api.GET('/api/backup/restores/trend', {
        params: { query: { target: [target], from, to } },
        signal,
      });
      return present(data);
    },
  });

export const retentionOf = (api: Api, target: string) =>
  queryOptions({
    queryKey: backupKeys.of(target, 'retention'),
    queryFn: async ({ signal }): Promise<RetentionPlan> => {
      const { data } = await api.GET('/api/backup/retention', {
        params: { query: { target } },
        signal,
      });
      return present(data);
    },
  });

/** The policy of a target: the one in force, else the one that is proposed. */
export const policyOf = (api: Api, target: string) =>
  queryOptions({
    queryKey: backupKeys.of(target, 'policy'),
    queryFn: async ({ signal }): Promise<BackupPolicy | null> => {
      const { data } = await api.GET('/api/backup/policies', {
        params: { query: { target: [target], limit: 20 } },
        signal,
      });
      const items = present(data).items;
      return (
        items.find((one) => one.status === 'active') ?? items.find((one) => one.status === 'proposed') ?? null
      );
    },
  });

export async function requestRestore(
  api: Api,
  backup: Backup,
  asked: { targetEnvironment: string; purpose: 'drill' | 'recovery'; reason: string },
  key: string,
): Promise<Restore> {
  const { data } = await api.POST('/api/backup/backups/{id}/restore', {
    params: { path: { id: backup.id }, header: { 'Idempotency-Key': key } },
    body: asked,
  });
  return present(data);
}

export async function expireBackup(
  api: Api,
  seen: Backup,
  change: { reason: string; withDependents: boolean },
): Promise<Backup> {
  const { data } = await api.PATCH('/api/backup/backups/{id}/expire', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: change,
  });
  return present(data);
}

export async function startRestore(api: Api, seen: Restore): Promise<Restore> {
  const { data } = await api.PATCH('/api/backup/restores/{id}/start', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: {},
  });
  return present(data);
}

export async function failRestore(api: Api, seen: Restore, failureReason: string): Promise<Restore> {
  const { data } = await api.PATCH('/api/backup/restores/{id}/fail', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: { failureReason },
  });
  return present(data);
}

export const replaceBackup = (client: QueryClient, backup: Backup) =>
  replaceRecord(client, backupKeys, backup);
export const replaceRestore = (client: QueryClient, restore: Restore) =>
  replaceRecord(client, restoreKeys, restore);
