import * as z from 'zod/mini';
import { TYPES } from './search';
import { PERIODS, typeName } from './words';

export const typeOptions = TYPES.map((value) => ({ value, label: typeName(value) }));
export const periodOptions = PERIODS;

const text = (most: number, what: string) =>
  z.string().check(z.trim(), z.minLength(1, what), z.maxLength(most, `At most ${most} characters.`));

/** The API's own bound: 0 < target < 1, written here in percent. */
const percentage = z.string().check(
  z.refine((value) => {
    const ratio = toRatio(value);
    return ratio !== undefined && ratio > 0 && ratio < 1;
  }, 'More than 0 and less than 100.'),
);

/** `99.95` -> 0.9995, without the dust of binary fractions; undefined when it is no number. */
export function toRatio(percent: string): number | undefined {
  const value = Number(percent.trim().replace(',', '.').replace(/\s*%$/, ''));
  if (percent.trim() === '' || !Number.isFinite(value)) return undefined;
  return Number((value / 100).toFixed(12));
}

export const toPercent = (ratio: number) => String(Number((ratio * 100).toFixed(10)));

export const toTags = (value: string) => [
  ...new Set(
    value
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

const common = {
  target: percentage,
  period: z.string(),
  owner: text(200, 'Say who answers for it.'),
  description: z.string().check(z.trim(), z.maxLength(4000, 'At most 4,000 characters.')),
  tags: z.string(),
};

export const editSchema = z.object({
  ...common,
  reason: text(2000, 'Say why: the reason stays in the history.'),
});
export type EditForm = z.infer<typeof editSchema>;

export const defineSchema = z
  .object({
    ...common,
    service: text(200, 'Name the service.'),
    name: text(200, 'Name the objective.'),
    sloType: z.enum(TYPES),
    thresholdMs: z.string(),
    source: z.enum(['pushed', 'prometheus']),
    goodQuery: z.string().check(z.trim()),
    totalQuery: z.string().check(z.trim()),
  })
  .check(
    z.refine((form) => form.source === 'pushed' || form.goodQuery !== '', {
      path: ['goodQuery'],
      message: 'Prometheus needs to know what is good.',
    }),
    z.refine((form) => form.source === 'pushed' || form.totalQuery !== '', {
      path: ['totalQuery'],
      message: 'Prometheus needs to know what counts.',
    }),
    z.refine((form) => !needsThreshold(form.sloType) || Number(form.thresholdMs) > 0, {
      path: ['thresholdMs'],
      message: 'Above which time it is too late.',
    }),
  );
export type DefineForm = z.infer<typeof defineSchema>;

export const needsThreshold = (type: string) => type === 'latency' || type === 'freshness';
