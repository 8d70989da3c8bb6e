import * as z from 'zod/mini';
import type { Evidence, ServedControl } from '@/api/types';
import type { EvidenceFields } from './queries';
import { TYPES } from './search';
import { controlOf, keyOf, servedBy, typeName } from './words';

export const typeOptions = TYPES.map((value) => ({ value, label: typeName(value) }));

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: string) => DAY.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
const text = (most: number) => z.string().check(z.trim(), z.maxLength(most, `At most ${most} characters.`));
const day = (what: string) => z.string().check(z.refine(isDay, what));

export const evidenceSchema = z
  .object({
    title: z
      .string()
      .check(z.trim(), z.minLength(1, 'Say what it is.'), z.maxLength(300, 'At most 300 characters.')),
    description: text(10_000),
    evidenceType: z.enum(TYPES),
    owner: text(300),
    rationale: text(10_000),
    controls: z.array(z.string()).check(z.minLength(1, 'Name the control that it serves.')),
    from: day('Give the day from when on it is true.'),
    to: z.string().check(z.refine((value) => value === '' || isDay(value), 'A day, or nothing.')),
    review: day('Give the day by when it is looked at again.'),
    reason: text(2_000),
  })
  .check(
    z.refine(({ from, to }) => to === '' || to > from, { path: ['to'], message: 'After the first day.' }),
    z.refine(({ from, review }) => review > from, { path: ['review'], message: 'After the first day.' }),
  );
export type EvidenceForm = z.infer<typeof evidenceSchema>;

/** A day as the API takes it: its first moment in UTC. */
export const startOf = (value: string) => `${value}T00:00:00Z`;
export const dayOf = (instant: string) => instant.slice(0, 10);

const inDays = (now: number, days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);

/** A fresh draft: true from today for a year, looked at again two weeks before that ends. */
export const emptyForm = (control: ServedControl | undefined, owner: string, now: number): EvidenceForm => ({
  title: '',
  description: '',
  evidenceType: 'policy',
  owner,
  rationale: '',
  controls: control ? [keyOf(control)] : [],
  from: inDays(now, 0),
  to: inDays(now, 365),
  review: inDays(now, 351),
  reason: '',
});

export const formOf = (evidence: Evidence): EvidenceForm => ({
  title: evidence.title,
  description: evidence.description ?? '',
  evidenceType: evidence.evidenceType,
  owner: evidence.owner ?? '',
  rationale: evidence.rationale ?? '',
  controls: servedBy(evidence).map(keyOf),
  from: dayOf(evidence.effectiveFrom),
  to: evidence.effectiveTo ? dayOf(evidence.effectiveTo) : '',
  review: dayOf(evidence.nextReviewDueAt),
  reason: '',
});

export function toFields(form: EvidenceForm): EvidenceFields {
  const [first, ...more] = form.controls.flatMap((key) => controlOf(key) ?? []);
  return {
    title: form.title,
    description: form.description || null,
    evidenceType: form.evidenceType,
    owner: form.owner || null,
    rationale: form.rationale || null,
    effectiveFrom: startOf(form.from),
    effectiveTo: form.to ? startOf(form.to) : null,
    nextReviewDueAt: startOf(form.review),
    framework: first?.framework ?? 'soc2',
    controlId: first?.controlId ?? '',
    controls: more,
  };
}

type Field = keyof EvidenceForm;
const sent: Record<Exclude<Field, 'reason'>, (keyof EvidenceFields)[]> = {
  title: ['title'],
  description: ['description'],
  evidenceType: ['evidenceType'],
  owner: ['owner'],
  rationale: ['rationale'],
  controls: ['framework', 'controlId', 'controls'],
  from: ['effectiveFrom'],
  to: ['effectiveTo'],
  review: ['nextReviewDueAt'],
};

/** Only what was touched, so that two people's edits of different fields both stay. */
export function touched(form: EvidenceForm, before: EvidenceForm): Partial<EvidenceFields> {
  const fields = toFields(form);
  const edit: Record<string, unknown> = {};
  for (const name of Object.keys(sent) as (keyof typeof sent)[]) {
    if (JSON.stringify(form[name]) === JSON.stringify(before[name])) continue;
    for (const field of sent[name]) edit[field] = fields[field];
  }
  return edit as Partial<EvidenceFields>;
}
