import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  Control,
  ControlDetail,
  Coverage,
  Evidence,
  EvidencePage,
  EvidenceRevision,
  EvidenceRule,
  EvidenceStatus,
  FrameworkState,
  ServedControl,
} from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { isoMilliseconds } from '@/lib/format';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import {
  type ComplianceSearch,
  filterOf,
  NO_FILTER,
  type Period,
  toControlQuery,
  toEvidenceQuery,
} from './search';
import { keyOf } from './words';

/** As the ledger names them. */
export const EVIDENCE_TYPE = 'compliance_evidence';
export const CONTROL_TYPE = 'compliance_control';

export const complianceKeys = {
  all: ['compliance'] as const,
  figures: ['compliance', 'figures'] as const,
  figure: (what: string) => ['compliance', 'figures', what] as const,
  controlLists: ['compliance', 'controls'] as const,
  controls: (search: ComplianceSearch) => ['compliance', 'controls', filterOf(search)] as const,
  control: (key: string) => ['compliance', 'record', 'control', key] as const,
  evidence: (search: ComplianceSearch) => ['compliance', 'evidence', filterOf(search), search.sort] as const,
  records: ['compliance', 'record'] as const,
  revisions: (id: string) => ['compliance', 'record', 'revisions', id] as const,
};
export const evidenceKeys = {
  lists: ['compliance', 'evidence'] as const,
  record: (id: string) => ['compliance', 'record', 'evidence', id] as const,
};

/** How far ahead "soon" is. */
export const SOON = 'P30D';
const DAY = 86_400_000;
/** Of a period's evidence so many pieces are drawn to be looked at. */
const SAMPLE = 25;
const SEED = 1;

/** A control as a row: its own id names what was said of it, and is null while nothing was. */
export type ControlRow = Omit<Control, 'id'> & { id: string; saidId: string | null };
const toRow = (control: Control): ControlRow => ({ ...control, id: keyOf(control), saidId: control.id });

export async function fetchControls(
  api: Api,
  search: ComplianceSearch,
  signal?: AbortSignal,
): Promise<ControlRow[]> {
  const { data } = await api.GET('/api/compliance/controls', {
    params: { query: toControlQuery(search) },
    signal: signal ?? null,
  });
  return present(data).items.map(toRow);
}

/** There are a few hundred controls at most, so a list of them is one page. */
export async function fetchControlPage(
  api: Api,
  search: ComplianceSearch,
  { begun }: PageParam,
  signal?: AbortSignal,
) {
  const items = await fetchControls(api, search, signal);
  return {
    items,
    page: { limit: 500, nextCursor: null, total: items.length, totalIsExact: true },
    begun,
  };
}

export const allControls = (api: Api) =>
  queryOptions({
    queryKey: complianceKeys.figure('controls'),
    queryFn: ({ signal }) => fetchControls(api, NO_FILTER, signal),
    staleTime: 30_000,
  });

/** Brings rows of controls up to date where they stand; none is added, moved or taken away. */
export async function renewControls(client: QueryClient, api: Api): Promise<void> {
  const fresh = new Map((await fetchControls(api, NO_FILTER)).map((row) => [row.id, row]));
  client.setQueryData(allControls(api).queryKey, [...fresh.values()]);
  client.setQueriesData<{ pages: { items: ControlRow[] }[]; pageParams: unknown[] }>(
    { queryKey: complianceKeys.controlLists },
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) => ({
          ...page,
          items: page.items.map((row) => fresh.get(row.id) ?? row),
        })),
      },
  );
}

export const frameworks = (api: Api) =>
  queryOptions({
    queryKey: complianceKeys.figure('frameworks'),
    queryFn: async ({ signal }): Promise<FrameworkState[]> => {
      const { data } = await api.GET('/api/compliance/frameworks', { signal });
      return present(data).items;
    },
  });

