import type { ChaosTest } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import type { Api } from '@/lib/api';
import { collectPages } from '@/lib/export';
import { fetchTests } from './queries';
import { type ChaosSearch, filterOf, toQuery } from './search';

const PAGE = 200;

/** Reads exactly what the list is filtered to, in its order. */
export const collectTests = (
  api: Api,
  search: ChaosSearch,
  onProgress: (done: number, total: number) => void,
) => collectPages<ChaosTest>((at) => fetchTests(api, search, at, PAGE), onProgress);

export const asked = (search: ChaosSearch) => () => ({ filter: filterOf(search), query: toQuery(search) });

export const csvColumns: ExportColumns<ChaosTest> = [
  ['id', (one) => one.id],
  ['name', (one) => one.name],
  ['testType', (one) => one.testType],
  ['target', (one) => one.target],
  ['environment', (one) => one.environment],
  ['status', (one) => one.status],
  ['outcome', (one) => one.outcome],
  ['startedAt', (one) => one.startedAt],
  ['faultInjectedAt', (one) => one.faultInjectedAt],
  ['faultClearedAt', (one) => one.faultClearedAt],
  ['recoveredAt', (one) => one.recoveredAt],
  ['completedAt', (one) => one.completedAt],
  ['errorRateBefore', (one) => one.errorRateBefore],
  ['errorRateDuring', (one) => one.errorRateDuring],
  ['errorRateAfter', (one) => one.errorRateAfter],
  ['recoveryTimeMs', (one) => one.recoveryTimeMs],
  ['timeToDetectMs', (one) => one.timeToDetectMs],
  ['incidentId', (one) => one.incidentId],
  [
    'broken',
    (one) =>
      one.reasons
        .filter((two) => two.finding === 'broken')
        .map((two) => two.rule)
        .join(' '),
  ],
  ['lessonsLearned', (one) => one.lessonsLearned],
];
