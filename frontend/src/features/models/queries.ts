import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  Approval,
  DriftDetection,
  DriftStatus,
  Evaluation,
  ModelPromotion,
  ModelReport,
  ModelStatus,
  ModelVersion,
  ModelVersionPage,
  RegisteredModel,
  RegisteredModelPage,
  ReleaseGate,
} from '@/api/types';
import { type Api, etag, present } from '@/lib/api';
import { type Listed, type PageParam, replaceRecord } from '@/lib/listed';
import { filterOf, type ModelSearch, toModelQuery, toVersionQuery } from './search';

/** As the ledger names them. */
export const MODEL_TYPE = 'registered_model';
export const VERSION_TYPE = 'model_version';

export const modelKeys = {
  lists: ['models', 'list'] as const,
  list: (search: ModelSearch) => ['models', 'list', filterOf(search), search.sort] as const,
  record: (id: string) => ['models', 'record', id] as const,
  figures: ['models', 'figures'] as const,
};
export const versionKeys = {
  lists: ['model-versions', 'list'] as const,
  list: (search: ModelSearch) => ['model-versions', 'list', filterOf(search), search.versionSort] as const,
  records: ['model-versions', 'record'] as const,
  record: (id: string) => ['model-versions', 'record', id] as const,
  /** What is read beside one version: its gate, its looks for drift, its evaluations. */
  beside: ['model-versions', 'beside'] as const,
  of: (what: string, id: string) => ['model-versions', 'beside', what, id] as const,
};

/** Versions of a model that its panel names. */
export const VERSIONS_SHOWN = 50;
/** The newest looks for drift of a version that its page takes in. */
export const LOOKS = 200;

