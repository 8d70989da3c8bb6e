import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessItem } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { collectPages } from '@/lib/export';
import { AT_ONCE, type Refused, refusedOf } from './bulk';
import { decideMany, fetchItems, itemKeys, lookAgain, replaceReview } from './queries';
import { counted, decisionText, itemName } from './words';

interface Props {
  review: string;
  decision: 'keep' | 'revoke';
  /** Those that were selected; undefined means all open ones that nothing speaks against. */
  items: readonly AccessItem[] | undefined;
  onClose: (isDone: boolean) => void;
}

const PAGE = 200;

/** Decides about many at once. The API takes all or none, so what is refused is shown and left out on request. */
export function BulkDialog({ review, decision, items, onClose }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<Refused[]>([]);
  const advised = useQuery({
    queryKey: ['access-items', 'advised', review],
    queryFn: () =>
      collectPages(
        (at) => fetchItems(api, review, { decided: false, recommended: ['keep'] }, at, PAGE),
        () => {},
      ),
    enabled: items === undefined,
    gcTime: 0,
  });
  const asked = items ?? advised.data?.items;
  const rest = asked?.filter((item) => !refused.some((one) => one.item.id === item.id)) ?? [];
  const deciding = useMutation({
    mutationFn: async () => {
      const said = { decision, ...(reason.trim() ? { reason: reason.trim() } : {}) };
      for (let from = 0; from < rest.length; from += AT_ONCE) {
        const part = rest.slice(from, from + AT_ONCE);
        try {
          replaceReview(client, await decideMany(api, review, part, said));
        } catch (error) {
          const named = refusedOf(error, part);
          if (!named) throw error;
          setRefused((now) => [...now, ...named]);
          return false;
        }
      }
      return true;
    },
    onSuccess: (isDone) => {
      if (isDone) onClose(true);
    },
    onSettled: () => {
      void lookAgain(client, review);
      void client.invalidateQueries({ queryKey: itemKeys.lists });
    },
  });
  const isReady = rest.length > 0 && (decision === 'keep' || reason.trim() !== '');
  const verb = decisionText(decision);
  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      title={asked ? `${verb} ${counted(rest.length)}` : verb}
      size={480}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) deciding.mutate();
        }}
      >
        {!asked && !advised.error && <Skeleton width="60%" />}
        {advised.error && <ProblemNote error={advised.error} />}
        {items === undefined && asked && refused.length === 0 && (
          <p className={classes.note}>
            No rule speaks against these: not long unused, no conflict of duties, no more rights than their
            peers. A person still answers for the decision.
          </p>
        )}
        {refused.length > 0 && (
          <>
            <p className={classes.note} role="alert">
              Nothing was decided yet, since these were refused. Go on without them?
            </p>
            <ul className={classes.outcome} aria-label="Refused accounts">
              {refused.map(({ item, why }) => (
                <li key={item.id}>
                  <strong>{itemName(item)}</strong>
                  <span>{why}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {asked && refused.length === 0 && (
          <ul className={classes.outcome} aria-label="Accounts">
            {asked.slice(0, 100).map((item) => (
              <li key={item.id}>
                <strong>{itemName(item)}</strong>
                <span>{item.currentPermissions.join(', ') || 'No permission'}</span>
              </li>
            ))}
            {asked.length > 100 && (
              <li>
                <span>and {asked.length - 100} more</span>
              </li>
            )}
          </ul>
        )}
        <Textarea
          label="Reason"
          description={
            decision === 'revoke' ? 'Needed here. It is kept in the history.' : 'Kept in the history.'
          }
          required={decision === 'revoke'}
          rows={2}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {deciding.error && <ProblemNote error={deciding.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => onClose(false)}>
            Cancel
          </Button>
          <Button
            type="submit"
            {...(decision === 'revoke' ? { color: 'red' } : {})}
            loading={deciding.isPending}
            disabled={!isReady}
          >
            {refused.length > 0 ? `${verb} the other ${rest.length}` : verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
