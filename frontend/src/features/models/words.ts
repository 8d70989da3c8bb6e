import type { DriftDetection, GateRule, GateVerdict, ModelStatus } from '@/api/types';
import { isoMilliseconds, number, spanText, utc, words } from '@/lib/format';
import { camelWords, recordWords, valueText } from '@/lib/record-words';

/** A ratio as a percentage, with as many digits as tell it from 100 %: `97.3 %`, `100 %`. */
export function percent(ratio: number, digits = 1): string {
  const shown = (ratio * 100).toFixed(digits).replace(/\.0+$/, '');
  // What is not all must not be rounded up to all, nor what is something down to nothing.
  if (ratio < 1 && shown === '100') return `> ${(100 - 10 ** -digits).toFixed(digits)} %`;
  if (ratio > 0 && Number(shown) === 0) return `< ${10 ** -digits} %`;
  return `${shown.replace('-', '−')} %`;
}

/** `91.2–98.4 %`, a 95 % interval. */
export const interval = (low: number, high: number) => `${percent(low).replace(' %', '')}–${percent(high)}`;

/** A figure of any size with four significant digits: `0.0313`, `1,204`, `3.1e-7`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(1).replace('-', '−');
  if (Number.isInteger(value)) return size >= 10_000 ? number(value) : String(value).replace('-', '−');
  const digits = size >= 1000 ? 0 : Math.max(0, 4 - Math.max(1, Math.ceil(Math.log10(size))));
  return Number(value.toFixed(size < 1 ? 4 : digits))
    .toString()
    .replace('-', '−');
}

/** `0.0031`, `< 0.0001`: a p-value smaller than that is told no closer. */
export const pText = (p: number) => (p < 0.0001 ? '< 0.0001' : figure(p));

const sentences: Record<ModelStatus, string> = {
  registered: 'Registered, and not yet looked at.',
  validating: 'Being looked at before it may wait for production.',
  staging: 'Waits for production. The release gate decides whether it may go.',
  production: 'Answers in production.',
  deprecated: 'Was in production; another version answers now.',
  archived: 'Put away for good.',
  rejected: 'Turned down, for good.',
};
export const statusSentence = (status: ModelStatus) => sentences[status];

const moves: Record<string, string> = {
  validating: 'Begin validation',
  staging: 'Move to staging',
  production: 'Promote',
  rejected: 'Reject',
  archived: 'Archive',
  deprecated: 'Withdraw',
};
/** What a step is called on its button. */
export const moveName = (from: ModelStatus, to: ModelStatus) =>
  from === 'production' && to === 'staging' ? 'Roll back' : (moves[to] ?? words(to));

const rules: Record<GateRule, { name: string; why: string }> = {
  golden_accuracy: {
    name: 'Golden accuracy',
    why: 'The lower bound of each required dataset reaches its floor.',
  },
  no_regression: {
    name: 'No regression',
    why: 'No golden case is answered worse than in production by more than chance.',
  },
  regression_tests: {
    name: 'Regression tests',
    why: 'The newest run of each suite is whole, and nothing fails.',
  },
  drift: { name: 'Drift', why: 'It was looked for lately, and no grave one is open.' },
  error_budget: { name: 'Error budget', why: 'The required objectives have some of their budget left.' },
  incidents: { name: 'Incidents', why: 'No sev1 or sev2 is open at its services.' },
  evidence: { name: 'Evidence', why: 'The required controls are covered by approved evidence in date.' },
  artifact: { name: 'Artifact', why: 'Its digest is known, so what is released is known.' },
};
export const ruleName = (rule: GateRule) => rules[rule].name;
export const ruleWhy = (rule: GateRule) => rules[rule].why;

const verdicts: Record<GateVerdict, string> = { pass: 'Passes', fail: 'Fails', unknown: 'Unknown' };
export const verdictText = (verdict: GateVerdict) => verdicts[verdict];

const SHARES = new Set(['accuracy', 'accuracyLow', 'accuracyFloor', 'sli', 'target', 'remaining']);

/** One figure that a rule was judged by, as a person reads it. */
export function gateFigure(name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (SHARES.has(name)) return percent(value, name === 'sli' || name === 'target' ? 3 : 1);
    if (name.endsWith('Seconds')) return spanText(value * 1000);
    return name === 'pWorse' ? pText(value) : figure(value);
  }
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return utc(value);
  if (typeof value === 'string' && /^P[\dT]/.test(value)) return spanText(isoMilliseconds(value) ?? 0);
  return valueText(value);
}

const figureNames: Record<string, string> = {
  accuracyLow: 'Lower bound',
  accuracyFloor: 'Floor',
  rightItems: 'Right',
  minItems: 'Required items',
  countingEvaluations: 'Evaluations that count',
  pWorse: 'p, one-sided',
  level: 'Fails below',
  ageSeconds: 'Age',
  allowedSeconds: 'Allowed',
  testsBefore: 'Tests before',
  sli: 'Measured',
  remaining: 'Budget left',
};
export const figureName = (name: string) => figureNames[name] ?? camelWords(name);

const methods: Record<string, string> = {
  kolmogorov_smirnov: 'Kolmogorov–Smirnov',
  chi_square: 'Chi-square',
  psi: 'PSI',
  jensen_shannon: 'Jensen–Shannon',
  wasserstein: 'Wasserstein',
  anderson_darling: 'Anderson–Darling',
  total_variation: 'Total variation',
  z_test: 'z-test of shares',
  page_hinkley: 'Page–Hinkley',
  ddm: 'DDM',
};
export const methodName = (method: string) => methods[method] ?? method;

const driftTypes: Record<DriftDetection['driftType'], string> = {
  data: 'What comes in',
  prediction: 'What it answers',
  concept: 'How often it is wrong',
};
export const driftTypeName = (type: DriftDetection['driftType']) => driftTypes[type];

const partNames = {
  field: 'Field',
  tag: 'Tag',
  jurisdiction: 'Jurisdiction',
  documentType: 'Document type',
} as const;
export const partName = (part: keyof typeof partNames) => partNames[part];

export const versionWords = recordWords({
  actions: {
    created: 'Registered',
    promoted: 'Promoted',
    reinstated: 'Came back, as the one that replaced it was rolled back',
    rolled_back: 'Rolled back',
    withdrawn: 'Withdrawn',
    superseded: 'Superseded',
    share_changed: 'Share changed',
    renamed: 'Renamed',
  },
  fields: { rolloutPercentage: 'Share in %', replacesId: 'Took its share from' },
  value: () => undefined,
});

export const modelWords = recordWords({
  actions: {
    created: 'First registered',
    version_registered: 'Version registered',
    version_moved: 'Version moved',
    alias_set: 'Alias set',
    alias_removed: 'Alias removed',
    renamed: 'Renamed',
  },
  silent: ['lastActivityAt'],
  value: () => undefined,
});