export const coverage = (api: Api) =>
  queryOptions({
    queryKey: complianceKeys.figure('coverage'),
    queryFn: async ({ signal }): Promise<Coverage> => {
      const { data } = await api.GET('/api/compliance/coverage', { signal });
      return present(data);
    },
    // Evidence runs out with time even when nothing happens.
    refetchInterval: 60_000,
  });

/** Days of a period that ended just now, with a sample that anybody draws again from the same seed. */
export const coveredPeriod = (api: Api, framework: FrameworkState['framework'], period: Period) =>
  queryOptions({
    queryKey: complianceKeys.figure(`period/${framework}/${period}`),
    queryFn: async ({ signal }): Promise<NonNullable<Coverage['period']> | null> => {
      const to = Date.now();
      const from = to - (isoMilliseconds(period) ?? 0);
      const { data } = await api.GET('/api/compliance/coverage', {
        params: {
          query: {
            framework: [framework],
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            sample: SAMPLE,
            seed: SEED,
          },
        },
        signal,
      });
      return present(data).period;
    },
    staleTime: 60_000,
  });

/** What will be left in 30 days if nothing happens until then, and what will have run out. */
export const coverageAhead = (api: Api) =>
  queryOptions({
    queryKey: complianceKeys.figure('ahead'),
    queryFn: async ({ signal }): Promise<Coverage> => {
      const at = new Date(Date.now() + 30 * DAY).toISOString();
      const { data } = await api.GET('/api/compliance/coverage', { params: { query: { at } }, signal });
      return present(data);
    },
    refetchInterval: 60_000,
  });

export interface EvidenceCounts {
  submitted: number;
  draft: number;
  sentBack: number;
  overdue: number;
  dueSoon: number;
  endsSoon: number;
}

export const evidenceCounts = (api: Api) =>
  queryOptions({
    queryKey: complianceKeys.figure('counts'),
    queryFn: async ({ signal }): Promise<EvidenceCounts> => {
      const now = Date.now();
      const count = async (search: ComplianceSearch) => {
        const { data } = await api.GET('/api/compliance/evidence', {
          params: { query: { ...toEvidenceQuery(search, '', now), limit: 1 } },
          signal,
        });
        return present(data).page.total;
      };
      const approved: EvidenceStatus[] = ['approved'];
      const [submitted, draft, sentBack, overdue, dueSoon, endsSoon] = await Promise.all([
        count({ status: ['submitted'] }),
        count({ status: ['draft'] }),
        count({ status: ['changes_requested'] }),
        count({ status: approved, due: 'overdue' }),
        count({ status: approved, due: SOON }),
        count({ status: approved, ends: SOON }),
      ]);
      return { submitted, draft, sentBack, overdue, dueSoon, endsSoon };
    },
    refetchInterval: 60_000,
  });

/** Approved evidence by its next review, the most urgent first. */
export const dueReviews = (api: Api) =>
  queryOptions({
    queryKey: complianceKeys.figure('due'),
    queryFn: async ({ signal }): Promise<EvidencePage> => {
      const { data } = await api.GET('/api/compliance/evidence/due-reviews', {
        params: { query: { within: 'P90D', limit: 6 } },
        signal,
      });
      return present(data);
    },
    refetchInterval: 60_000,
  });

/** What lies with an approver, the oldest first. */
export const waiting = (api: Api) =>
  queryOptions({
    queryKey: complianceKeys.figure('waiting'),
    queryFn: async ({ signal }): Promise<EvidencePage> => {
      const { data } = await api.GET('/api/compliance/evidence', {
        params: { query: { status: ['submitted'], sort: 'createdAt', limit: 6 } },
        signal,
      });
      return present(data);
    },
  });

