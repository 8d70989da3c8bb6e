import type { Approval, AuthorityReport, SecurityEvent, SecurityEventStatus } from '@/api/types';
import { type Api, etag, present } from '@/lib/api';

type Editable = Pick<SecurityEvent, 'assignee' | 'resource' | 'subjectsAffected' | 'riskAssessment'>;
/** An assessment may change, but no fact about a report is taken away here: hence no nulls. */
type ReportFields = {
  [F in 'required' | 'authority' | 'reportedAt' | 'reference' | 'delayReason']: NonNullable<
    AuthorityReport[F]
  >;
};

/** What a person wants to change about an event; kept as data so that it can be shown and applied again. */
export type EventChange =
  | {
      kind: 'status';
      status: SecurityEventStatus;
      reason?: string | undefined;
      resolution?: string | undefined;
    }
  | { kind: 'edit'; fields: Partial<Editable> }
  | { kind: 'report'; fields: Partial<ReportFields>; reason?: string | undefined };

/** What came of it: the event as it is now, or the approval it waits for. */
export type ChangeResult = { event: SecurityEvent } | { approval: Approval };

/** Sends a change against the version the person saw; a newer one makes the API refuse it (412). */
export async function sendChange(api: Api, seen: SecurityEvent, change: EventChange): Promise<ChangeResult> {
  const params = { path: { id: seen.id } };
  const headers = { 'If-Match': etag(seen.version) };
  if (change.kind === 'status') {
    const { status, reason, resolution } = change;
    const body = { status, ...(reason ? { reason } : {}), ...(resolution ? { resolution } : {}) };
    const { data } = await api.PATCH('/api/security/events/{id}/status', { params, headers, body });
    return { event: present(data) };
  }
  if (change.kind === 'edit') {
    const { data } = await api.PATCH('/api/security/events/{id}', { params, headers, body: change.fields });
    return { event: present(data) };
  }
  const body = { ...change.fields, ...(change.reason ? { reason: change.reason } : {}) };
  const { data, response } = await api.PATCH('/api/security/events/{id}/authority-report', {
    params,
    headers,
    body,
  });
  return response.status === 202
    ? { approval: present(data) as Approval }
    : { event: present(data) as SecurityEvent };
}

/** The fields a change sets, by the names a comparison uses. */
export function fieldsOf(change: EventChange): Record<string, unknown> {
  if (change.kind === 'status') {
    return { status: change.status, ...(change.resolution ? { resolution: change.resolution } : {}) };
  }
  if (change.kind === 'edit') return { ...change.fields };
  return Object.fromEntries(
    Object.entries(change.fields).map(([name, value]) => [`authorityReport.${name}`, value]),
  );
}
