import * as z from 'zod/mini';
import type { ModelStatus } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { flag, freeText, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

/** In the order of their way. */
export const STATUSES = [
  'registered',
  'validating',
  'staging',
  'production',
  'deprecated',
  'archived',
  'rejected',
] as const satisfies readonly ModelStatus[];
export const VIEWS = ['versions'] as const;
export const SORTS = ['name', '-name', 'lastActivityAt', '-lastActivityAt'] as const;
export const VERSION_SORTS = ['-createdAt', 'createdAt', 'name', '-name'] as const;
export type Sort = (typeof SORTS)[number];
export type VersionSort = (typeof VERSION_SORTS)[number];
export const DEFAULT_SORT: Sort = 'name';
export const DEFAULT_VERSION_SORT: VersionSort = '-createdAt';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface ModelSearch {
  /** Every version; absent while models are shown by name. */
  view?: (typeof VIEWS)[number] | undefined;
  q?: string | undefined;
  inProduction?: boolean | undefined;
  openDrift?: boolean | undefined;
  name?: string[] | undefined;
  status?: ModelStatus[] | undefined;
  framework?: string[] | undefined;
  type?: string[] | undefined;
  owner?: string[] | undefined;
  alias?: string[] | undefined;
  sort?: Sort | undefined;
  versionSort?: VersionSort | undefined;
  /** The model whose panel is open. */
  model?: string | undefined;
}

export type ModelFilter = Omit<ModelSearch, 'view' | 'sort' | 'versionSort' | 'model'>;

export const NO_FILTER: ModelFilter = {
  q: undefined,
  inProduction: undefined,
  openDrift: undefined,
  name: undefined,
  status: undefined,
  framework: undefined,
  type: undefined,
  owner: undefined,
  alias: undefined,
};

const schema = z.object({
  view: oneOf(VIEWS),
  q: freeText,
  inProduction: flag,
  openDrift: flag,
  name: texts,
  status: someOf(STATUSES),
  framework: texts,
  type: texts,
  owner: texts,
  alias: texts,
  sort: oneOf(SORTS),
  versionSort: oneOf(VERSION_SORTS),
  model: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readModelSearch(raw: RawSearch): ModelSearch {
  const nothing: ModelSearch = {
    ...NO_FILTER,
    view: undefined,
    sort: undefined,
    versionSort: undefined,
    model: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf(search: ModelSearch): ModelFilter {
  const { view: _v, sort: _s, versionSort: _o, model: _m, ...filter } = search;
  return filter;
}

export const isFiltered = (search: ModelSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

export const toModelQuery = (search: ModelSearch) => ({
  q: search.q,
  inProduction: search.inProduction,
  openDrift: search.openDrift,
  sort: search.sort ?? DEFAULT_SORT,
});

export const toVersionQuery = (search: ModelSearch) => ({
  q: search.q,
  name: search.name,
  status: search.status,
  framework: search.framework,
  modelType: search.type,
  owner: search.owner,
  alias: search.alias,
  sort: search.versionSort ?? DEFAULT_VERSION_SORT,
});

/** Parts of a dataset that an evaluation is told by. */
export const PARTS = ['field', 'tag', 'jurisdiction', 'documentType'] as const;
export type Part = (typeof PARTS)[number];

/** What the address of one version says: what it is held against, and how its answers are taken apart. */
export interface VersionSearch {
  against?: string | undefined;
  part?: Part | undefined;
}

const versionSchema = z.object({ against: recordId, part: oneOf(PARTS) });

export function readVersionSearch(raw: RawSearch): VersionSearch {
  const nothing: VersionSearch = { against: undefined, part: undefined };
  return { ...nothing, ...versionSchema.parse({ ...nothing, ...raw }) };
}
