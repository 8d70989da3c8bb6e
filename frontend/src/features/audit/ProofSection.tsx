import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import detail from '@/components/Detail.module.css';
import { IconDownload, IconRefresh } from '@/components/icons';
import { ErrorState } from '@/components/States';
import { toast } from '@/components/toast';
import { download } from '@/lib/download';
import { ApiError, problemOf } from '@/lib/problem';
import classes from './audit.module.css';
import { keep, keptNow } from './kept';
import { checkEntry } from './proof/check';
import { type EntryRow, fetchProofFile, proofSource } from './queries';
import { Contradiction, VerdictBanner, VerdictSteps } from './Verdict';

/** The entry's proof; wherever on the page it is asked for, it is computed once. */
export function useProof(entry: EntryRow) {
  const api = useApi();
  const { position } = entry;
  const proof = useQuery({
    enabled: position !== null,
    queryKey: ['audit', 'proof', position, entry.batch?.index ?? null],
    queryFn: () => checkEntry(entry, proofSource(api), keptNow()),
    // A line is sealed about a second after it was written.
    retry: (count, error) => count < 8 && error instanceof ApiError && error.status === 409,
    retryDelay: 700,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const kept = proof.data?.kept;
  useEffect(() => {
    if (kept) keep(kept);
  }, [kept]);
  return proof;
}

/** Every step of the proof, and what it does not prove. */
export function ProofSection({ entry, position }: { entry: EntryRow; position: number }) {
  const api = useApi();
  const proof = useProof(entry);
  const save = async () => {
    try {
      download(`entry-${position}.tlog-proof`, 'text/plain', await fetchProofFile(api, position));
    } catch (error) {
      void toast({
        color: 'red',
        title: 'The proof file could not be made',
        message: problemOf(error).title,
      });
    }
  };
  return (
    <section className={detail.section} aria-label="Proof">
      <div className={detail.sectionHead}>
        <h3>Proof</h3>
        <span className="dim">computed in this browser</span>
      </div>
      {proof.data && !proof.isFetching ? (
        <>
          <VerdictBanner verdict={proof.data} what="This entry" />
          <VerdictSteps steps={proof.data.steps} />
          {proof.data.contradiction && <Contradiction {...proof.data.contradiction} />}
        </>
      ) : proof.error ? (
        <ErrorState error={proof.error} onRetry={() => void proof.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="80%" height={36} />
          <Skeleton width="60%" />
          <Skeleton width="70%" />
        </div>
      )}
      <div className={classes.buttons}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          disabled={proof.isFetching}
          onClick={() => void proof.refetch()}
        >
          Check again
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          onClick={() => void save()}
        >
          Proof file
        </Button>
      </div>
      <div className={classes.limits}>
        <h4>What this does not prove</h4>
        <ul>
          <li>
            That what was written was true: only that it was written, in this order, and never changed since.
          </li>
          <li>
            That the records still say what the ledger says: a verification compares them, every record with
            its last entry.
          </li>
          <li>
            That this page is honest: it came from the same server. The proof file needs no page and no
            server: <code>tlog-verify proof -keys keys.txt entry-{position}.tlog-proof</code>, built from{' '}
            <code>infra/verify</code>.
          </li>
        </ul>
      </div>
    </section>
  );
}
