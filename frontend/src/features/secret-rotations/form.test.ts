import { describe, expect, it } from 'vitest';
import type { RotationPolicy } from '@/api/types';
import { ApiError } from '@/lib/problem';
import { aRotation } from '@/testing/fixtures';
import { beginWith, daysOf, fieldErrors, type ReportAnswer, reportSchema, toReport } from './form';
import { dueText, everyDays, rotationWords } from './words';

const policy: RotationPolicy = {
  id: null,
  version: null,
  updatedAt: null,
  updatedBy: null,
  limits: [
    { secretType: 'api_key', maxIntervalDays: 90, usualDays: 90 },
    { secretType: 'certificate', maxIntervalDays: 200, usualDays: 365 },
  ],
};
const answer = (change: Partial<ReportAnswer> = {}): ReportAnswer => ({
  ...beginWith(policy, undefined, '2026-11-23T12:00:00'),
  secretName: 'payments/stripe',
  owner: 'Payments team',
  ...change,
});
const refusals = (change: Partial<ReportAnswer>) => {
  const result = reportSchema(policy).safeParse(answer(change));
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
};

describe('the form of a rotation', () => {
  it('begins with the limit of the policy, or with the secret as it was', () => {
    expect(answer().rotationIntervalDays).toBe('90');
    const next = beginWith(
      policy,
      aRotation({ secretType: 'certificate', rotationIntervalDays: 365, rotationType: 'emergency' }),
      '',
    );
    expect(next).toMatchObject({
      secretName: 'payments/stripe-webhook',
      rotationIntervalDays: '200',
      rotationType: 'manual',
      owner: 'Payments team',
      retired: false,
    });
  });

  it.each([
    [{}, []],
    [{ secretName: ' ' }, ['secretName']],
    [{ rotationIntervalDays: '91' }, ['rotationIntervalDays']],
    [{ rotationIntervalDays: '1.5' }, ['rotationIntervalDays']],
    [{ secretType: 'certificate', rotationIntervalDays: '200' }, []],
    [{ status: 'failed' }, ['failureReason']],
    [{ rotatedAt: 'noon' }, ['rotatedAt']],
    [{ status: 'in_progress', rotatedAt: 'noon' }, []],
  ] as [Partial<ReportAnswer>, string[]][])('%j is refused at %j', (change, fields) => {
    expect(refusals(change)).toEqual(fields);
  });

  it('sends only what goes with the status', () => {
    const all = { rotatedAt: '2026-11-23T12:00:00', failureReason: 'Late.', retired: true };
    expect(toReport(answer({ ...all, status: 'in_progress' }))).not.toHaveProperty('rotatedAt');
    expect(toReport(answer({ ...all, status: 'failed' }))).toMatchObject({ failureReason: 'Late.' });
    expect(toReport(answer({ ...all, status: 'failed' }))).not.toHaveProperty('retired');
    expect(toReport(answer({ ...all, status: 'succeeded' }))).toMatchObject({
      rotatedAt: '2026-11-23T12:00:00.000Z',
      rotationIntervalDays: 90,
      retired: true,
    });
  });

  it('takes days the API takes', () => {
    expect(['1', ' 90 ', '3650', '0', '3651', '-1', 'x', ''].map(daysOf)).toEqual([
      1,
      90,
      3_650,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("the API's refusal", () => {
  const refusal = (errors: { pointer: string; message: string }[]) =>
    new ApiError({ type: 'x', title: 'Invalid', status: 400, errors });

  it('stands at its fields', () => {
    const error = refusal([{ pointer: '/secretName', message: "looks like a secret's value" }]);
    expect(fieldErrors(error, ['secretName', 'owner'])).toEqual({
      at: { secretName: "Looks like a secret's value." },
      isWhole: true,
    });
  });

  it('is said as a whole where a part of it has no field here', () => {
    const error = refusal([
      { pointer: '/owner', message: 'must not be blank' },
      { pointer: '/metadata', message: 'is too large' },
    ]);
    expect(fieldErrors(error, ['owner']).isWhole).toBe(false);
    expect(fieldErrors(refusal([]), ['owner']).isWhole).toBe(false);
    expect(fieldErrors(null, ['owner'])).toEqual({ at: {}, isWhole: false });
  });
});

describe('words', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('say how far a due date is', () => {
    expect(dueText('2026-11-13T12:00:00Z', now)).toBe('10 d overdue');
    expect(dueText('2026-11-23T15:00:00Z', now)).toBe('due in 3 h');
    expect(everyDays(1)).toBe('every day');
  });

  it('name actions, fields and values of a rotation', () => {
    expect(rotationWords.action('secret_rotation.found_overdue')).toBe('Found overdue');
    expect(rotationWords.field('rotationIntervalDays')).toBe('Interval in days');
    expect(rotationWords.value('secretType', 'api_key')).toBe('API key');
  });
});
