import type { ActionItem, ActionItemStatus, Incident, IncidentStatus } from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import type { ClockField } from './words';

type Editable = Pick<
  Incident,
  | 'title'
  | 'severity'
  | 'incidentType'
  | 'service'
  | 'affectedServices'
  | 'commander'
  | 'summary'
  | 'rootCause'
  | 'postmortem'
  | 'securityEventIds'
>;

/** What a person wants to change about an incident; kept as data so that it can be shown and applied again. */
export type IncidentChange =
  | { kind: 'status'; status: IncidentStatus; at?: string | undefined; reason?: string | undefined }
  | { kind: 'edit'; fields: Partial<Editable>; reason?: string | undefined }
  | {
      kind: 'clock';
      fields: Partial<Record<ClockField, string | null>>;
      reason?: string | undefined;
    };

const withReason = (reason: string | undefined) => (reason ? { reason } : {});

/** Sends a change against the version the person saw; a newer one makes the API refuse it (412). */
export async function sendChange(api: Api, seen: Incident, change: IncidentChange): Promise<Incident> {
  const params = { path: { id: seen.id } };
  const headers = { 'If-Match': etag(seen.version) };
  if (change.kind === 'status') {
    const { status, at, reason } = change;
    const body = { status, ...(at ? { at } : {}), ...withReason(reason) };
    return present((await api.PATCH('/api/security/incidents/{id}/status', { params, headers, body })).data);
  }
  if (change.kind === 'edit') {
    const body = { ...change.fields, ...withReason(change.reason) };
    return present((await api.PATCH('/api/security/incidents/{id}', { params, headers, body })).data);
  }
  const { detectedAt, ...times } = change.fields;
  const body = { ...times, ...(detectedAt ? { detectedAt } : {}), ...withReason(change.reason) };
  return present((await api.PATCH('/api/security/incidents/{id}/clock', { params, headers, body })).data);
}

/** The fields a change sets, by the names a comparison uses. */
export function fieldsOf(change: IncidentChange): Record<string, unknown> {
  return change.kind === 'status' ? { status: change.status } : { ...change.fields };
}

export type ItemChange =
  | { kind: 'status'; status: ActionItemStatus; reason?: string | undefined }
  | {
      kind: 'edit';
      fields: Partial<Pick<ActionItem, 'title' | 'owner' | 'dueAt'>>;
      reason?: string | undefined;
    };

/** Changes an action item against the version the person saw. */
export async function sendItemChange(api: Api, seen: ActionItem, change: ItemChange): Promise<ActionItem> {
  const params = { path: { id: seen.incidentId, itemId: seen.id } };
  const headers = { 'If-Match': etag(seen.version) };
  if (change.kind === 'status') {
    const body = { status: change.status, ...withReason(change.reason) };
    return present(
      (
        await api.PATCH('/api/security/incidents/{id}/action-items/{itemId}/status', {
          params,
          headers,
          body,
        })
      ).data,
    );
  }
  const body = { ...change.fields, ...withReason(change.reason) };
  return present(
    (await api.PATCH('/api/security/incidents/{id}/action-items/{itemId}', { params, headers, body })).data,
  );
}

/** The fields of an item's change, by the names a comparison uses. */
export const itemFieldsOf = (change: ItemChange): Record<string, unknown> =>
  change.kind === 'status' ? { status: change.status } : { ...change.fields };
