import type { AccessItem, AccessReview } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import { authorName } from '@/lib/format';
import { reasonText } from './words';

export const reviewCsv: ExportColumns<AccessReview> = [
  ['id', (one) => one.id],
  ['version', (one) => one.version],
  ['reviewType', (one) => one.reviewType],
  ['scope', (one) => one.scope],
  ['status', (one) => one.status],
  ['reviewer', (one) => one.reviewer],
  ['dueAt', (one) => one.dueAt],
  ['itemCount', (one) => one.itemCount],
  ['decidedItems', (one) => one.decidedItems],
  ['revokedItems', (one) => one.revokedItems],
  ['modifiedItems', (one) => one.modifiedItems],
  ['actionsPending', (one) => one.actionsPending],
  ['actionsDone', (one) => one.actionsDone],
  ['populationSource', (one) => one.populationSource],
  ['populationSha256', (one) => one.populationSha256],
  ['startedAt', (one) => one.startedAt],
  ['completedAt', (one) => one.completedAt],
  ['cancelledAt', (one) => one.cancelledAt],
];

export const itemCsv: ExportColumns<AccessItem> = [
  ['id', (one) => one.id],
  ['position', (one) => one.position],
  ['issuer', (one) => one.issuer],
  ['subject', (one) => one.subject],
  ['username', (one) => one.username],
  ['email', (one) => one.email],
  ['owner', (one) => one.owner],
  ['name', (one) => one.name],
  ['peerGroup', (one) => one.peerGroup],
  ['currentPermissions', (one) => one.currentPermissions.join(';')],
  ['lastUsedAt', (one) => one.lastUsedAt],
  ['recommendation', (one) => one.recommendation],
  ['recommendationReasons', reasonText],
  ['decision', (one) => one.decision],
  ['decisionReason', (one) => one.decisionReason],
  ['newPermissions', (one) => one.newPermissions?.join(';')],
  ['decidedBy', (one) => (one.decidedBy ? authorName(one.decidedBy) : null)],
  ['decidedAt', (one) => one.decidedAt],
  ['actionStatus', (one) => one.actionStatus],
  ['actionReference', (one) => one.actionReference],
  ['provedBySnapshotId', (one) => one.provedBySnapshotId],
];
