import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { TrustOverview, TrustTask } from '@/api/types';
import { type Api, present } from './api';
import { useLive } from './live/context';

/** What stands about trust in the present; what is asked of the past has keys of its own and never changes. */
export const trustKeys = {
  present: ['trust', 'present'] as const,
  overview: ['trust', 'present', 'overview'] as const,
};

/** How everything stands and what waits for whoever asks. */
export const trustOverview = (api: Api) =>
  queryOptions({
    queryKey: trustKeys.overview,
    queryFn: async ({ signal }): Promise<TrustOverview> =>
      present((await api.GET('/api/trust/overview', { signal })).data),
    // Things fall due with time even when nothing is written.
    refetchInterval: 60_000,
    staleTime: 10_000,
  });

/** A burst of writing costs one look, and figures are a second behind the ledger. Milliseconds. */
const GATHER = 2_000;
/** How often one line is waited for before it is left to the next look. */
const TRIES = 5;

/** Keeps what stands in the present true. Mounted once, in the frame of all pages. */
export function useTrustLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const heard = useRef({ position: -1, tries: 0 });
  const soon = useCallback(() => {
    timer.current ??= setTimeout(async () => {
      await client.invalidateQueries({ queryKey: trustKeys.present });
      timer.current = undefined;
      const seen = client.getQueryData<TrustOverview>(trustKeys.overview)?.position ?? -1;
      if (seen < heard.current.position && heard.current.tries++ < TRIES) soon();
    }, GATHER);
  }, [client]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({
    onNotice: ({ position }) => {
      heard.current = { position: Math.max(position, heard.current.position), tries: 0 };
      soon();
    },
    onGap: soon,
  });
}

type TaskName = TrustTask['task'];

const tasks: Record<TaskName, { one: string; many: string; isBad: boolean }> = {
  critical_events: {
    one: 'critical security event is open',
    many: 'critical security events are open',
    isBad: true,
  },
  alerts_firing: { one: 'SLO has an alert that fires', many: 'SLOs have alerts that fire', isBad: true },
  authority_reports_overdue: {
    one: 'report to an authority is overdue',
    many: 'reports to authorities are overdue',
    isBad: true,
  },
  authority_reports_due: {
    one: 'report to an authority is due',
    many: 'reports to authorities are due',
    isBad: false,
  },
  approvals: {
    one: 'request waits for your yes or no',
    many: 'requests wait for your yes or no',
    isBad: false,
  },
  rotations_overdue: { one: 'secret is overdue', many: 'secrets are overdue', isBad: true },
  backups_late: { one: 'target is late with a backup', many: 'targets are late with a backup', isBad: true },
  action_items_overdue: {
    one: 'action item of an incident is overdue',
    many: 'action items of incidents are overdue',
    isBad: true,
  },
  access_reviews_due: {
    one: 'access review is due within 14 days',
    many: 'access reviews are due within 14 days',
    isBad: false,
  },
  evidence_submitted: {
    one: 'piece of evidence waits for a review',
    many: 'pieces of evidence wait for a review',
    isBad: false,
  },
  evidence_reviews_due: {
    one: 'piece of evidence is due to be looked at again',
    many: 'pieces of evidence are due to be looked at again',
    isBad: false,
  },
  retention_due: {
    one: 'data asset is kept longer than it may be',
    many: 'data assets are kept longer than they may be',
    isBad: true,
  },
};

/** What waits, after its number: `secrets are overdue`. */
export const taskText = ({ task, count }: TrustTask) => (count === 1 ? tasks[task].one : tasks[task].many);
export const taskTone = ({ task }: TrustTask) => (tasks[task].isBad ? 'bad' : 'plain');

/** How much waits in all. */
export const waitingCount = (all: readonly TrustTask[]) => all.reduce((sum, one) => sum + one.count, 0);
