import { useQueryClient } from '@tanstack/react-query';
import type { GoldenDataset } from '@/api/types';
import { useApi } from '@/auth/context';
import { toast } from '@/components/toast';
import { ledgerKeys } from '@/lib/ledger';
import { useRecordChange } from '@/lib/use-record-change';
import { DATASET_TYPE, datasetKeys, fetchDataset, type Move, moveDataset, replaceDataset } from './queries';

/** Makes a version active or inactive, shows what came of it, and keeps a lost race for the person to settle. */
export function useMove() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<GoldenDataset, Move, GoldenDataset>({
    send: (seen, move) => moveDataset(api, seen, move),
    fetch: (seen) => fetchDataset(api, seen.id),
    replace: (dataset) => replaceDataset(client, dataset),
    onDone: (dataset) => {
      replaceDataset(client, dataset);
      // Another version may have lost what this one won.
      void client.invalidateQueries({ queryKey: datasetKeys.versions(dataset.name) });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(DATASET_TYPE, dataset.id) });
      void toast({
        title: dataset.status === 'active' ? 'Made active' : 'Made inactive',
        message: `${dataset.name}, version ${dataset.dataVersion}`,
      });
    },
  });
}

export type Moving = ReturnType<typeof useMove>;
