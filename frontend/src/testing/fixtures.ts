import type { SecurityEvent } from '@/api/types';

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
