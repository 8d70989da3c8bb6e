import type { SecretRotation } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import type { Api } from '@/lib/api';
import { collectPages } from '@/lib/export';
import { fetchRotations } from './queries';
import { filterOf, type RotationSearch, toQuery } from './search';

const PAGE = 200;

/** Reads exactly what the log is filtered to, in its order. */
export const collectRotations = (
  api: Api,
  search: RotationSearch,
  onProgress: (done: number, total: number) => void,
) => collectPages((at) => fetchRotations(api, search, at, PAGE), onProgress);

export const asked = (search: RotationSearch) => (begun: number) => ({
  filter: filterOf(search),
  query: toQuery(search, begun),
});

export const columns: ExportColumns<SecretRotation> = [
  ['id', (r) => r.id],
  ['version', (r) => r.version],
  ['secretName', (r) => r.secretName],
  ['secretType', (r) => r.secretType],
  ['rotationType', (r) => r.rotationType],
  ['status', (r) => r.status],
  ['rotatedAt', (r) => r.rotatedAt],
  ['rotationIntervalDays', (r) => r.rotationIntervalDays],
  ['nextRotationDueAt', (r) => r.nextRotationDueAt],
  ['failureReason', (r) => r.failureReason],
  ['owner', (r) => r.owner],
  ['initiatedBy', (r) => r.initiatedBy],
  ['retired', (r) => r.retired],
  ['violationEventId', (r) => r.violationEventId],
  ['createdAt', (r) => r.createdAt],
  ['updatedAt', (r) => r.updatedAt],
];
