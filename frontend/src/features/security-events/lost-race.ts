import type { SecurityEvent } from '@/api/types';
import { compareVersions, type RaceRow, whyNotMove } from '@/lib/lost-race';
import { type EventChange, fieldsOf } from './changes';

const compared = [
  'status',
  'assignee',
  'resolution',
  'severity',
  'title',
  'description',
  'resource',
  'actor',
  'sourceIp',
  'awareAt',
  'personalData',
  'dataAssets',
  'subjectsAffected',
  'riskAssessment',
  'incidentId',
  'metadata',
  'authorityReport.required',
  'authorityReport.authority',
  'authorityReport.reportedAt',
  'authorityReport.reference',
  'authorityReport.delayReason',
] as const;

/** Every field that somebody else changed meanwhile or that the person wants to change, conflicts first. */
export const compareRace = (seen: SecurityEvent, theirs: SecurityEvent, change: EventChange): RaceRow[] =>
  compareVersions(compared, seen, theirs, fieldsOf(change));

/** Why the change cannot be applied to the newer record, or undefined when it can. */
export const whyNotReapply = (theirs: SecurityEvent, change: EventChange): string | undefined =>
  change.kind === 'status' ? whyNotMove('event', theirs, change) : undefined;
