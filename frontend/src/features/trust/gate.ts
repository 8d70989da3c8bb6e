import type { GatePolicy } from '@/api/types';
import { duration, isoMilliseconds, number } from '@/lib/format';
import { controlName } from './words';

/** What a rule of the gate asks for, in words; under one policy. */
export interface GateRule {
  key: string;
  name: string;
  asks: string;
  /** What the policy names for it, each on a line of its own. */
  names: readonly string[];
}

const percent = (ratio: number) => `${Number((ratio * 100).toFixed(4))} %`;

/** `PT168H` -> `7 d`. */
export const recencyText = (iso: string) => duration(isoMilliseconds(iso) ?? 0);

/** The eight rules, in the order in which the gate tells of them. */
export function rulesOf(policy: GatePolicy, sloName: (id: string) => string): GateRule[] {
  return [
    {
      key: 'golden_accuracy',
      name: 'Golden accuracy',
      asks: 'The lower bound (Wilson 95 %) of every evaluation that counts reaches the floor.',
      names: policy.datasets.map(
        ({ name, accuracyFloor, minItems }) =>
          `${name}: at least ${percent(accuracyFloor)} on at least ${number(minItems)} items`,
      ),
    },
    {
      key: 'no_regression',
      name: 'No regression',
      asks: 'No dataset is answered worse than by what is in production by more than chance.',
      names: [],
    },
    {
      key: 'regression_tests',
      name: 'Regression tests',
      asks: 'The newest run of each suite is whole and without a failure.',
      names: policy.suites,
    },
    {
      key: 'drift',
      name: 'Drift',
      asks: `Drift was computed within ${recencyText(policy.driftRecency)}, and none of severity high or critical is open.`,
      names: [],
    },
    {
      key: 'error_budget',
      name: 'Error budget',
      asks: 'Each of these has some of its error budget left.',
      names: policy.slos.map(sloName),
    },
    {
      key: 'incidents',
      name: 'Incidents',
      asks: 'No incident of sev1 or sev2 is open at the services concerned.',
      names: [],
    },
    {
      key: 'evidence',
      name: 'Evidence',
      asks: 'Approved evidence in date covers each of these controls.',
      names: policy.evidence.map(controlName),
    },
    { key: 'artifact', name: 'Artifact', asks: 'The SHA-256 of what is released is known.', names: [] },
  ];
}

/** Whether two versions of a rule ask the same. */
export const isSameRule = (one: GateRule, other: GateRule) =>
  one.asks === other.asks && [...one.names].sort().join('\n') === [...other.names].sort().join('\n');
