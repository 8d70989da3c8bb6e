import * as z from 'zod/mini';
import type { GoldenDataset } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { flag, freeText, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const STATUSES = ['active', 'inactive'] as const satisfies readonly GoldenDataset['status'][];
export const VIEWS = ['evaluations'] as const;
export const PARTS = ['items', 'differences', 'evaluations'] as const;
export type Part = (typeof PARTS)[number];
export const OUTCOMES = ['wrong', 'missing', 'newly_wrong', 'newly_right', 'extra', 'right'] as const;
export type OutcomeChoice = (typeof OUTCOMES)[number];
export const SORTS = ['-createdAt', 'createdAt', 'name', '-name'] as const;
export type DatasetSort = (typeof SORTS)[number];
export const DEFAULT_SORT: DatasetSort = '-createdAt';
export const EVALUATION_SORTS = ['-createdAt', 'createdAt'] as const;
export type EvaluationSort = (typeof EVALUATION_SORTS)[number];
export const DEFAULT_EVALUATION_SORT: EvaluationSort = '-createdAt';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface DatasetSearch {
  /** Every evaluation; absent while the versions of datasets are shown. */
  view?: (typeof VIEWS)[number] | undefined;
  q?: string | undefined;
  name?: string[] | undefined;
  status?: GoldenDataset['status'][] | undefined;
  jurisdiction?: string[] | undefined;
  documentType?: string[] | undefined;
  tag?: string[] | undefined;
  system?: string[] | undefined;
  contaminated?: boolean | undefined;
  sort?: DatasetSort | undefined;
  evaluationSort?: EvaluationSort | undefined;
  /** What is open: a version of a dataset and a part of it, or an evaluation. */
  dataset?: string | undefined;
  part?: Part | undefined;
  against?: string | undefined;
  evaluation?: string | undefined;
  outcome?: OutcomeChoice | undefined;
}

type Open = 'view' | 'sort' | 'evaluationSort' | 'dataset' | 'part' | 'against' | 'evaluation' | 'outcome';
export type DatasetFilter = Omit<DatasetSearch, Open>;

export const NO_FILTER: DatasetFilter = {
  q: undefined,
  name: undefined,
  status: undefined,
  jurisdiction: undefined,
  documentType: undefined,
  tag: undefined,
  system: undefined,
  contaminated: undefined,
};

export const CLOSED = {
  dataset: undefined,
  part: undefined,
  against: undefined,
  evaluation: undefined,
  outcome: undefined,
} as const;

const schema = z.object({
  view: oneOf(VIEWS),
  q: freeText,
  name: texts,
  status: someOf(STATUSES),
  jurisdiction: texts,
  documentType: texts,
  tag: texts,
  system: texts,
  contaminated: flag,
  sort: oneOf(SORTS),
  evaluationSort: oneOf(EVALUATION_SORTS),
  dataset: recordId,
  part: oneOf(PARTS),
  against: recordId,
  evaluation: recordId,
  outcome: oneOf(OUTCOMES),
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readDatasetSearch(raw: RawSearch): DatasetSearch {
  const nothing: DatasetSearch = {
    ...NO_FILTER,
    ...CLOSED,
    view: undefined,
    sort: undefined,
    evaluationSort: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export const filterOf = (search: DatasetSearch): DatasetFilter =>
  Object.fromEntries(Object.keys(NO_FILTER).map((name) => [name, search[name as keyof DatasetFilter]]));

export const isFiltered = (search: DatasetSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

export const toDatasetQuery = (search: DatasetSearch) => ({
  q: search.q,
  name: search.name,
  status: search.status,
  jurisdiction: search.jurisdiction,
  documentType: search.documentType,
  tag: search.tag,
  sort: search.sort ?? DEFAULT_SORT,
});

export const toEvaluationQuery = (search: DatasetSearch) => ({
  testedSystem: search.system,
  contaminated: search.contaminated,
  sort: search.evaluationSort ?? DEFAULT_EVALUATION_SORT,
});

/** What the list of outcomes is asked for: how an item ended, or what is other than in the former run. */
export const toOutcomeQuery = (choice: OutcomeChoice) =>
  choice === 'newly_wrong' || choice === 'newly_right' ? { change: choice } : { outcome: choice };
