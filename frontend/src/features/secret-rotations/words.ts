import type { RotationStatus, SecretType } from '@/api/types';
import { duration, words } from '@/lib/format';
import { recordWords } from '@/lib/record-words';

const types: Record<SecretType, string> = {
  api_key: 'API key',
  database_password: 'Database password',
  certificate: 'Certificate',
  signing_key: 'Signing key',
  encryption_key: 'Encryption key',
  oauth_client: 'OAuth client',
  other: 'Other',
};
export const typeName = (type: SecretType): string => types[type];

/** `12 d overdue`, `due in 3 h`: the distance itself, also past a week, because rotations are planned by it. */
export function dueText(at: string, now: number): string {
  const left = Date.parse(at) - now;
  return left < 0 ? `${duration(-left)} overdue` : `due in ${duration(left)}`;
}

/** `every 90 days` */
export const everyDays = (days: number) => (days === 1 ? 'every day' : `every ${days} days`);

/** The verb on the button that ends a rotation. */
export const endLabel = (to: RotationStatus) => (to === 'succeeded' ? 'It succeeded' : 'It failed');

/** The road of a rotation, and how far it has come. */
export function rotationRoad(status: RotationStatus): { steps: string[]; at: number } {
  return {
    steps: ['In progress', status === 'failed' ? 'Failed' : 'Succeeded'],
    at: status === 'in_progress' ? 0 : 1,
  };
}

export const rotationWords = recordWords({
  actions: { found_overdue: 'Found overdue', created: 'Logged' },
  fields: {
    rotationIntervalDays: 'Interval in days',
    nextRotationDueAt: 'Next due',
    violationEventId: 'Violation event',
    rotatedAt: 'Rotated at',
  },
  enums: ['rotationType'],
  value: (field, value) =>
    field === 'secretType' ? (types[value as SecretType] ?? words(value)) : undefined,
});

export const policyWords = recordWords({
  actions: { created: 'Kept', changed: 'Changed by two people' },
  value: () => undefined,
});

/** `1 secret`, `3 secrets` */
export const countedSecrets = (n: number) => `${n} ${n === 1 ? 'secret' : 'secrets'}`;