export const rules = (api: Api) =>
  queryOptions({
    queryKey: ['compliance', 'rules'] as const,
    queryFn: async ({ signal }): Promise<EvidenceRule[]> => {
      const { data } = await api.GET('/api/compliance/evidence-rules', { signal });
      return present(data).items;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export async function fetchEvidences(
  api: Api,
  search: ComplianceSearch,
  subject: string,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<EvidencePage>> {
  const { data } = await api.GET('/api/compliance/evidence', {
    params: { query: { ...toEvidenceQuery(search, subject, begun), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchEvidence(api: Api, id: string): Promise<Evidence> {
  const { data } = await api.GET('/api/compliance/evidence/{id}', { params: { path: { id } } });
  return present(data);
}

export const evidenceRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: evidenceKeys.record(id), queryFn: () => fetchEvidence(api, id) });

export const replaceEvidence = (client: QueryClient, evidence: Evidence) =>
  replaceRecord(client, evidenceKeys, evidence);

export async function fetchControl(api: Api, control: ServedControl): Promise<ControlDetail> {
  const { data } = await api.GET('/api/compliance/controls/{framework}/{controlId}', {
    params: { path: control },
  });
  return present(data);
}

export const controlRecord = (api: Api, control: ServedControl) =>
  queryOptions({
    queryKey: complianceKeys.control(keyOf(control)),
    queryFn: () => fetchControl(api, control),
  });

/** The newest revisions, enough to tell who had a hand in what lies there now. */
export const revisions = (api: Api, id: string) =>
  queryOptions({
    queryKey: complianceKeys.revisions(id),
    queryFn: async ({ signal }): Promise<{ items: EvidenceRevision[]; whole: boolean }> => {
      const { data } = await api.GET('/api/compliance/evidence/{id}/revisions', {
        params: { path: { id }, query: { limit: 200 } },
        signal,
      });
      const { items, page } = present(data);
      return { items, whole: !page.nextCursor };
    },
  });

export interface EvidenceFields {
  title: string;
  description: string | null;
  evidenceType: Evidence['evidenceType'];
  owner: string | null;
  rationale: string | null;
  effectiveFrom: string;
  effectiveTo: string | null;
  nextReviewDueAt: string;
  framework: ServedControl['framework'];
  controlId: string;
  controls: ServedControl[];
}

export async function draftEvidence(api: Api, fields: EvidenceFields, key: string): Promise<Evidence> {
  const { description, owner, rationale, effectiveTo, ...rest } = fields;
  const { data } = await api.POST('/api/compliance/evidence', {
    params: { header: { 'Idempotency-Key': key } },
    body: {
      ...rest,
      ...(description ? { description } : {}),
      ...(owner ? { owner } : {}),
      ...(rationale ? { rationale } : {}),
      ...(effectiveTo ? { effectiveTo } : {}),
    },
  });
  return present(data);
}

export type EvidenceEdit = Partial<EvidenceFields> & { fileIds?: string[]; reason?: string };
export interface EvidenceMove {
  status: EvidenceStatus;
  reason?: string;
  contentSha256?: string;
  supersededById?: string;
}

export async function editEvidence(api: Api, seen: Evidence, body: EvidenceEdit): Promise<Evidence> {
  const { data } = await api.PATCH('/api/compliance/evidence/{id}', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body,
  });
  return present(data);
}

export async function moveEvidence(api: Api, seen: Evidence, body: EvidenceMove): Promise<Evidence> {
  const { data } = await api.PATCH('/api/compliance/evidence/{id}/status', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body,
  });
  return present(data);
}

export interface ControlEdit {
  owner?: string | null;
  applicable?: boolean;
  applicabilityReason?: string | null;
}

export async function editControl(api: Api, seen: Control, body: ControlEdit): Promise<ControlDetail> {
  const { data } = await api.PATCH('/api/compliance/controls/{framework}/{controlId}', {
    params: { path: { framework: seen.framework, controlId: seen.controlId } },
    // Of a control of which nothing was said yet there is no version to match.
    ...(seen.version === null ? {} : { headers: { 'If-Match': etag(seen.version) } }),
    body,
  });
  return present(data);
}

/** Figures, lists of controls and open panels look again; rows of evidence do so by themselves. */
export function renewCompliance(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: complianceKeys.figures });
  void client.invalidateQueries({ queryKey: complianceKeys.records });
}
