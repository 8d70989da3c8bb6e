import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import type { Approval } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState, ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { authorName, shortId, words } from '@/lib/format';
import { ledgerKeys } from '@/lib/ledger';
import { approvalKeys, approvalRecord, decide, RECORD_TYPE, replaceApproval } from './queries';
import { actionText, approvalWords, payloadLines, recordPath } from './words';

interface Props {
  id: string;
  listed: Approval | undefined;
  onClose: () => void;
}

export function ApprovalPanel({ id, listed, onClose }: Props) {
  const record = useQuery({ ...approvalRecord(useApi(), id), placeholderData: listed });
  const approval = record.data;
  return (
    <PeekPanel
      label="Approval detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {approval && <StatusBadge status={approval.status} />}
          <CopyText text={id} shown={shortId(id)} label="approval id" />
        </>
      }
    >
      {approval ? (
        <Detail key={id} approval={approval} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="80%" />
          <Skeleton width="40%" />
        </div>
      )}
    </PeekPanel>
  );
}

function Detail({ approval }: { approval: Approval }) {
  const about = recordPath({ ...approval, payload: approval.payload as Record<string, unknown> });
  const lines = payloadLines(approval.payload as Record<string, unknown>);
  return (
    <>
      <h2 className={detail.title}>{actionText(approval.action)}</h2>
      <p className={detail.description}>“{approval.requestReason}”</p>
      {approval.status === 'pending' && <Decision approval={approval} />}
      <dl className={detail.facts}>
        <dt>Asked by</dt>
        <dd>
          <PersonName name={authorName(approval.requestedBy)} />
        </dd>
        <dt>Asked</dt>
        <dd>
          <ExactTime at={approval.createdAt} />
        </dd>
        {approval.status === 'pending' && (
          <>
            <dt>Runs out</dt>
            <dd>
              <ExactTime at={approval.expiresAt} />
            </dd>
          </>
        )}
        {approval.decidedBy && (
          <>
            <dt>Decided by</dt>
            <dd>
              <PersonName name={authorName(approval.decidedBy)} />
            </dd>
          </>
        )}
        {approval.decidedAt && (
          <>
            <dt>Decided</dt>
            <dd>
              <ExactTime at={approval.decidedAt} />
            </dd>
          </>
        )}
        {approval.decisionReason && (
          <>
            <dt>Because</dt>
            <dd>{approval.decisionReason}</dd>
          </>
        )}
        <dt>About</dt>
        <dd>
          {about ? (
            <Link to={about.to} search={about.search as never} className={detail.link}>
              {words(approval.recordType)} {shortId(approval.recordId)}
            </Link>
          ) : (
            <CopyText
              text={approval.recordId}
              shown={`${words(approval.recordType)} ${shortId(approval.recordId)}`}
              label="record id"
            />
          )}
        </dd>
      </dl>
      <section className={detail.section}>
        <div className={detail.sectionHead}>
          <h3>What a yes does</h3>
          <span className="dim">exactly this, as it was asked for</span>
        </div>
        {lines.length === 0 ? (
          <p className={detail.text}>The act needs no further values.</p>
        ) : (
          <dl className={detail.facts}>
            {lines.map(([label, value]) => (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </Fragment>
            ))}
          </dl>
        )}
        <p className={detail.text}>
          SHA-256{' '}
          <CopyText
            text={approval.payloadSha256}
            shown={`${approval.payloadSha256.slice(0, 16)}…`}
            label="digest"
          />
        </p>
      </section>
      <RecordHistory recordType={RECORD_TYPE} id={approval.id} words={approvalWords} />
    </>
  );
}

/** The second person's word. Whoever asked cannot give it, and says so here rather than being refused. */
function Decision({ approval }: { approval: Approval }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const asked = approval.requestedBy;
  const isOwn = asked.subject === person.subject && asked.issuer === person.issuer;
  const deciding = useMutation({
    mutationFn: (decision: 'approved' | 'rejected') => decide(api, approval.id, decision, reason.trim()),
    onSuccess: (decided) => replaceApproval(client, decided),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: approvalKeys.waiting });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, approval.id) });
      void client.invalidateQueries({
        queryKey: ledgerKeys.approvals(approval.recordType, approval.recordId),
      });
    },
  });
  if (isOwn) return <p className={detail.waiting}>You asked for it, so somebody else must decide.</p>;
  if (!person.may.decideApprovals)
    return <p className={detail.waiting}>People of compliance and administrators decide.</p>;
  return (
    <div className={detail.waiting}>
      <Textarea
        label="Reason for your decision"
        description="Kept in the history."
        required
        rows={2}
        mb={8}
        value={reason}
        onChange={(input) => setReason(input.currentTarget.value)}
      />
      {deciding.error && <ProblemNote error={deciding.error} />}
      <div className={detail.formButtons}>
        <Button
          size="xs"
          variant="default"
          loading={deciding.isPending}
          disabled={!reason.trim()}
          onClick={() => deciding.mutate('rejected')}
        >
          Reject
        </Button>
        <Button
          size="xs"
          loading={deciding.isPending}
          disabled={!reason.trim()}
          onClick={() => deciding.mutate('approved')}
        >
          Approve
        </Button>
      </div>
    </div>
  );
}
