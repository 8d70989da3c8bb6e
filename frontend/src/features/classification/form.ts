import * as z from 'zod/mini';
import type { Classification } from '@/api/types';
import type { Said } from './queries';
import { DATA_TYPES, RESIDENCIES, SENSITIVITIES } from './search';

const text = (what: string, most: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(1, what),
      z.maxLength(most, `At most ${most.toLocaleString('en-GB')} characters.`),
    );

export const schema = z.object({
  dataAsset: text('Say what it is called.', 200),
  system: text('Say what holds it.', 200),
  owner: text('Say who answers for it.', 300),
  dataType: z.enum(DATA_TYPES),
  sensitivity: z.enum(SENSITIVITIES),
  residency: z.enum(RESIDENCIES),
  regions: z.string(),
  purposes: z.string(),
  roles: z.string(),
  encryptionAtRest: z.boolean(),
  encryptionInTransit: z.boolean(),
  days: z.string().check(
    z.refine((value) => {
      const days = Number(value.trim());
      return value.trim() === '' || (Number.isInteger(days) && days >= 1 && days <= 36_525);
    }, 'Whole days from 1 to 36,525, or empty.'),
  ),
  autoDelete: z.boolean(),
  legalBasis: z.string().check(z.maxLength(2000, 'At most 2,000 characters.')),
  reason: z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.')),
});
export type ClassificationForm = z.infer<typeof schema>;

/** `DE, FR` -> `['DE', 'FR']`, each once. */
export const toList = (said: string): string[] => [
  ...new Set(
    said
      .split(/[,;\n]/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];

export const formOf = (data: Classification | undefined, owner: string): ClassificationForm => ({
  dataAsset: data?.dataAsset ?? '',
  system: data?.system ?? '',
  owner: data?.owner ?? owner,
  dataType: data?.dataType ?? 'pii',
  sensitivity: data?.sensitivity ?? 'confidential',
  residency: data?.residency ?? 'eu',
  regions: data?.allowedRegions.join(', ') ?? '',
  purposes: data?.purposes.join(', ') ?? '',
  roles: data?.accessRoles.join(', ') ?? '',
  encryptionAtRest: data?.encryptionAtRest ?? true,
  encryptionInTransit: data?.encryptionInTransit ?? true,
  days: data?.retentionDays?.toString() ?? '',
  autoDelete: data?.autoDelete ?? false,
  legalBasis: data?.legalBasis ?? '',
  reason: '',
});

export const toSaid = (form: ClassificationForm): Said => ({
  system: form.system,
  owner: form.owner,
  dataType: form.dataType,
  sensitivity: form.sensitivity,
  residency: form.residency,
  allowedRegions: toList(form.regions).map((one) => one.toUpperCase()),
  purposes: toList(form.purposes),
  accessRoles: toList(form.roles),
  encryptionAtRest: form.encryptionAtRest,
  encryptionInTransit: form.encryptionInTransit,
  retentionDays: form.days.trim() === '' ? null : Number(form.days),
  autoDelete: form.autoDelete,
  legalBasis: form.legalBasis.trim() || null,
});

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs from the record, so that two people may change different things. */
export const changesOf = (seen: Classification, said: Said): Partial<Said> =>
  Object.fromEntries(
    Object.entries(said).filter(([field, value]) => !same(value, seen[field as keyof Said])),
  );
