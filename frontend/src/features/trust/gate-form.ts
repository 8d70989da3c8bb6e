import * as z from 'zod/mini';
import type { GatePolicy, GatePolicyReport } from '@/api/types';
import { isoMilliseconds } from '@/lib/format';

const DAY = 86_400_000;

/** Controls that evidence can serve are named by their framework. */
export const FRAMEWORKS = ['soc2', 'iso27001', 'gdpr', 'hipaa'] as const;
type Framework = (typeof FRAMEWORKS)[number];

/** `soc2 CC8.1`, `soc2/CC8.1`: one a line. */
export function readControls(text: string): { framework: Framework; controlId: string }[] | undefined {
  const controls = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [framework = '', ...rest] = line.split(/[\s/]+/);
      const known = FRAMEWORKS.find((one) => one === framework.toLowerCase());
      const controlId = rest.join(' ');
      return known && controlId ? { framework: known, controlId } : undefined;
    });
  return controls.every((one) => one !== undefined) ? controls : undefined;
}

const listed = (what: string) => z.array(z.string()).check(z.minLength(1, what));

export const gateSchema = z.object({
  datasets: z
    .array(
      z.object({
        name: z.string(),
        floor: z
          .string()
          .check(z.refine((text) => Number(text) > 0 && Number(text) < 100, 'Above 0 and below 100.')),
        items: z
          .string()
          .check(
            z.refine(
              (text) => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 100_000,
              'Whole, 1 to 100,000.',
            ),
          ),
      }),
    )
    .check(z.minLength(1, 'Choose at least one.')),
  suites: listed('Choose at least one.'),
  slos: listed('Choose at least one.'),
  days: z
    .string()
    .check(z.refine((text) => Number(text) > 1 / 24 && Number(text) <= 366, 'Days, up to 366.')),
  controls: z.string().check(
    z.refine((text) => text.trim() !== '', 'Name at least one.'),
    z.refine((text) => readControls(text) !== undefined, 'One a line, such as soc2 CC8.1.'),
  ),
  reason: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Say why: the second person reads it.'),
      z.maxLength(2000, 'At most 2,000 characters.'),
    ),
});
export type GateForm = z.infer<typeof gateSchema>;

/** What is in force, to be changed; or nothing but what is usual. */
export const formOf = (policy: GatePolicy | undefined): GateForm => ({
  datasets: (policy?.datasets ?? []).map(({ name, accuracyFloor, minItems }) => ({
    name,
    floor: String(Number((accuracyFloor * 100).toFixed(4))),
    items: String(minItems),
  })),
  suites: policy?.suites ?? [],
  slos: policy?.slos ?? [],
  days: policy ? String(Number(((isoMilliseconds(policy.driftRecency) ?? 0) / DAY).toFixed(2))) : '7',
  controls: (policy?.evidence ?? [{ framework: 'soc2', controlId: 'CC8.1' }])
    .map(({ framework, controlId }) => `${framework} ${controlId}`)
    .join('\n'),
  reason: '',
});

/** What the API takes: the policy whole, so that the second person reads what will hold. */
export const toReport = (form: GateForm): GatePolicyReport => ({
  datasets: form.datasets.map(({ name, floor, items }) => ({
    name,
    accuracyFloor: Math.round(Number(floor) * 10_000) / 1_000_000,
    minItems: Number(items),
  })),
  suites: form.suites,
  slos: form.slos,
  driftRecency: `PT${Math.round(Number(form.days) * 24 * 60)}M`,
  evidence: readControls(form.controls) ?? [],
  reason: form.reason,
});
