import type { DatasetDifference, Evaluation, FieldComparator } from '@/api/types';
import { number, words } from '@/lib/format';
import { recordWords } from '@/lib/record-words';
import type { OutcomeChoice } from './search';

/** `94.0 %`; never 100 while something is wrong, nor 0 while something is right. */
export function shareText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Math.min(99.9, Math.max(0.1, Math.round(share * 1000) / 10)).toFixed(1)} %`;
}

/** `83.8 to 97.9 %`: a Wilson interval. */
export const intervalText = (low: number, high: number) =>
  `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} %`;

export const items = (n: number) => `${number(n)} ${n === 1 ? 'item' : 'items'}`;

const outcomes: Record<OutcomeChoice, string> = {
  wrong: 'Wrong',
  missing: 'Missing',
  newly_wrong: 'Newly wrong',
  newly_right: 'Newly right',
  extra: 'Extra',
  right: 'Right',
};
export const outcomeName = (choice: OutcomeChoice) => outcomes[choice];

const parts: Record<DatasetDifference['parts'][number], string> = {
  input: 'input',
  expected: 'right answer',
  tags: 'tags',
};
/** `Input and tags changed`. */
export function changedText(changed: readonly DatasetDifference['parts'][number][]): string {
  const names = changed.map((part) => parts[part]);
  const last = names.pop() ?? '';
  const all = names.length > 0 ? `${names.join(', ')} and ${last}` : last;
  return `${all.charAt(0).toUpperCase()}${all.slice(1)} changed`;
}

const comparators: Record<FieldComparator['comparator'], string> = {
  exact: 'exactly',
  numeric: 'as numbers',
  money: 'as money, to the minor unit',
  date: 'by the day',
  case_insensitive: 'whatever the case',
  set: 'in any order',
};

/** `as numbers, within 0.5 or 1 %`. */
export function comparatorText(one: FieldComparator): string {
  const within = [
    ...(one.absoluteTolerance === null ? [] : [String(one.absoluteTolerance)]),
    ...(one.relativeTolerance === null ? [] : [`${Number((one.relativeTolerance * 100).toPrecision(6))} %`]),
  ];
  return `${comparators[one.comparator]}${within.length > 0 ? `, within ${within.join(' or ')}` : ''}`;
}

/** `p = 0.031`, `p < 0.001`. */
export const pText = (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${Number(p.toFixed(3))}`);

/** What McNemar's exact test says of a run against a former one over the same items. */
export function changeSentence({
  newlyWrong,
  newlyRight,
  mcnemarP,
}: NonNullable<Evaluation['comparison']>): string {
  if (newlyWrong + newlyRight === 0) return 'Every item ended as it did in the former run.';
  if (mcnemarP >= 0.05) return 'So small a difference can well be chance.';
  return newlyWrong > newlyRight
    ? 'It is worse than the former run, and that is hardly chance.'
    : 'It is better than the former run, and that is hardly chance.';
}

const names: Record<string, string> = {
  byField: 'By field',
  byTag: 'By tag',
  byJurisdiction: 'By jurisdiction',
  byDocumentType: 'By document type',
};
export const breakdownName = (key: string) => names[key] ?? words(key);

/** `1,204.50 EUR`, as the API wrote the amount, with its digits grouped. */
export function moneyText({ amount, currency }: { amount: string; currency: string }): string {
  const [whole = '0', part] = amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`} ${currency}`;
}

export const datasetWords = recordWords({
  actions: { expected_read: 'Right answers read' },
  fields: { contentSha256: 'Content digest', dataVersion: 'Version', way: 'Read as' },
  value: (field, value) => (field === 'way' ? (value === 'diff' ? 'differences' : value) : undefined),
});
export const evaluationWords = recordWords({});
