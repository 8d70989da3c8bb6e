import type { Backup, BackupTarget, Restore } from '@/api/types';
import { isoMilliseconds, spanText } from '@/lib/format';
import { camelWords, recordWords } from '@/lib/record-words';

const types: Record<Backup['backupType'], string> = {
  full: 'Full',
  differential: 'Differential',
  incremental: 'Incremental',
};
export const typeName = (type: Backup['backupType']) => types[type];

const verified: Record<Restore['verified'], string> = {
  passed: 'Verified',
  failed: 'Verification failed',
  not_run: 'Not verified',
};
export const verifiedText = (value: Restore['verified']) => verified[value];

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** `7.3 GB`, in powers of 1,000. */
export function sizeText(bytes: number | null): string | undefined {
  if (bytes === null) return undefined;
  const power = bytes === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  return `${size >= 100 || power === 0 ? Math.round(size) : Number(size.toFixed(1))} ${UNITS[power]}`;
}

/** `31 s`, `11 min 40 s`, from seconds. */
export const secondsText = (seconds: number) => spanText(Math.round(seconds * 1000));

/** `1 h`, `7 d`, from an ISO 8601 duration. */
export const isoText = (iso: string) => spanText(isoMilliseconds(iso) ?? 0);

/** `every 7 d`, or that this kind is not made. */
export const cadenceText = (iso: string | null) => (iso === null ? 'Not made' : `Every ${isoText(iso)}`);

export type TargetState = 'late' | 'unproved' | 'no_policy' | 'proved';

/** How a target stands, the worst that is so: late beats unproved beats unruled. */
export function stateOf(target: BackupTarget, provedSince: number): TargetState {
  if (target.onTime === false) return 'late';
  const last = target.lastVerifiedRestore;
  if (!last || Date.parse(last.completedAt) < provedSince) return 'unproved';
  if (last.withinRpo === false || last.withinRto === false) return 'unproved';
  return target.policyId === null ? 'no_policy' : 'proved';
}

const states: Record<TargetState, string> = {
  late: 'A backup is late.',
  unproved: 'No recent restore has proved that it can come back in time.',
  no_policy: 'No policy says how often it must be backed up.',
  proved: 'Backups are on time, and a recent restore was verified.',
};
export const stateSentence = (state: TargetState) => states[state];

const checks: Record<string, string> = {
  recovery_target: 'Reached its recovery target',
  canary_before: 'Has the canary from before it',
  canary_after: 'Has no canary from after it',
  ledger: 'Ledger hashes to the value kept outside',
  records: 'Every row has its ledger digest',
};
export const checkName = (check: string) => checks[check] ?? camelWords(check);

const reasons: Record<string, string> = {
  in_progress: 'it is being made',
  restore_open: 'a restore uses it',
  retention_until: 'it is kept until its date',
  within_days: 'it is young enough',
  recent_full: 'it belongs to a recent full',
  newest: 'it is the newest',
  no_policy: 'no policy lets it expire',
  needed: 'a kept backup needs it',
};
export const keepText = (keep: readonly string[]) => keep.map((one) => reasons[one] ?? one).join(', ');

export const backupWords = recordWords({
  actions: {
    created: 'Begun',
    started: 'Begun',
    completed: 'Completed',
    failed: 'Failed',
    expired: 'Expired',
    requested: 'Asked for',
    verified: 'Verified',
  },
  fields: {
    sizeBytes: 'Size in bytes',
    retentionUntil: 'Kept until',
    rpoSeconds: 'RPO in seconds',
    rtoSeconds: 'RTO in seconds',
  },
  enums: ['backupType', 'verified', 'purpose'],
  value: () => undefined,
});
