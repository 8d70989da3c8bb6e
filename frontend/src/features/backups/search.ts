import * as z from 'zod/mini';
import type { Backup, Restore } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { flag, freeText, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const TYPES = [
  'full',
  'differential',
  'incremental',
] as const satisfies readonly Backup['backupType'][];
export const STATUSES = [
  'in_progress',
  'completed',
  'failed',
  'expired',
] as const satisfies readonly Backup['status'][];
export const RESTORE_STATUSES = [
  'requested',
  'in_progress',
  'completed',
  'failed',
] as const satisfies readonly Restore['status'][];
export const VERIFIED = ['passed', 'failed', 'not_run'] as const satisfies readonly Restore['verified'][];
export const PURPOSES = ['drill', 'recovery'] as const satisfies readonly Restore['purpose'][];
export const VIEWS = ['backups', 'restores'] as const;
export const SORTS = ['-startedAt', 'startedAt'] as const;
export const RESTORE_SORTS = ['-requestedAt', 'requestedAt'] as const;
export type Sort = (typeof SORTS)[number];
export type RestoreSort = (typeof RESTORE_SORTS)[number];
export const DEFAULT_SORT: Sort = '-startedAt';
export const DEFAULT_RESTORE_SORT: RestoreSort = '-requestedAt';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface BackupSearch {
  /** Every backup, or every restore; absent while the targets are shown. */
  view?: (typeof VIEWS)[number] | undefined;
  q?: string | undefined;
  target?: string[] | undefined;
  type?: Backup['backupType'][] | undefined;
  status?: Backup['status'][] | undefined;
  encrypted?: boolean | undefined;
  restoreStatus?: Restore['status'][] | undefined;
  verified?: Restore['verified'][] | undefined;
  purpose?: Restore['purpose'][] | undefined;
  sort?: Sort | undefined;
  restoreSort?: RestoreSort | undefined;
  /** What is open: a target by its name, a backup or a restore by its id. */
  open?: string | undefined;
  backup?: string | undefined;
  restore?: string | undefined;
}

export type BackupFilter = Omit<
  BackupSearch,
  'view' | 'sort' | 'restoreSort' | 'open' | 'backup' | 'restore'
>;

export const NO_FILTER: BackupFilter = {
  q: undefined,
  target: undefined,
  type: undefined,
  status: undefined,
  encrypted: undefined,
  restoreStatus: undefined,
  verified: undefined,
  purpose: undefined,
};

const schema = z.object({
  view: oneOf(VIEWS),
  q: freeText,
  target: texts,
  type: someOf(TYPES),
  status: someOf(STATUSES),
  encrypted: flag,
  restoreStatus: someOf(RESTORE_STATUSES),
  verified: someOf(VERIFIED),
  purpose: someOf(PURPOSES),
  sort: oneOf(SORTS),
  restoreSort: oneOf(RESTORE_SORTS),
  open: freeText,
  backup: recordId,
  restore: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readBackupSearch(raw: RawSearch): BackupSearch {
  const nothing: BackupSearch = {
    ...NO_FILTER,
    view: undefined,
    sort: undefined,
    restoreSort: undefined,
    open: undefined,
    backup: undefined,
    restore: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf(search: BackupSearch): BackupFilter {
  const { view: _v, sort: _s, restoreSort: _r, open: _o, backup: _b, restore: _e, ...filter } = search;
  return filter;
}

export const isFiltered = (search: BackupSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

export const toBackupQuery = (search: BackupSearch) => ({
  q: search.q,
  target: search.target,
  backupType: search.type,
  status: search.status,
  encrypted: search.encrypted,
  sort: search.sort ?? DEFAULT_SORT,
});

export const toRestoreQuery = (search: BackupSearch) => ({
  target: search.target,
  status: search.restoreStatus,
  verified: search.verified,
  purpose: search.purpose,
  sort: search.restoreSort ?? DEFAULT_RESTORE_SORT,
});
