import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '@/auth/context';
import { useLive } from '@/lib/live/context';
import { fetchModels, renew, replaceModel } from './queries';
import type { ModelSearch } from './search';

/** Notices are gathered this long: an evaluation run costs one look and not dozens. Milliseconds. */
const GATHER = 1_000;
/** What a version's page shows besides the version; the gate reads far and wide. */
const CONCERNS = new Set([
  'registered_model',
  'model_version',
  'model_promotion',
  'model_drift_detection',
  'golden_evaluation',
  'golden_dataset',
  'gate_policy',
  'incident',
  'compliance_evidence',
  'approval',
]);

/** Keeps figures, an open panel and a version's page true; lists do so for their own rows. */
export function useModelsLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      renew(client);
      void client.invalidateQueries({ queryKey: ['ledger'] });
    }, GATHER);
  }, [client]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({
    onNotice: ({ recordType }) => {
      if (CONCERNS.has(recordType)) soon();
    },
    onGap: soon,
  });
}

/** How many rows from the list's top are brought up to date when a drift or an evaluation says nothing of its model. */
const TOP = 100;

/**
 * Drift and evaluations change how a model stands without changing the model: rows are read again, in the places where
 * they are.
 */
export function useStandingsLive(search: ModelSearch): void {
  const api = useApi();
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({
    onNotice: ({ recordType }) => {
      if (recordType !== 'model_drift_detection' && recordType !== 'golden_evaluation') return;
      timer.current ??= setTimeout(async () => {
        timer.current = undefined;
        try {
          const { items } = await fetchModels(api, search, { begun: Date.now(), cursor: undefined }, TOP);
          for (const model of items) replaceModel(client, model);
        } catch {
          // The rows stay as they are; the next notice looks again.
        }
      }, GATHER);
    },
  });
}
