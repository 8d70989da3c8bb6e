import * as z from 'zod/mini';
import type { Incident, IncidentSeverity, IncidentType } from '@/api/types';
import { words } from '@/lib/format';
import { INCIDENT_TYPES, SEVERITIES } from './search';

/** What a person types about an incident; texts, as inputs hold them. */
export interface IncidentForm {
  title: string;
  severity: IncidentSeverity;
  incidentType: IncidentType;
  service: string;
  affectedServices: string;
  summary: string;
  rootCause: string;
}

const text = (most: number) =>
  z.string().check(z.trim(), z.maxLength(most, `At most ${most.toLocaleString('en-GB')} characters.`));

/** The same bounds as the API's, so that a form refuses before it does. */
export const incidentFields = {
  title: text(300).check(z.minLength(1, 'Say in a few words what is wrong.')),
  severity: z.enum(SEVERITIES),
  incidentType: z.enum(INCIDENT_TYPES),
  service: text(200).check(z.minLength(1, 'Name the service that fails.')),
  affectedServices: z.string().check(
    z.refine((list) => toServices(list).length <= 100, 'At most 100 services.'),
    z.refine(
      (list) => toServices(list).every((one) => one.length <= 200),
      'A name has at most 200 characters.',
    ),
  ),
  summary: text(10_000),
  rootCause: text(10_000),
};

/** `a, b , ,c` -> ['a', 'b', 'c'] */
export const toServices = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];

export const toForm = (incident: Incident): IncidentForm => ({
  title: incident.title,
  severity: incident.severity,
  incidentType: incident.incidentType,
  service: incident.service,
  affectedServices: incident.affectedServices.join(', '),
  summary: incident.summary ?? '',
  rootCause: incident.rootCause ?? '',
});

/** Only what differs from what the person saw: a field left alone must not undo another person's change. */
export function toFields(seen: Incident, answer: IncidentForm): Partial<Incident> {
  const fields = {
    title: answer.title,
    severity: answer.severity,
    incidentType: answer.incidentType,
    service: answer.service,
    affectedServices: toServices(answer.affectedServices),
    summary: answer.summary || null,
    rootCause: answer.rootCause || null,
  };
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(seen[name as keyof typeof fields]),
    ),
  );
}

const meanings: Record<IncidentSeverity, string> = {
  sev1: 'SEV1 – critical',
  sev2: 'SEV2 – high',
  sev3: 'SEV3 – medium',
  sev4: 'SEV4 – low',
};
export const severityOptions = SEVERITIES.map((value) => ({ value, label: meanings[value] }));
export const typeOptions = INCIDENT_TYPES.map((value) => ({ value, label: words(value) }));
