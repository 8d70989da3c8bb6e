import * as z from 'zod/mini';
import type { ModelReport } from '@/api/types';

const text = (most: number, what: string) =>
  z.string().check(z.trim(), z.minLength(1, what), z.maxLength(most, `At most ${most} characters.`));

/** `learning_rate = 0.1`, a line each, as an object: numbers and true/false as such. Undefined where a line is none. */
export function toObject(lines: string): Record<string, unknown> | undefined {
  const found: Record<string, unknown> = {};
  for (const line of lines.split('\n')) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    if (at < 1 || name === '' || value === '') return undefined;
    found[name] = value === 'true' || value === 'false' ? value === 'true' : toNumber(value);
  }
  return found;
}

const toNumber = (value: string): number | string => {
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : value;
};

const pairs = z
  .string()
  .check(z.refine((lines) => toObject(lines) !== undefined, 'A line each: name = value.'));

export const registerSchema = z.object({
  name: text(200, 'Name the model.'),
  modelVersion: text(100, 'Say which version it is.'),
  framework: text(100, 'Say what it was made with.'),
  modelType: text(100, 'Say what it does.'),
  artifactUri: text(2000, 'Say where the artifact lies.'),
  artifactSha256: z
    .string()
    .check(z.trim(), z.regex(/^([0-9a-f]{64})?$/, '64 hex digits in lower case, or nothing.')),
  owner: text(300, 'Say who answers for it.'),
  trainingData: z.string().check(z.trim(), z.maxLength(2000)),
  hyperparameters: pairs,
  evaluationMetrics: pairs,
  description: z.string().check(z.trim(), z.maxLength(10_000, 'At most 10,000 characters.')),
});
export type RegisterForm = z.infer<typeof registerSchema>;

/** What is sent: of what was left empty nothing is said. */
export function toReport(form: RegisterForm): ModelReport {
  return {
    name: form.name,
    modelVersion: form.modelVersion,
    framework: form.framework,
    modelType: form.modelType,
    artifactUri: form.artifactUri,
    owner: form.owner,
    ...(form.artifactSha256 ? { artifactSha256: form.artifactSha256 } : {}),
    ...(form.trainingData ? { trainingData: [{ datasetUri: form.trainingData }] as never } : {}),
    ...(form.description ? { description: form.description } : {}),
    hyperparameters: toObject(form.hyperparameters) ?? {},
    evaluationMetrics: toObject(form.evaluationMetrics) ?? {},
  };
}
