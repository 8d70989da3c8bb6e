import * as z from 'zod/mini';
import type { BackupPolicy } from '@/api/types';
import { isoMilliseconds } from '@/lib/format';

const HOUR = 3_600_000;

/** `36` -> `PT36H`; empty means that this kind is not made. */
export const toIso = (hours: string): string | null =>
  hours.trim() === '' ? null : `PT${Math.round(Number(hours) * 3600)}S`;

/** The hours of an ISO 8601 duration, as a form shows them. */
export function toHours(iso: string | null): string {
  const size = isoMilliseconds(iso);
  return size === null ? '' : String(Number((size / HOUR).toFixed(4)));
}

const hours = (required: boolean) =>
  z
    .string()
    .check(
      z.refine(
        (value) => (value.trim() === '' ? !required : Number(value) > 0),
        required ? 'Give hours, more than 0.' : 'Hours, more than 0, or empty.',
      ),
    );
const whole = z
  .string()
  .check(
    z.refine(
      (value) => value.trim() === '' || (Number.isInteger(Number(value)) && Number(value) > 0),
      'A whole number, or empty.',
    ),
  );
const text = (what: string) =>
  z.string().check(z.trim(), z.minLength(1, what), z.maxLength(2000, 'At most 2,000 characters.'));

export const policySchema = z
  .object({
    full: hours(false),
    differential: hours(false),
    incremental: hours(false),
    tolerance: hours(true),
    rpo: hours(true),
    rto: hours(true),
    days: whole,
    fulls: whole,
    owner: text('Say who answers for it.'),
    reason: text('Say why: the second person reads it.'),
  })
  .check(
    z.refine(
      ({ full, differential, incremental }) => [full, differential, incremental].some((one) => one.trim()),
      {
        path: ['full'],
        message: 'At least one kind must be made.',
      },
    ),
  );
export type PolicyForm = z.infer<typeof policySchema>;

export const formOf = (policy: BackupPolicy | null, owner: string): PolicyForm => ({
  full: toHours(policy?.cadence.full ?? 'PT168H'),
  differential: toHours(policy?.cadence.differential ?? null),
  incremental: toHours(policy ? policy.cadence.incremental : 'PT24H'),
  tolerance: toHours(policy?.tolerance ?? 'PT2H'),
  rpo: toHours(policy?.rpo ?? 'PT15M'),
  rto: toHours(policy?.rto ?? 'PT1H'),
  days: policy?.retention.days?.toString() ?? (policy ? '' : '30'),
  fulls: policy?.retention.fulls?.toString() ?? (policy ? '' : '2'),
  owner: policy?.owner ?? owner,
  reason: '',
});

/** What the API takes: the rule whole, so that what the second person reads is what will hold. */
export const toRule = (form: PolicyForm) => ({
  cadence: {
    full: toIso(form.full),
    differential: toIso(form.differential),
    incremental: toIso(form.incremental),
  },
  tolerance: toIso(form.tolerance) ?? 'PT0S',
  rpo: toIso(form.rpo) ?? 'PT0S',
  rto: toIso(form.rto) ?? 'PT0S',
  retention: {
    days: form.days.trim() === '' ? null : Number(form.days),
    fulls: form.fulls.trim() === '' ? null : Number(form.fulls),
  },
  owner: form.owner,
  reason: form.reason,
});
