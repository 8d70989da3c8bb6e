import { useQueryClient } from '@tanstack/react-query';
import type { Evidence } from '@/api/types';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import { useRecordChange } from '@/lib/use-record-change';
import {
  EVIDENCE_TYPE,
  type EvidenceEdit,
  type EvidenceMove,
  editEvidence,
  evidenceKeys,
  fetchEvidence,
  moveEvidence,
  renewCompliance,
  replaceEvidence,
} from './queries';

export type Change = { edit: EvidenceEdit } | { move: EvidenceMove };

/** Changes evidence, shows what came of it, and keeps a lost race for the person to settle. */
export function useEvidenceChange() {
  const api = useApi();
  const client = useQueryClient();
  return useRecordChange<Evidence, Change, Evidence>({
    send: (seen, change) =>
      'move' in change ? moveEvidence(api, seen, change.move) : editEvidence(api, seen, change.edit),
    fetch: (seen) => fetchEvidence(api, seen.id),
    replace: (evidence) => replaceEvidence(client, evidence),
    onDone: (evidence) => {
      client.setQueryData(evidenceKeys.record(evidence.id), evidence);
      replaceEvidence(client, evidence);
      renewCompliance(client);
      void client.invalidateQueries({ queryKey: ledgerKeys.history(EVIDENCE_TYPE, evidence.id) });
    },
  });
}

export type EvidenceChange = ReturnType<typeof useEvidenceChange>;
