import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { AccessReview } from '@/api/types';
import { useApi } from '@/auth/context';
import { ledgerKeys } from '@/lib/ledger';
import { lookAgain, moveReview, REVIEW_TYPE, replaceReview } from './queries';
import { counted } from './words';

const PlanDialog = lazy(async () => ({ default: (await import('./PlanDialog')).PlanDialog }));
const PopulationDialog = lazy(async () => ({
  default: (await import('./PopulationDialog')).PopulationDialog,
}));
const StatusDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));
const OpenItemsDialog = lazy(async () => ({ default: (await import('./OpenItemsDialog')).OpenItemsDialog }));

interface Props {
  review: AccessReview;
  onShowOpen: () => void;
}

type Asking = 'start' | 'edit' | 'completed' | 'cancelled' | 'open' | 'snapshot';

/** What may become of a review from where it stands. */
export function ReviewActions({ review, onShowOpen }: Props) {
  const api = useApi();
  const client = useQueryClient();
  // Kept as it was when the dialog opened: what changes meanwhile refuses, and says so.
  const [asking, setAsking] = useState<{ what: Asking; seen: AccessReview }>();
  const done = () => setAsking(undefined);
  const moving = useMutation({
    mutationFn: ({ status, reason }: { status: 'completed' | 'cancelled'; reason: string | undefined }) =>
      moveReview(api, asking?.seen ?? review, { status, ...(reason ? { reason } : {}) }),
    onSuccess: (now) => {
      replaceReview(client, now);
      done();
    },
    onSettled: () => {
      void lookAgain(client, review.id);
      void client.invalidateQueries({ queryKey: ledgerKeys.history(REVIEW_TYPE, review.id) });
    },
  });
  const ask = (what: Asking) => {
    moving.reset();
    setAsking({ what, seen: review });
  };
  const may = (status: AccessReview['status']) => review.nextStatuses.includes(status);
  const isOver = review.nextStatuses.length === 0;
  const what = asking?.what;
  return (
    <>
      {!isOver && (
        <Button size="xs" variant="default" onClick={() => ask('edit')}>
          Edit
        </Button>
      )}
      {may('cancelled') && (
        <Button size="xs" variant="default" onClick={() => ask('cancelled')}>
          Cancel it
        </Button>
      )}
      {may('in_progress') && (
        <Button size="xs" onClick={() => ask('start')}>
          Start
        </Button>
      )}
      {may('completed') && (
        <Button
          size="xs"
          variant={review.openItems > 0 ? 'default' : 'filled'}
          onClick={() => ask(review.openItems > 0 ? 'open' : 'completed')}
        >
          Complete
        </Button>
      )}
      {review.status === 'completed' && review.actionsPending > 0 && (
        <Button size="xs" onClick={() => ask('snapshot')}>
          Prove what was decided
        </Button>
      )}
      <Suspense>
        {asking && what === 'edit' && <PlanDialog review={asking.seen} onClose={done} />}
        {asking && (what === 'start' || what === 'snapshot') && (
          <PopulationDialog review={asking.seen} purpose={what} onClose={done} />
        )}
        {asking && what === 'open' && (
          <OpenItemsDialog
            review={review}
            onClose={done}
            onShow={() => {
              done();
              onShowOpen();
            }}
          />
        )}
        {asking && (what === 'completed' || what === 'cancelled') && (
          <StatusDialog
            title={what === 'completed' ? 'Complete the review' : 'Cancel the review'}
            subject={`${review.scope}, ${counted(review.itemCount)}`}
            reasonRequired={what === 'cancelled'}
            confirm={what === 'completed' ? 'Complete' : 'Cancel the review'}
            busy={moving.isPending}
            error={moving.error}
            onConfirm={({ reason }) => moving.mutate({ status: what, reason })}
            onClose={done}
          />
        )}
      </Suspense>
    </>
  );
}
