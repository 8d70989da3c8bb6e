import * as z from 'zod/mini';
import type { ControlState, EvidenceStatus, EvidenceType, Framework } from '@/api/types';
import { isoMilliseconds } from '@/lib/format';
import type { RawSearch } from '@/lib/search';
import { flag, freeText, oneOf, recordId, someOf, texts } from '@/lib/search-fields';

export const FRAMEWORKS = ['soc2', 'iso27001', 'gdpr', 'hipaa'] as const satisfies readonly Framework[];
export const STATES = [
  'uncovered',
  'covered',
  'not_applicable',
  'out_of_scope',
  'by_specifications',
] as const satisfies readonly ControlState[];
export const STATUSES = [
  'draft',
  'submitted',
  'changes_requested',
  'approved',
  'rejected',
  'withdrawn',
  'superseded',
  'expired',
  'revoked',
] as const satisfies readonly EvidenceStatus[];
export const TYPES = [
  'policy',
  'procedure',
  'log',
  'test_result',
  'audit_report',
] as const satisfies readonly EvidenceType[];
export const VIEWS = ['controls', 'evidence', 'report'] as const;
/** How far ahead a review or an end is looked for; `overdue` looks behind. */
export const DUE = ['overdue', 'P30D', 'P90D'] as const;
export const ENDS = ['P30D', 'P90D'] as const;
export const AUTHORS = ['me', 'product'] as const;
export const SORTS = ['-createdAt', 'createdAt', 'nextReviewDueAt', '-nextReviewDueAt'] as const;
/** How far back the report looks day by day. */
export const PERIODS = ['P90D', 'P180D', 'P365D'] as const;
export type Period = (typeof PERIODS)[number];
export type Sort = (typeof SORTS)[number];
export const DEFAULT_SORT: Sort = '-createdAt';
/** The subject under which the product itself writes. */
const PRODUCT = 'system';

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface ComplianceSearch {
  /** Absent while coverage is shown. */
  view?: (typeof VIEWS)[number] | undefined;
  q?: string | undefined;
  framework?: Framework[] | undefined;
  /** Of one framework: the same name means another category in another one. */
  category?: string[] | undefined;
  state?: ControlState[] | undefined;
  owner?: string[] | undefined;
  /** Controls that evidence serves: `soc2/CC6.1`. */
  serves?: string[] | undefined;
  status?: EvidenceStatus[] | undefined;
  type?: EvidenceType[] | undefined;
  author?: (typeof AUTHORS)[number] | undefined;
  due?: (typeof DUE)[number] | undefined;
  ends?: (typeof ENDS)[number] | undefined;
  expired?: boolean | undefined;
  sort?: Sort | undefined;
  /** Of the report: how far back it looks day by day; absent while it does not. */
  period?: Period | undefined;
  /** What is open: a control by its key, evidence by its id. */
  control?: string | undefined;
  evidence?: string | undefined;
}

export type ComplianceFilter = Omit<ComplianceSearch, 'view' | 'sort' | 'period' | 'control' | 'evidence'>;

export const NO_FILTER: ComplianceFilter = {
  q: undefined,
  framework: undefined,
  category: undefined,
  state: undefined,
  owner: undefined,
  serves: undefined,
  status: undefined,
  type: undefined,
  author: undefined,
  due: undefined,
  ends: undefined,
  expired: undefined,
};

const schema = z.object({
  view: oneOf(VIEWS),
  q: freeText,
  framework: someOf(FRAMEWORKS),
  category: texts,
  state: someOf(STATES),
  owner: texts,
  serves: texts,
  status: someOf(STATUSES),
  type: someOf(TYPES),
  author: oneOf(AUTHORS),
  due: oneOf(DUE),
  ends: oneOf(ENDS),
  expired: flag,
  sort: oneOf(SORTS),
  period: oneOf(PERIODS),
  control: freeText,
  evidence: recordId,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readComplianceSearch(raw: RawSearch): ComplianceSearch {
  const nothing: ComplianceSearch = {
    ...NO_FILTER,
    view: undefined,
    sort: undefined,
    period: undefined,
    control: undefined,
    evidence: undefined,
  };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}

export function filterOf(search: ComplianceSearch): ComplianceFilter {
  const { view: _v, sort: _s, period: _p, control: _c, evidence: _e, ...filter } = search;
  return filter;
}

export const isFiltered = (search: ComplianceSearch) =>
  Object.values(filterOf(search)).some((value) => value !== undefined);

export const toControlQuery = (search: ComplianceSearch) => ({
  q: search.q,
  framework: search.framework,
  category: search.category,
  state: search.state,
  owner: search.owner,
});

const ahead = (from: number, span: string) => new Date(from + (isoMilliseconds(span) ?? 0)).toISOString();

/** @param begun the moment the list looks from: all its pages ask for the same days. */
export const toEvidenceQuery = (search: ComplianceSearch, subject: string, begun: number) => ({
  q: search.q,
  framework: search.framework,
  controlId: search.serves,
  status: search.status,
  evidenceType: search.type,
  owner: search.owner,
  author: search.author && [search.author === 'me' ? subject : PRODUCT],
  dueBefore: search.due && ahead(begun, search.due === 'overdue' ? 'PT0S' : search.due),
  endsBefore: search.ends && ahead(begun, search.ends),
  expired: search.expired,
  sort: search.sort ?? DEFAULT_SORT,
});
