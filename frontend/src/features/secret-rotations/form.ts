import * as z from 'zod/mini';
import type { RotationPolicy, RotationReport, SecretRotation, SecretType } from '@/api/types';
import { fromUtcInput } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import { ROTATION_TYPES, SECRET_TYPES, STATUSES } from './search';

/** The policy's longest interval for a kind of secret, in days; undefined while the policy is not read. */
export const limitFor = (policy: RotationPolicy | undefined, type: SecretType): number | undefined =>
  policy?.limits.find((limit) => limit.secretType === type)?.maxIntervalDays;

const whole = /^\d{1,5}$/;
/** Days as typed; undefined when they are none the API takes. */
export function daysOf(text: string): number | undefined {
  const days = whole.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  return days >= 1 && days <= 3_650 ? days : undefined;
}

const line = (most: number) => z.string().check(z.trim(), z.maxLength(most, `At most ${most} characters.`));

/** What the form asks for, judged as the API would, before it has to. */
export const reportSchema = (policy: RotationPolicy | undefined) =>
  z
    .object({
      secretName: line(200).check(z.minLength(1, 'Name the secret, as its owner calls it.')),
      secretType: z.enum(SECRET_TYPES),
      rotationType: z.enum(ROTATION_TYPES),
      status: z.enum(STATUSES),
      rotatedAt: z.string(),
      failureReason: line(2_000),
      rotationIntervalDays: z.string(),
      owner: line(300).check(z.minLength(1, 'Say who answers for this secret.')),
      initiatedBy: line(300),
      retired: z.boolean(),
    })
    .check((context) => {
      const answer = context.value;
      const refuse = (path: keyof typeof answer, message: string) =>
        context.issues.push({ code: 'custom', input: answer[path], path: [path], message });
      const days = daysOf(answer.rotationIntervalDays);
      const limit = limitFor(policy, answer.secretType);
      if (days === undefined) refuse('rotationIntervalDays', 'Give whole days, 1 to 3,650.');
      else if (limit !== undefined && days > limit)
        refuse('rotationIntervalDays', `The policy allows at most ${limit} days for this type.`);
      if (answer.status === 'succeeded' && answer.rotatedAt !== '' && !fromUtcInput(answer.rotatedAt))
        refuse('rotatedAt', 'Give a day and a time.');
      if (answer.status === 'failed' && answer.failureReason === '')
        refuse('failureReason', 'Say why it failed.');
    });

export type ReportAnswer = z.infer<ReturnType<typeof reportSchema>>;

/** The report an answered form means; what does not go with its status is left out. */
export function toReport(answer: ReportAnswer): RotationReport {
  const { secretName, secretType, rotationType, status, owner, initiatedBy } = answer;
  const at = status === 'succeeded' ? fromUtcInput(answer.rotatedAt) : undefined;
  return {
    secretName,
    secretType,
    rotationType,
    status,
    rotationIntervalDays: daysOf(answer.rotationIntervalDays) ?? 0,
    owner,
    ...(initiatedBy ? { initiatedBy } : {}),
    ...(at ? { rotatedAt: at } : {}),
    ...(status === 'failed' ? { failureReason: answer.failureReason } : {}),
    ...(status === 'succeeded' && answer.retired ? { retired: true } : {}),
  };
}

/** What the form begins with: nothing, or the next rotation of a secret that is known. */
export function beginWith(
  policy: RotationPolicy | undefined,
  previous: SecretRotation | undefined,
  now: string,
): ReportAnswer {
  const secretType = previous?.secretType ?? 'api_key';
  const limit = limitFor(policy, secretType);
  const days = previous ? Math.min(previous.rotationIntervalDays, limit ?? 3_650) : limit;
  return {
    secretName: previous?.secretName ?? '',
    secretType,
    rotationType: previous?.rotationType === 'automatic' ? 'automatic' : 'manual',
    status: 'succeeded',
    rotatedAt: now,
    failureReason: '',
    rotationIntervalDays: days === undefined ? '' : String(days),
    owner: previous?.owner ?? '',
    initiatedBy: '',
    retired: false,
  };
}

/**
 * A refusal's messages by the field they point at, and whether anything of it has no field here. The API's
 * sentences begin in the middle (`must be ...`), as they follow a field's name there.
 */
export function fieldErrors<F extends string>(
  error: unknown,
  fields: readonly F[],
): { at: Partial<Record<F, string>>; isWhole: boolean } {
  const at: Partial<Record<F, string>> = {};
  const errors = error ? (problemOf(error).errors ?? []) : [];
  let known = 0;
  for (const { pointer, message } of errors) {
    const field = fields.find((one) => pointer === `/${one}`);
    if (!field) continue;
    known++;
    const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.?$/, '.')}`;
    at[field] = at[field] ? `${at[field]} ${sentence}` : sentence;
  }
  return { at, isWhole: errors.length > 0 && known === errors.length };
}
