import * as z from 'zod/mini';
import type { Incident } from '@/api/types';
import { fromUtcInput, toUtcInput } from '@/lib/format';
import { STATUSES } from './search';
import { CLOCK, type ClockField } from './words';

export type ClockForm = Record<ClockField, string> & { reason: string };

/** Inputs show seconds; what the clock has below them must not look like a change. */
const input = (at: string | null) => (at ? toUtcInput(at) : '');

export const clockForm = (incident: Incident): ClockForm => ({
  ...(Object.fromEntries(CLOCK.map(([field]) => [field, input(incident[field])])) as Record<
    ClockField,
    string
  >),
  reason: '',
});

/** The times that may stand: the start, and of every step up to the present one. */
export const stepsTaken = (incident: Pick<Incident, 'status'>): ClockField[] =>
  CLOCK.map(([field]) => field).slice(0, STATUSES.indexOf(incident.status) + 2);

/** Only the times that differ from what the person saw; null takes one away. */
export function clockFields(seen: Incident, answer: ClockForm): Partial<Record<ClockField, string | null>> {
  return Object.fromEntries(
    CLOCK.filter(([field]) => answer[field] !== input(seen[field])).map(([field]) => [
      field,
      fromUtcInput(answer[field]) ?? null,
    ]),
  );
}

const names = Object.fromEntries(CLOCK) as Record<ClockField, string>;

/** The API's own rules, told at the field: a time, in order, and why where one is overwritten. */
export function clockSchema(seen: Incident) {
  const time = z
    .string()
    .check(z.refine((text) => text === '' || fromUtcInput(text) !== undefined, 'Give a day and a time.'));
  return z
    .object({
      startedAt: time,
      detectedAt: time.check(z.minLength(1, 'Every incident was detected at some time.')),
      acknowledgedAt: time,
      mitigatedAt: time,
      resolvedAt: time,
      closedAt: time,
      reason: z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.')),
    })
    .check((context) => {
      const answer = context.value;
      let before: ClockField | undefined;
      for (const [field] of CLOCK) {
        const at = fromUtcInput(answer[field]);
        if (!at) continue;
        const earlier = before && fromUtcInput(answer[before]);
        if (before && earlier && at < earlier) {
          context.issues.push({
            code: 'custom',
            input: answer,
            path: [field],
            message: `Not before ${names[before].toLowerCase()}.`,
          });
        }
        before = field;
      }
      const overwrites = Object.keys(clockFields(seen, answer)).some(
        (field) => seen[field as ClockField] !== null,
      );
      if (overwrites && answer.reason === '') {
        context.issues.push({
          code: 'custom',
          input: answer,
          path: ['reason'],
          message: 'A time that was there changes: say why.',
        });
      }
    });
}
