import type { Classification } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';

export const csvColumns: ExportColumns<Classification> = [
  ['id', (one) => one.id],
  ['version', (one) => one.version],
  ['dataAsset', (one) => one.dataAsset],
  ['system', (one) => one.system],
  ['dataType', (one) => one.dataType],
  ['sensitivity', (one) => one.sensitivity],
  ['residency', (one) => one.residency],
  ['allowedRegions', (one) => one.allowedRegions.join(';')],
  ['encryptionAtRest', (one) => one.encryptionAtRest],
  ['encryptionInTransit', (one) => one.encryptionInTransit],
  ['retentionDays', (one) => one.retentionDays],
  ['autoDelete', (one) => one.autoDelete],
  ['retentionDueAt', (one) => one.retentionDueAt],
  ['legalBasis', (one) => one.legalBasis],
  ['purposes', (one) => one.purposes.join(';')],
  ['owner', (one) => one.owner],
  ['accessRoles', (one) => one.accessRoles.join(';')],
  ['holdsDataSince', (one) => one.holdsDataSince],
  ['lastReviewedAt', (one) => one.lastReviewedAt],
  ['deletedUpTo', (one) => one.deletedUpTo],
  ['deletions', (one) => one.deletions],
];
