import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { GatePolicy, ScoreHistory, TrustScore } from '@/api/types';
import { type Api, present } from '@/lib/api';
import { trustKeys } from '@/lib/trust';
import type { Period } from './search';

/** As the ledger names it. */
export const GATE_TYPE = 'gate_policy';

export const gateKeys = { all: ['trust', 'gate'] as const };

/** The score with every point explained: now, or as it was at a moment, which never changes again. */
export const trustScore = (api: Api, at: string | undefined) =>
  queryOptions({
    queryKey: at ? ['trust', 'past', at] : [...trustKeys.present, 'score'],
    queryFn: async ({ signal }): Promise<TrustScore> =>
      present((await api.GET('/api/trust/score', { params: { query: { at } }, signal })).data),
    placeholderData: keepPreviousData,
    ...(at ? { staleTime: Number.POSITIVE_INFINITY } : { refetchInterval: 60_000 }),
  });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const lengths: Record<Period, number> = { '24h': DAY, '30d': 30 * DAY, '90d': 90 * DAY, '1y': 365 * DAY };

/** The stretch of time of a period, to the step: else each tick of the clock would ask anew. */
export function stretchOf(period: Period, now: number): { from: string; to: string } {
  const step = period === '24h' ? HOUR / 2 : DAY;
  const end = Math.ceil(now / step) * step;
  return { from: new Date(end - lengths[period] - step).toISOString(), to: new Date(end).toISOString() };
}

/** Scores of the past: each half hour of the last day, recomputed, or each midnight, as it was kept. */
export const scoreHistory = (api: Api, period: Period, now: number) => {
  const { from, to } = stretchOf(period, now);
  const every = period === '24h' ? 'PT30M' : undefined;
  return queryOptions({
    queryKey: ['trust', 'history', period, to],
    queryFn: async ({ signal }): Promise<ScoreHistory> =>
      present(
        (await api.GET('/api/trust/score/history', { params: { query: { from, to, every } }, signal })).data,
      ),
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
  });
};

/** The policy in force and the one that is proposed, as far as there are any. */
export const gatePolicies = (api: Api) =>
  queryOptions({
    queryKey: gateKeys.all,
    queryFn: async ({
      signal,
    }): Promise<{ inForce: GatePolicy | undefined; proposed: GatePolicy | undefined }> => {
      const { data } = await api.GET('/api/modelops/gate-policy/versions', {
        params: { query: { status: ['in_force', 'proposed'] } },
        signal,
      });
      const { items } = present(data);
      return {
        inForce: items.find((one) => one.status === 'in_force'),
        proposed: items.find((one) => one.status === 'proposed'),
      };
    },
  });

/** What a policy can name: golden datasets, suites and objectives that are in use. */
export const gateChoices = (api: Api) =>
  queryOptions({
    queryKey: ['trust', 'gate-choices'],
    queryFn: async ({ signal }) => {
      const [datasets, suites, slos] = await Promise.all([
        api.GET('/api/quality/golden-datasets', {
          params: { query: { status: ['active'], limit: 200 } },
          signal,
        }),
        api.GET('/api/quality/regression-tests/suites', { params: { query: { limit: 200 } }, signal }),
        api.GET('/api/monitoring/slo-definitions', {
          params: { query: { lifecycle: ['active'], limit: 200 } },
          signal,
        }),
      ]);
      return {
        datasets: present(datasets.data).items.map(({ name, itemCount }) => ({ name, itemCount })),
        suites: present(suites.data).items.map(({ testSuite }) => testSuite),
        slos: present(slos.data).items.map(({ id, service, name }) => ({ id, name: `${service} / ${name}` })),
      };
    },
    staleTime: 60_000,
  });
