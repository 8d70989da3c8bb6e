import type { ActionItem, Incident } from '@/api/types';
import { compareVersions, type RaceRow, whyNotMove } from '@/lib/lost-race';
import { fieldsOf, type IncidentChange, type ItemChange, itemFieldsOf } from './changes';

const compared = [
  'status',
  'severity',
  'title',
  'commander',
  'service',
  'affectedServices',
  'incidentType',
  'summary',
  'rootCause',
  'postmortem',
  'securityEventIds',
  'startedAt',
  'detectedAt',
  'acknowledgedAt',
  'mitigatedAt',
  'resolvedAt',
  'closedAt',
];

/** Every field that somebody else changed meanwhile or that the person wants to change, conflicts first. */
export const compareRace = (seen: Incident, theirs: Incident, change: IncidentChange): RaceRow[] =>
  compareVersions(compared, seen, theirs, fieldsOf(change));

/**
 * A note, an action item: they make a new version of the incident, and change nothing that anybody decides on.
 * A change against the version before them may simply be sent again.
 */
export const isHarmless = (seen: Incident, theirs: Incident): boolean =>
  compareVersions(compared, seen, theirs, {}).length === 0;

/** Why the change cannot be applied to the newer incident, or undefined when it can. */
export const whyNotReapply = (theirs: Incident, change: IncidentChange): string | undefined =>
  change.kind === 'status' ? whyNotMove('incident', theirs, change) : undefined;

export const compareItems = (seen: ActionItem, theirs: ActionItem, change: ItemChange): RaceRow[] =>
  compareVersions(['status', 'title', 'owner', 'dueAt'], seen, theirs, itemFieldsOf(change));

export const whyNotReapplyItem = (theirs: ActionItem, change: ItemChange): string | undefined =>
  change.kind === 'status' ? whyNotMove('action item', theirs, change) : undefined;
