import type { Evidence } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import type { ControlRow } from './queries';
import { keyOf, ruleOf, servedBy } from './words';

export const controlCsv: ExportColumns<ControlRow> = [
  ['framework', (one) => one.framework],
  ['controlId', (one) => one.controlId],
  ['category', (one) => one.category],
  ['title', (one) => one.title],
  ['obligation', (one) => one.obligation],
  ['state', (one) => one.state],
  ['applicable', (one) => one.applicable],
  ['applicabilityReason', (one) => one.applicabilityReason],
  ['owner', (one) => one.owner],
  ['covering', (one) => one.covering],
  ['inHand', (one) => one.inHand],
  ['byRationale', (one) => one.byRationale],
  ['coveredUntil', (one) => one.coveredUntil],
  ['nextReviewDueAt', (one) => one.nextReviewDueAt],
  ['mapsTo', (one) => one.mapsTo.map(keyOf).join(' ')],
];

export const evidenceCsv: ExportColumns<Evidence> = [
  ['id', (one) => one.id],
  ['version', (one) => one.version],
  ['title', (one) => one.title],
  ['status', (one) => one.status],
  ['covers', (one) => one.covers],
  ['evidenceType', (one) => one.evidenceType],
  ['controls', (one) => servedBy(one).map(keyOf).join(' ')],
  ['owner', (one) => one.owner],
  ['effectiveFrom', (one) => one.effectiveFrom],
  ['effectiveTo', (one) => one.effectiveTo],
  ['nextReviewDueAt', (one) => one.nextReviewDueAt],
  ['revision', (one) => one.revision],
  ['contentSha256', (one) => one.contentSha256],
  ['submittedAt', (one) => one.submittedAt],
  ['approvedAt', (one) => one.approvedAt],
  ['files', (one) => one.files.filter((file) => file.removedIn === null).length],
  ['links', (one) => one.links.length],
  ['rule', (one) => ruleOf(one)],
  ['createdAt', (one) => one.createdAt],
];
