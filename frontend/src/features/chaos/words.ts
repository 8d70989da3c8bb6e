import type { ChaosTest } from '@/api/types';
import { spanText, words } from '@/lib/format';
import { recordWords } from '@/lib/record-words';

const types: Record<ChaosTest['testType'], string> = {
  connector_outage: 'Connector outage',
  queue_delay: 'Queue delay',
  db_failover: 'Database failover',
  service_degradation: 'Slow service',
};
export const typeName = (type: ChaosTest['testType']) => types[type];

const shorts: Record<ChaosTest['testType'], string> = {
  connector_outage: 'Connector',
  queue_delay: 'Queue',
  db_failover: 'Database',
  service_degradation: 'Service',
};
/** What is broken, where room is short. */
export const typeShort = (type: ChaosTest['testType']) => shorts[type];

/** What a row's badge says: how it ended, or that it has not. */
export const standing = ({ outcome, status }: Pick<ChaosTest, 'outcome' | 'status'>) => outcome ?? status;

const verdicts: Record<NonNullable<ChaosTest['outcome']>, string> = {
  passed: 'It withstood the fault: every rule that speaks of it held.',
  failed: 'It did not withstand the fault, or did not come back as it was.',
  inconclusive: 'It proves nothing: what it needed was not met, or not known.',
};

export function verdictText({ outcome, status }: Pick<ChaosTest, 'outcome' | 'status'>): string {
  if (outcome) return verdicts[outcome];
  return status === 'running' ? 'It runs. Its verdict is worked out when it ends.' : 'It has no verdict.';
}

type Rule = ChaosTest['reasons'][number]['rule'];
const rules: Record<Rule, string> = {
  steady_before: 'Steady before the fault',
  fault_injected: 'The fault happened',
  steady_during: 'Within bounds during the fault',
  steady_after: 'Steady again after it',
  activities: 'Every step was done',
  rollbacks: 'Every rollback worked',
  recovery: 'Recovered in time',
  ran_to_end: 'Ran to its end',
};
export const ruleName = (rule: Rule) => rules[rule];

const findings: Record<ChaosTest['reasons'][number]['finding'], string> = {
  held: 'Held',
  broken: 'Broken',
  unknown: 'Not known',
  not_applicable: 'Says nothing here',
};
export const findingText = (finding: keyof typeof findings) => findings[finding];

/** `3.2 %`, with as many digits as a small rate needs. */
export function rateText(rate: number): string {
  const percent = rate * 100;
  const digits = percent === 0 || percent >= 10 ? 0 : percent >= 1 ? 1 : percent >= 0.1 ? 2 : 3;
  return `${Number(percent.toFixed(digits))} %`;
}

/** `210 ms`, `1.4 s` */
export const latencyText = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Number((milliseconds / 1000).toFixed(2))} s`;

/** `12.5 s` while short, by two units after that. */
export const recoveryText = (milliseconds: number): string =>
  milliseconds < 60_000 ? `${Number((milliseconds / 1000).toFixed(1))} s` : spanText(milliseconds);

type Tolerance = ChaosTest['hypothesis']['probes'][number]['tolerance'];

/** `at most 1 %`, in the unit of what is measured. */
export function toleranceText(tolerance: Tolerance, text: (value: number) => string): string {
  if (!tolerance) return 'none';
  const { atLeast, atMost, oneOf } = tolerance;
  const bounds = [
    ...(atLeast === null ? [] : [`at least ${text(atLeast)}`]),
    ...(atMost === null ? [] : [`at most ${text(atMost)}`]),
    ...(oneOf && oneOf.length > 0 ? [`one of ${oneOf.join(', ')}`] : []),
  ];
  return bounds.join(', ') || 'any';
}

type Measure = ChaosTest['hypothesis']['probes'][number]['measure'];
export const measureText = (measure: Measure): ((value: number) => string) =>
  measure === 'error_rate' ? rateText : measure === 'latency_p95' ? latencyText : String;

export const chaosWords = recordWords({
  actions: {
    created: 'Started',
    started: 'Started',
    observed: 'Observed',
    completed: 'Completed',
    aborted: 'Aborted',
    failed: 'Broke by itself',
    imported: 'Imported',
  },
  enums: ['testType', 'outcome', 'source'],
  silent: ['createdAt', 'createdBy', 'id', 'metadata', 'conclusion', 'hypothesis'],
  value: (field, value) => (field === 'testType' && value in types ? types[value as never] : undefined),
});

export const sourceText = (source: ChaosTest['source']) =>
  source === 'chaos_toolkit' ? 'A Chaos Toolkit journal' : words(source);
