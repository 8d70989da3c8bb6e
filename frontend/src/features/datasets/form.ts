import * as z from 'zod/mini';
import type { FieldComparator } from '@/api/types';

export const COMPARATORS = [
  'exact',
  'numeric',
  'money',
  'date',
  'case_insensitive',
  'set',
] as const satisfies readonly FieldComparator['comparator'][];

export interface ComparatorReport {
  field: string;
  comparator: FieldComparator['comparator'];
  absoluteTolerance?: number;
  relativeTolerance?: number;
}

/**
 * Comparators as people write them, one a line: `total money`, `rate numeric 0.001`, `area numeric 1 %`.
 * Answers the first line that says nothing known.
 */
export function readComparators(text: string): ComparatorReport[] | { wrong: string } {
  const reports: ComparatorReport[] = [];
  for (const line of text.split('\n')) {
    const said = line.trim();
    if (said === '') continue;
    const found = /^(\S+)\s+([a-z_]+)(?:\s+([\d.]+)\s*(%)?)?$/.exec(said);
    const comparator = COMPARATORS.find((one) => one === found?.[2]);
    const tolerance = found?.[3] === undefined ? undefined : Number(found[3]);
    if (!found?.[1] || !comparator || Number.isNaN(tolerance)) return { wrong: said };
    if (tolerance !== undefined && comparator !== 'numeric') return { wrong: said };
    reports.push({
      field: found[1],
      comparator,
      ...(tolerance === undefined
        ? {}
        : found[4]
          ? { relativeTolerance: Number((tolerance / 100).toPrecision(12)) }
          : { absoluteTolerance: tolerance }),
    });
  }
  return reports;
}

const text = (most: number, what: string) =>
  z.string().check(z.trim(), z.minLength(1, what), z.maxLength(most, `At most ${most} characters.`));

export const datasetSchema = z.object({
  name: text(200, 'Name the dataset.'),
  description: z.string().check(z.trim(), z.maxLength(10_000, 'At most 10,000 characters.')),
  jurisdiction: text(6, 'A country or a part of one, such as GB or US-CA.'),
  filingType: text(100, 'Say what is filed.'),
  documentType: text(100, 'Say which documents these are.'),
  source: text(500, 'Say who says what is right.'),
  comparators: z.string().check(
    z.refine((value) => Array.isArray(readComparators(value)), {
      error: (issue) => {
        const read = readComparators(String(issue.input));
        return Array.isArray(read) ? '' : `“${read.wrong}” is no comparator.`;
      },
    }),
  ),
});
export type DatasetForm = z.infer<typeof datasetSchema>;

export function toDatasetReport({ description, comparators, ...form }: DatasetForm) {
  const read = readComparators(comparators);
  return {
    ...form,
    ...(description ? { description } : {}),
    ...(Array.isArray(read) && read.length > 0 ? { comparators: read } : {}),
  };
}
