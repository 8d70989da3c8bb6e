import type {
  ActionItemStatus,
  IncidentFigures,
  IncidentMetrics,
  IncidentStatus,
  TimelineEntry,
} from '@/api/types';
import { authorName, utc, words } from '@/lib/format';
import { camelWords, recordWords } from '@/lib/record-words';
import { type Figure, STATUSES } from './search';

const reopens = (from: IncidentStatus, to: IncidentStatus) => STATUSES.indexOf(to) < STATUSES.indexOf(from);

/** The verb on the button that moves an incident to a status. */
export function moveLabel(from: IncidentStatus, to: IncidentStatus): string {
  if (reopens(from, to)) return 'Reopen';
  const verbs: Record<IncidentStatus, string> = {
    detected: 'Detect',
    acknowledged: 'Acknowledge',
    mitigated: 'Mark mitigated',
    resolved: 'Resolve',
    closed: 'Close',
  };
  return verbs[to];
}

/** The next step forward first, the way back last. */
export function inOrder<M extends { status: IncidentStatus }>(
  from: IncidentStatus,
  moves: readonly M[],
): M[] {
  return [...moves].sort(
    (a, b) =>
      Number(reopens(from, a.status)) - Number(reopens(from, b.status)) ||
      STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
  );
}

export const statusRoad = (status: IncidentStatus) => ({
  steps: STATUSES.map(words),
  at: STATUSES.indexOf(status),
});

/** The times an incident's steps were taken at, in their order. */
export const CLOCK = [
  ['startedAt', 'Started'],
  ['detectedAt', 'Detected'],
  ['acknowledgedAt', 'Acknowledged'],
  ['mitigatedAt', 'Mitigated'],
  ['resolvedAt', 'Resolved'],
  ['closedAt', 'Closed'],
] as const;

export type ClockField = (typeof CLOCK)[number][0];

interface FigureWords {
  short: string;
  mean: string;
  text: string;
}

/** The figures by the names people know them by. `short` is for one incident, `mean` for many. */
export const figureWords: Record<Figure, FigureWords> = {
  timeToDetect: { short: 'TTD', mean: 'MTTD', text: 'Time to detect' },
  timeToAcknowledge: { short: 'TTA', mean: 'MTTA', text: 'Time to acknowledge' },
  timeToMitigate: { short: 'TTM', mean: 'MTTM', text: 'Time to mitigate' },
  timeToResolve: { short: 'TTR', mean: 'MTTR', text: 'Time to resolve' },
  duration: { short: 'Duration', mean: 'Duration', text: 'Whole duration' },
};

/** A figure's formula in the API's own words, and how the API takes the middle and the ninth tenth. */
export function formulaText(figure: Figure, formulas: IncidentMetrics['formulas'] | undefined): string {
  if (!formulas) return figureWords[figure].text;
  return [
    `${figureWords[figure].text} = ${formulas[figure]}`,
    `Median: ${formulas.median}.`,
    `p90: ${formulas.p90}.`,
    `Open: ${formulas.open}.`,
  ].join('\n');
}

/** What the API's figures are taken over, when there is nothing to take them over. */
export const noFigure = (figures: IncidentFigures | undefined, figure: Figure) =>
  figures !== undefined && figures[figure].n === 0;

export const incidentWords = recordWords({
  actions: {
    created: 'Opened',
    noted: 'Note added',
    clock_corrected: 'Times corrected',
    action_item_added: 'Action item added',
    action_item_edited: 'Action item edited',
    action_item_moved: 'Action item moved',
  },
  fields: {
    openActionItems: 'Action items to do',
    actionItems: 'Action items',
    'clock.startedAt': 'Started',
    'clock.detectedAt': 'Detected',
    'clock.acknowledgedAt': 'Acknowledged',
    'clock.mitigatedAt': 'Mitigated',
    'clock.resolvedAt': 'Resolved',
    'clock.closedAt': 'Closed',
    securityEventIds: 'Security events',
    dueAt: 'Due',
  },
  enums: ['incidentType'],
  silent: ['lastActivityAt', 'timelineEntries'],
  value(field, value) {
    if (field === 'severity') return value.toUpperCase();
    // A postmortem is pages long; its own place shows it whole.
    return value.length > 160 ? `${value.slice(0, 160)}… (${value.length} characters)` : undefined;
  },
});

export interface TimelineText {
  /** What happened, where the product tells it. */
  head: string;
  /** A person's own words. */
  text: string | null;
  byPerson: boolean;
  /** The security event it is about. */
  eventId?: string;
}

const clockNames = Object.fromEntries(CLOCK) as Record<string, string>;

/** An entry of the timeline as a sentence. */
export function timelineText(entry: TimelineEntry): TimelineText {
  const told = (head: string): TimelineText => ({ head, text: entry.text, byPerson: false });
  switch (entry.kind) {
    case 'note':
      return { head: authorName(entry.recordedBy), text: entry.text, byPerson: true };
    case 'opened':
      return told('Detected');
    case 'status_changed':
      return told(
        entry.before && entry.after && reopens(entry.before as IncidentStatus, entry.after as IncidentStatus)
          ? `Reopened: ${words(entry.before).toLowerCase()} to ${words(entry.after).toLowerCase()}`
          : words(entry.after ?? 'status changed'),
      );
    case 'severity_changed':
      return told(`Severity ${entry.before?.toUpperCase() ?? ''} → ${entry.after?.toUpperCase() ?? ''}`);
    case 'clock_corrected': {
      const name = clockNames[entry.field ?? ''] ?? camelWords(entry.field ?? 'time');
      const was = entry.before ? utc(entry.before) : 'unknown';
      return told(`${name} corrected: ${was} → ${entry.after ? utc(entry.after) : 'not yet'}`);
    }
    case 'event_linked':
      return { ...told('Security event linked'), ...(entry.after ? { eventId: entry.after } : {}) };
    case 'event_unlinked':
      return { ...told('Security event taken out'), ...(entry.after ? { eventId: entry.after } : {}) };
    case 'action_item_added':
      return told('Action item added');
    case 'action_item_moved':
      return told(`Action item ${words(entry.after ?? 'moved').toLowerCase()}`);
    default:
      return told(words(entry.kind));
  }
}

/** The verb on the button that moves an action item. */
export function itemMoveLabel(from: ActionItemStatus, to: ActionItemStatus): string {
  if (to === 'in_progress') return 'Start';
  if (to === 'done') return 'Done';
  if (to === 'cancelled') return 'Cancel';
  return from === 'in_progress' ? 'Put back' : 'Reopen';
}

export const counted = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
