import type { Backup, Restore } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';

export const backupCsv: ExportColumns<Backup> = [
  ['id', (one) => one.id],
  ['version', (one) => one.version],
  ['target', (one) => one.target],
  ['backupType', (one) => one.backupType],
  ['status', (one) => one.status],
  ['startedAt', (one) => one.startedAt],
  ['completedAt', (one) => one.completedAt],
  ['expiredAt', (one) => one.expiredAt],
  ['sizeBytes', (one) => one.sizeBytes],
  ['encrypted', (one) => one.encrypted],
  ['encryptionAlgorithm', (one) => one.encryptionAlgorithm],
  ['engine', (one) => one.engine],
  ['region', (one) => one.region],
  ['location', (one) => one.location],
  ['checksum', (one) => one.checksum],
  ['parentBackupId', (one) => one.parentBackupId],
  ['rootBackupId', (one) => one.rootBackupId],
  ['retentionUntil', (one) => one.retentionUntil],
  ['failureReason', (one) => one.failureReason],
];

export const restoreCsv: ExportColumns<Restore> = [
  ['id', (one) => one.id],
  ['version', (one) => one.version],
  ['target', (one) => one.target],
  ['backupId', (one) => one.backupId],
  ['purpose', (one) => one.purpose],
  ['targetEnvironment', (one) => one.targetEnvironment],
  ['status', (one) => one.status],
  ['verified', (one) => one.verified],
  ['rtoSeconds', (one) => one.rtoSeconds],
  ['rtoTargetSeconds', (one) => one.rtoTargetSeconds],
  ['rpoSeconds', (one) => one.rpoSeconds],
  ['rpoTargetSeconds', (one) => one.rpoTargetSeconds],
  ['requestedAt', (one) => one.requestedAt],
  ['completedAt', (one) => one.completedAt],
  ['failureReason', (one) => one.failureReason],
];
