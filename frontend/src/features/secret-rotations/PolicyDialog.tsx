import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Approval, RotationPolicy, SecretType } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import dialog from '@/components/Dialog.module.css';
import { PendingApproval } from '@/components/PendingApproval';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState, ProblemNote } from '@/components/States';
import { ExactTime } from '@/components/Time';
import { toast } from '@/components/toast';
import { authorName } from '@/lib/format';
import { ledgerKeys, pendingApprovals } from '@/lib/ledger';
import { problemOf } from '@/lib/problem';
import { daysOf } from './form';
import classes from './PolicyDialog.module.css';
import { POLICY_TYPE, rotationKeys, rotationPolicy } from './queries';
import { policyWords, typeName } from './words';

/** How long secrets may live, by kind; a change takes two people. */
export function PolicyDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const policy = useQuery(rotationPolicy(api));
  const id = policy.data?.id ?? undefined;
  const pending = useQuery({ ...pendingApprovals(api, POLICY_TYPE, id ?? ''), enabled: id !== undefined });
  const asked = pending.data?.[0];
  const [isEditing, setEditing] = useState(false);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: rotationKeys.policy });
    void client.invalidateQueries({ queryKey: rotationKeys.due });
  };
  return (
    <Modal opened onClose={onClose} title="Rotation policy" size={560}>
      <div className={dialog.form}>
        <p className={dialog.note}>
          The longest time between two rotations of a secret. A rotation with a longer interval is refused;
          secrets that have one from before are marked.
        </p>
        {policy.isPending && <Skeleton width="70%" />}
        {policy.error && !policy.data && (
          <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />
        )}
        {policy.data && isEditing ? (
          <Edit
            policy={policy.data}
            onCancel={() => setEditing(false)}
            onAsked={() => {
              setEditing(false);
              refresh();
              void toast({
                title: 'Waiting for a second person',
                message: 'Compliance or an admin decides.',
              });
            }}
          />
        ) : (
          policy.data && <Limits policy={policy.data} asked={asked} />
        )}
        {asked && (
          <p className={classes.reason}>
            Reason: <q>{asked.requestReason}</q>
          </p>
        )}
        {id && <PendingApproval recordType={POLICY_TYPE} id={id} onDecided={refresh} />}
        {person.may.changePolicies && policy.data && !asked && !isEditing && (
          <div className={dialog.buttons}>
            <Button size="xs" variant="default" onClick={() => setEditing(true)}>
              Ask for a change
            </Button>
          </div>
        )}
        {id && policy.data?.updatedAt && policy.data.updatedBy && !isEditing && (
          <details className={classes.history}>
            <summary>
              Last changed <ExactTime at={policy.data.updatedAt} /> by {authorName(policy.data.updatedBy)}
            </summary>
            <RecordHistory recordType={POLICY_TYPE} id={id} words={policyWords} />
          </details>
        )}
      </div>
    </Modal>
  );
}

/** The limits in force, and beside them what is asked for. */
function Limits({ policy, asked }: { policy: RotationPolicy; asked: Approval | undefined }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Type of secret</th>
          <th scope="col">At most</th>
          <th scope="col">Usually</th>
          {asked && <th scope="col">Asked for</th>}
        </tr>
      </thead>
      <tbody>
        {policy.limits.map(({ secretType, maxIntervalDays, usualDays }) => {
          const wanted = asked?.payload[secretType];
          return (
            <tr key={secretType}>
              <th scope="row">{typeName(secretType)}</th>
              <td data-own={maxIntervalDays !== usualDays || undefined}>{maxIntervalDays} d</td>
              <td className="dim">{usualDays} d</td>
              {asked && (
                <td>
                  {typeof wanted === 'number' ? (
                    <strong>{wanted} d</strong>
                  ) : (
                    <span className="dim">as it is</span>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface EditProps {
  policy: RotationPolicy;
  onAsked: () => void;
  onCancel: () => void;
}

/** New limits and the reason for them: both go to the second person. */
function Edit({ policy, onAsked, onCancel }: EditProps) {
  const api = useApi();
  const client = useQueryClient();
  const [days, setDays] = useState<Partial<Record<SecretType, string>>>({});
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const changed = policy.limits.filter(
    ({ secretType, maxIntervalDays }) =>
      days[secretType] !== undefined && days[secretType]?.trim() !== String(maxIntervalDays),
  );
  const bad = changed.filter(({ secretType }) => daysOf(days[secretType] ?? '') === undefined);
  const ask = useMutation({
    mutationFn: () =>
      api.PATCH('/api/security/secret-rotations/policy', {
        body: {
          limits: changed.map(({ secretType }) => ({
            secretType,
            maxIntervalDays: daysOf(days[secretType] ?? '') ?? 0,
          })),
          reason: reason.trim(),
        },
      }),
    onSuccess: ({ data }) => {
      if (data) void client.invalidateQueries({ queryKey: ledgerKeys.approvals(POLICY_TYPE, data.recordId) });
      onAsked();
    },
  });
  const refusedAt = (pointer: string) =>
    ask.error ? problemOf(ask.error).errors?.find((one) => one.pointer === pointer)?.message : undefined;
  const pointerOf = (type: SecretType) =>
    `/limits/${changed.findIndex(({ secretType }) => secretType === type)}/maxIntervalDays`;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (changed.length > 0 && bad.length === 0 && reason.trim()) ask.mutate();
  };
  return (
    <form noValidate className={dialog.form} onSubmit={submit}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Type of secret</th>
            <th scope="col">At most, days</th>
            <th scope="col">Usually</th>
          </tr>
        </thead>
        <tbody>
          {policy.limits.map(({ secretType, maxIntervalDays, usualDays }, index) => (
            <tr key={secretType}>
              <th scope="row">{typeName(secretType)}</th>
              <td>
                <TextInput
                  aria-label={`${typeName(secretType)}: at most, in days`}
                  size="xs"
                  w={110}
                  inputMode="numeric"
                  data-autofocus={index === 0 || undefined}
                  value={days[secretType] ?? String(maxIntervalDays)}
                  onChange={(event) => setDays({ ...days, [secretType]: event.currentTarget.value })}
                  error={
                    (isTried &&
                      bad.some((one) => one.secretType === secretType) &&
                      'Whole days, 1 to 3,650.') ||
                    refusedAt(pointerOf(secretType))
                  }
                />
              </td>
              <td className="dim">{usualDays} d</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Textarea
        label="Reason"
        description="A second person reads it before deciding. Kept in the history."
        required
        rows={2}
        value={reason}
        maxLength={2_000}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={(isTried && !reason.trim() && 'Say why.') || refusedAt('/reason')}
      />
      {isTried && changed.length === 0 && <p className={classes.refused}>No limit was changed yet.</p>}
      {ask.error && <ProblemNote error={ask.error} />}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={ask.isPending}>
          Ask a second person
        </Button>
      </div>
    </form>
  );
}
