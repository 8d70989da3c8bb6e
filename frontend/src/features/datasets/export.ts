import type { Evaluation, GoldenDataset } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import { authorName } from '@/lib/format';

export const datasetCsv: ExportColumns<GoldenDataset> = [
  ['id', (one) => one.id],
  ['name', (one) => one.name],
  ['dataVersion', (one) => one.dataVersion],
  ['status', (one) => one.status],
  ['itemCount', (one) => one.itemCount],
  ['sizeBytes', (one) => one.sizeBytes],
  ['contentSha256', (one) => one.contentSha256],
  ['jurisdiction', (one) => one.jurisdiction],
  ['filingType', (one) => one.filingType],
  ['documentType', (one) => one.documentType],
  ['source', (one) => one.source],
  ['changeNote', (one) => one.changeNote],
  ['baseId', (one) => one.baseId],
  ['tags', (one) => one.tags.join(' ')],
  ['createdAt', (one) => one.createdAt],
  ['createdBy', (one) => authorName(one.createdBy)],
];

export const evaluationCsv: ExportColumns<Evaluation> = [
  ['id', (one) => one.id],
  ['testedSystem', (one) => one.testedSystem],
  ['goldenDatasetId', (one) => one.goldenDatasetId],
  ['contentSha256', (one) => one.contentSha256],
  ['modelId', (one) => one.modelId],
  ['gitCommit', (one) => one.gitCommit],
  ['items', (one) => one.items],
  ['rightItems', (one) => one.rightItems],
  ['missingItems', (one) => one.missingItems],
  ['extraItems', (one) => one.extraItems],
  ['accuracy', (one) => one.accuracy],
  ['accuracyLow', (one) => one.accuracyLow],
  ['accuracyHigh', (one) => one.accuracyHigh],
  ['contaminated', (one) => one.contaminated],
  ['knownAnswers', (one) => one.knownAnswers],
  ['former', (one) => one.comparison?.former],
  ['newlyWrong', (one) => one.comparison?.newlyWrong],
  ['newlyRight', (one) => one.comparison?.newlyRight],
  ['mcnemarP', (one) => one.comparison?.mcnemarP],
  ['answersSha256', (one) => one.answersSha256],
  ['createdAt', (one) => one.createdAt],
];
