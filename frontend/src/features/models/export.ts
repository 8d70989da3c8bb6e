import type { ModelVersion, RegisteredModel } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import { authorName } from '@/lib/format';

export const modelCsv: ExportColumns<RegisteredModel> = [
  ['id', (one) => one.id],
  ['name', (one) => one.name],
  ['inProduction', (one) => one.standing.production.map((two) => two.modelVersion).join(' ')],
  ['split', (one) => one.split.map((two) => `${two.modelVersion}=${two.rolloutPercentage}`).join(' ')],
  ['since', (one) => one.standing.production[0]?.promotedAt ?? null],
  [
    'letInBy',
    (one) => {
      const by = one.standing.production[0]?.promotedBy;
      return by ? authorName(by) : null;
    },
  ],
  ['scoredVersion', (one) => one.standing.score?.modelVersion ?? null],
  ['dataset', (one) => one.standing.score?.dataset ?? null],
  ['accuracy', (one) => one.standing.score?.accuracy ?? null],
  ['accuracyLow', (one) => one.standing.score?.low ?? null],
  ['accuracyHigh', (one) => one.standing.score?.high ?? null],
  ['contaminated', (one) => one.standing.score?.contaminated ?? null],
  [
    'openDrift',
    // Never looked at is not the same as nothing open.
    (one) =>
      one.standing.drift.length === 0 ? null : one.standing.drift.reduce((sum, two) => sum + two.open, 0),
  ],
  ['newestVersion', (one) => one.standing.newest?.modelVersion ?? null],
  ['newestStatus', (one) => one.standing.newest?.status ?? null],
  ['versions', (one) => one.versions],
  ['lastActivityAt', (one) => one.lastActivityAt],
];

export const versionCsv: ExportColumns<ModelVersion> = [
  ['id', (one) => one.id],
  ['name', (one) => one.name],
  ['modelVersion', (one) => one.modelVersion],
  ['status', (one) => one.status],
  ['rolloutPercentage', (one) => one.rolloutPercentage],
  ['framework', (one) => one.framework],
  ['modelType', (one) => one.modelType],
  ['owner', (one) => one.owner],
  ['aliases', (one) => one.aliases.join(' ')],
  ['registeredBy', (one) => authorName(one.registeredBy)],
  ['createdAt', (one) => one.createdAt],
  ['promotedAt', (one) => one.promotedAt],
  ['artifactUri', (one) => one.artifactUri],
  ['artifactSha256', (one) => one.artifactSha256],
];