export async function fetchModels(
  api: Api,
  search: ModelSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<RegisteredModelPage>> {
  const { data } = await api.GET('/api/modelops/registered-models', {
    params: { query: { ...toModelQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchVersions(
  api: Api,
  search: ModelSearch,
  { begun, cursor }: PageParam,
  limit: number,
  signal?: AbortSignal,
): Promise<Listed<ModelVersionPage>> {
  const { data } = await api.GET('/api/modelops/models', {
    params: { query: { ...toVersionQuery(search), limit, cursor } },
    signal: signal ?? null,
  });
  return { ...present(data), begun };
}

export async function fetchModel(api: Api, id: string, signal?: AbortSignal): Promise<RegisteredModel> {
  const { data } = await api.GET('/api/modelops/registered-models/{id}', {
    params: { path: { id } },
    signal: signal ?? null,
  });
  return present(data as RegisteredModel | undefined);
}

export async function fetchVersion(api: Api, id: string, signal?: AbortSignal): Promise<ModelVersion> {
  const { data } = await api.GET('/api/modelops/models/{id}', {
    params: { path: { id } },
    signal: signal ?? null,
  });
  return present(data as ModelVersion | undefined);
}

export const modelRecord = (api: Api, id: string) =>
  queryOptions({ queryKey: modelKeys.record(id), queryFn: ({ signal }) => fetchModel(api, id, signal) });

export const versionRecord = (api: Api, id: string) =>
  queryOptions({
    queryKey: versionKeys.record(id),
    queryFn: ({ signal }) => fetchVersion(api, id, signal),
  });

type Total = { total: number; totalIsExact: boolean };

/** How many models there are, and how many of what somebody should know of. */
export const modelFigures = (api: Api) =>
  queryOptions({
    queryKey: modelKeys.figures,
    queryFn: async ({ signal }) => {
      const models = async (query: { inProduction?: boolean; openDrift?: boolean }): Promise<Total> => {
        const { data } = await api.GET('/api/modelops/registered-models', {
          params: { query: { ...query, limit: 1 } },
          signal,
        });
        return present(data).page;
      };
      const versions = async (status: ModelStatus[]): Promise<Total> => {
        const { data } = await api.GET('/api/modelops/models', {
          params: { query: { status, limit: 1 } },
          signal,
        });
        return present(data).page;
      };
      const [all, serving, drifting, staging, validating] = await Promise.all([
        models({}),
        models({ inProduction: true }),
        models({ openDrift: true }),
        versions(['staging']),
        versions(['registered', 'validating']),
      ]);
      return { all, serving, drifting, staging, validating };
    },
  });

/** A model's versions, the newest first. */
export const versionsOf = (api: Api, name: string) =>
  queryOptions({
    queryKey: versionKeys.of('versions', name),
    queryFn: async ({ signal }): Promise<ModelVersionPage> => {
      const { data } = await api.GET('/api/modelops/models', {
        params: { query: { name: [name], limit: VERSIONS_SHOWN } },
        signal,
      });
      return present(data);
    },
  });

/** What the release gate says now. It holds for the moment: whatever changes, it is asked again. */
export const gateOf = (api: Api, id: string) =>
  queryOptions({
    queryKey: versionKeys.of('gate', id),
    queryFn: async ({ signal }): Promise<ReleaseGate> => {
      const { data } = await api.GET('/api/modelops/models/{id}/gate', { params: { path: { id } }, signal });
      return present(data);
    },
  });

export const promotionsOf = (api: Api, id: string) =>
  queryOptions({
    queryKey: versionKeys.of('promotions', id),
    queryFn: async ({ signal }): Promise<ModelPromotion[]> => {
      const { data } = await api.GET('/api/modelops/models/{id}/promotions', {
        params: { path: { id }, query: { limit: 20 } },
        signal,
      });
      return present(data).items;
    },
  });

export const driftOf = (api: Api, id: string) =>
  queryOptions({
    queryKey: versionKeys.of('drift', id),
    queryFn: async ({ signal }): Promise<DriftDetection[]> => {
      const { data } = await api.GET('/api/modelops/drift-detections', {
        params: { query: { modelId: id, limit: LOOKS } },
        signal,
      });
      return present(data).items;
    },
  });

/** The evaluations of a version, the newest first. */
export const evaluationsOf = (api: Api, id: string) =>
  queryOptions({
    queryKey: versionKeys.of('evaluations', id),
    queryFn: async ({ signal }): Promise<Evaluation[]> => {
      const { data } = await api.GET('/api/quality/evaluations', {
        params: { query: { modelId: id, limit: 50 } },
        signal,
      });
      return present(data).items;
    },
  });

export interface Move {
  status: ModelStatus;
  rolloutPercentage?: number;
  reason?: string;
}

/** The version as it is then, or the approval that waits for a second person. */
export async function moveVersion(
  api: Api,
  seen: ModelVersion,
  move: Move,
): Promise<ModelVersion | Approval> {
  const { data } = await api.PATCH('/api/modelops/models/{id}/status', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: move,
  });
  return present(data as ModelVersion | Approval | undefined);
}

export const isApproval = (answer: ModelVersion | Approval): answer is Approval => 'payloadSha256' in answer;

export interface VersionEdit {
  owner?: string;
  description?: string | null;
  reason?: string;
}

export async function editVersion(api: Api, seen: ModelVersion, edit: VersionEdit): Promise<ModelVersion> {
  const { data } = await api.PATCH('/api/modelops/models/{id}', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: edit,
  });
  return present(data);
}

export async function askOverride(
  api: Api,
  seen: ModelVersion,
  asked: { rolloutPercentage: number; reason: string },
  key: string,
): Promise<Approval> {
  const { data } = await api.POST('/api/modelops/models/{id}/gate/override', {
    params: { path: { id: seen.id }, header: { 'Idempotency-Key': key } },
    headers: { 'If-Match': etag(seen.version) },
    body: asked,
  });
  return present(data);
}

export async function moveDrift(
  api: Api,
  seen: DriftDetection,
  status: DriftStatus,
  reason: string | undefined,
): Promise<DriftDetection> {
  const { data } = await api.PATCH('/api/modelops/drift-detections/{id}/status', {
    params: { path: { id: seen.id } },
    headers: { 'If-Match': etag(seen.version) },
    body: { status, ...(reason ? { reason } : {}) },
  });
  return present(data);
}

export async function register(api: Api, report: ModelReport, key: string): Promise<ModelVersion> {
  const { data } = await api.POST('/api/modelops/models', {
    params: { header: { 'Idempotency-Key': key } },
    body: report,
  });
  return present(data);
}

export const replaceModel = (client: QueryClient, model: RegisteredModel) =>
  replaceRecord(client, modelKeys, model);
export const replaceVersion = (client: QueryClient, version: ModelVersion) =>
  replaceRecord(client, versionKeys, version);

/** Whatever shows versions and their models looks again. */
export function renew(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: versionKeys.beside });
  void client.invalidateQueries({ queryKey: versionKeys.records });
  void client.invalidateQueries({ queryKey: ['models', 'record'] });
  void client.invalidateQueries({ queryKey: modelKeys.figures });
}
