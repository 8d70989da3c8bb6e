import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Approval } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { authorName, words } from '@/lib/format';
import { ledgerKeys, pendingApprovals } from '@/lib/ledger';
import classes from './Detail.module.css';
import { ProblemNote } from './States';
import { RelativeTime } from './Time';

interface Props {
  /** As the ledger names it: `security_event`. */
  recordType: string;
  id: string;
  /** Decided either way: whatever shows the record looks again. */
  onDecided: () => void;
}

/** What about a record waits for a second person, and the decision for whoever may take it. */
export function PendingApproval(props: Props) {
  const pending = useQuery(pendingApprovals(useApi(), props.recordType, props.id));
  return pending.data?.map((approval) => <Waiting key={approval.id} approval={approval} {...props} />);
}

function Waiting({ approval, recordType, id, onDecided }: Props & { approval: Approval }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const asked = approval.requestedBy;
  const isOwn = asked.subject === person.subject && asked.issuer === person.issuer;
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'rejected') =>
      api.POST('/api/approvals/{id}/decision', {
        params: { path: { id: approval.id } },
        body: { decision, reason: reason.trim() },
      }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ledgerKeys.approvals(recordType, id) });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(recordType, id) });
      onDecided();
    },
  });
  return (
    <div className={classes.waiting} data-testid="pending-approval">
      <p>
        <strong>Waits for a second person</strong>:{' '}
        {words(approval.action.split('.').at(-1) ?? approval.action)}, asked by {authorName(asked)}; runs out{' '}
        <RelativeTime at={approval.expiresAt} />.
      </p>
      {isOwn && <p className="dim">You asked for it, so somebody else must decide.</p>}
      {!isOwn && person.may.decideApprovals && (
        <>
          <TextInput
            label="Reason for your decision"
            description="Kept in the history."
            required
            size="xs"
            value={reason}
            onChange={(input) => setReason(input.currentTarget.value)}
            mb={8}
          />
          <div className={classes.formButtons}>
            <Button
              size="xs"
              variant="default"
              loading={decide.isPending}
              disabled={!reason.trim()}
              onClick={() => decide.mutate('rejected')}
            >
              Reject
            </Button>
            <Button
              size="xs"
              loading={decide.isPending}
              disabled={!reason.trim()}
              onClick={() => decide.mutate('approved')}
            >
              Approve
            </Button>
          </div>
        </>
      )}
      {decide.error && <ProblemNote error={decide.error} />}
    </div>
  );
}
