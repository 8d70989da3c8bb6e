import type { TestResult } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import type { Exported } from '@/lib/export';
import { type Suite, stateOf } from './standing';

export const suiteCsv: ExportColumns<Suite> = [
  ['testSuite', (one) => one.testSuite],
  ['state', (one) => stateOf(one)],
  ['lastRunId', (one) => one.lastRunId],
  ['lastExecutedAt', (one) => one.lastExecutedAt],
  ['lastEnvironment', (one) => one.lastEnvironment],
  ['lastGitCommit', (one) => one.lastGitCommit],
  ['total', (one) => one.counts?.total],
  ['passed', (one) => one.counts?.passed],
  ['failed', (one) => one.counts?.failed],
  ['error', (one) => one.counts?.error],
  ['skipped', (one) => one.counts?.skipped],
  ['passRate', (one) => one.counts?.passRate],
  ['runBefore', (one) => one.runBefore],
  ['newlyFailing', (one) => one.newlyFailing],
  ['newlyFixed', (one) => one.newlyFixed],
  ['flaky', (one) => one.flaky],
];

export const exportable = (suites: readonly Suite[], whole: boolean): Exported<Suite> => ({
  items: [...suites],
  total: suites.length,
  totalIsExact: whole,
  isCut: false,
  begun: Date.now(),
});

export const resultCsv: ExportColumns<TestResult> = [
  ['id', (one) => one.id],
  ['testSuite', (one) => one.testSuite],
  ['testName', (one) => one.testName],
  ['runId', (one) => one.runId],
  ['status', (one) => one.status],
  ['executionTimeMs', (one) => one.executionTimeMs],
  ['failedAttempts', (one) => one.failedAttempts],
  ['environment', (one) => one.environment],
  ['gitCommit', (one) => one.gitCommit],
  ['goldenDatasetId', (one) => one.goldenDatasetId],
  ['modelId', (one) => one.modelId],
  ['expected', (one) => one.expected],
  ['actual', (one) => one.actual],
  ['errorMessage', (one) => one.errorMessage],
  ['executedAt', (one) => one.executedAt],
];
