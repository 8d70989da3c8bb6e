import type { ActionItem, Incident, SecretRotation, SecurityEvent, TimelineEntry } from '@/api/types';

const person = { issuer: 'https://id.example', subject: 'e1', name: 'event-ingest' };

/** A plain open event; say only what a test is about. */
export function anEvent(change: Partial<SecurityEvent> = {}): SecurityEvent {
  return {
    id: '0199aaaa-0000-7000-8000-00000000beef',
    version: 0,
    createdAt: '2026-11-23T03:24:30Z',
    createdBy: person,
    updatedAt: '2026-11-23T03:24:30Z',
    updatedBy: person,
    metadata: {},
    eventType: 'login_failure',
    severity: 'high',
    status: 'open',
    nextStatuses: [
      { status: 'investigating', reasonRequired: false },
      { status: 'resolved', reasonRequired: false },
      { status: 'false_positive', reasonRequired: false },
    ],
    title: 'Login failures from one address',
    description: null,
    source: 'okta',
    sourceIp: null,
    actor: null,
    resource: null,
    occurredAt: '2026-11-23T03:24:30Z',
    detectedAt: '2026-11-23T03:24:30Z',
    awareAt: '2026-11-23T03:24:30Z',
    assignee: null,
    resolution: null,
    incidentId: null,
    personalData: false,
    dataAssets: [],
    subjectsAffected: null,
    riskAssessment: null,
    fingerprint: null,
    occurrences: 1,
    firstSeenAt: '2026-11-23T03:24:30Z',
    lastSeenAt: '2026-11-23T03:24:30Z',
    authorityReport: {
      required: null,
      authority: null,
      dueAt: null,
      reportedAt: null,
      reference: null,
      delayReason: null,
      state: 'not_assessed',
    },
    ...change,
  };
}

/** A plain incident, just detected; say only what a test is about. */
export function anIncident(change: Partial<Incident> = {}): Incident {
  return {
    id: '0199bbbb-0000-7000-8000-00000000cafe',
    version: 0,
    createdAt: '2026-11-23T03:30:00Z',
    createdBy: person,
    updatedAt: '2026-11-23T03:30:00Z',
    updatedBy: person,
    metadata: {},
    incidentType: 'availability',
    severity: 'sev2',
    status: 'detected',
    nextStatuses: [
      { status: 'acknowledged', reasonRequired: false },
      { status: 'mitigated', reasonRequired: false },
      { status: 'resolved', reasonRequired: false },
    ],
    title: 'Sign-in fails',
    summary: null,
    service: 'identity',
    affectedServices: [],
    commander: null,
    startedAt: null,
    detectedAt: '2026-11-23T03:24:30Z',
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    times: {
      timeToDetect: null,
      timeToAcknowledge: null,
      timeToMitigate: null,
      timeToResolve: null,
      duration: null,
    },
    rootCause: null,
    postmortem: null,
    postmortemRequired: true,
    timelineEntries: 1,
    openActionItems: 0,
    actionItems: [],
    securityEventIds: [],
    lastActivityAt: '2026-11-23T03:30:00Z',
    ...change,
  };
}

export function anActionItem(change: Partial<ActionItem> = {}): ActionItem {
  return {
    id: '0199cccc-0000-7000-8000-000000000001',
    version: 0,
    createdAt: '2026-11-23T04:00:00Z',
    createdBy: person,
    updatedAt: '2026-11-23T04:00:00Z',
    updatedBy: person,
    incidentId: '0199bbbb-0000-7000-8000-00000000cafe',
    title: 'Alert earlier',
    owner: 'Enzo Duarte',
    dueAt: '2026-12-01T12:00:00Z',
    overdue: false,
    status: 'open',
    nextStatuses: [
      { status: 'in_progress', reasonRequired: false },
      { status: 'done', reasonRequired: false },
      { status: 'cancelled', reasonRequired: true },
    ],
    doneAt: null,
    ...change,
  };
}

export function aTimelineEntry(change: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    id: '0199dddd-0000-7000-8000-000000000001',
    at: '2026-11-23T03:24:30Z',
    kind: 'note',
    text: 'Seen in the logs.',
    field: null,
    before: null,
    after: null,
    recordedAt: '2026-11-23T03:25:00Z',
    recordedBy: { ...person, name: 'Enzo Duarte' },
    ...change,
  };
}

/** A rotation that has begun; say only what a test is about. */
export function aRotation(change: Partial<SecretRotation> = {}): SecretRotation {
  return {
    id: '0199bbbb-0000-7000-8000-00000000beef',
    version: 0,
    createdAt: '2026-11-23T03:24:30Z',
    createdBy: person,
    updatedAt: '2026-11-23T03:24:30Z',
    updatedBy: person,
    metadata: {},
    secretName: 'payments/stripe-webhook',
    secretType: 'api_key',
    rotationType: 'automatic',
    status: 'in_progress',
    nextStatuses: ['succeeded', 'failed'],
    rotatedAt: null,
    rotationIntervalDays: 90,
    nextRotationDueAt: null,
    failureReason: null,
    owner: 'Payments team',
    initiatedBy: 'vault',
    retired: false,
    violationEventId: null,
    ...change,
  };
}
