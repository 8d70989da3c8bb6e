import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Evidence, EvidenceStatus } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { StatusDialog } from '@/components/StatusDialog';
import { fetchEvidences } from './queries';
import { DEFAULT_SORT } from './search';
import type { EvidenceChange } from './use-change';
import { keyOf, moveName, servedBy } from './words';

interface Props {
  seen: Evidence;
  to: EvidenceStatus;
  reasonRequired: boolean;
  change: EvidenceChange;
  onClose: () => void;
}

const titles: Partial<Record<EvidenceStatus, string>> = {
  submitted: 'Submit it for approval',
  approved: 'Approve the evidence',
  changes_requested: 'Request changes',
  rejected: 'Reject the evidence',
  withdrawn: 'Withdraw the evidence',
  superseded: 'Supersede the evidence',
  revoked: 'Revoke the approval',
  draft: 'Take it up again',
};

const notes: Partial<Record<EvidenceStatus, string>> = {
  submitted: 'From now on it does not change until somebody else approves it or sends it back.',
  changes_requested: 'It goes back to be changed, and is submitted again.',
  rejected: 'This is final: it can be read, and nothing else.',
  withdrawn: 'This is final: it can be read, and nothing else.',
  revoked: 'Its controls are uncovered from now on unless other evidence covers them.',
};

/** One step of a piece of evidence. An approval is sent with the digest of exactly what was on the screen. */
export function MoveDialog({ seen, to, reasonRequired, change, onClose }: Props) {
  const [successor, setSuccessor] = useState('');
  const isSuperseded = to === 'superseded';
  return (
    <StatusDialog
      title={titles[to] ?? moveName(to)}
      subject={seen.title}
      reasonRequired={reasonRequired}
      confirm={moveName(to)}
      busy={change.isPending}
      error={change.error}
      onConfirm={({ reason }) => {
        if (isSuperseded && !successor) return;
        change.mutate(
          {
            seen,
            change: {
              move: {
                status: to,
                ...(reason ? { reason } : {}),
                ...(to === 'approved' ? { contentSha256: seen.contentSha256 } : {}),
                ...(isSuperseded ? { supersededById: successor } : {}),
              },
            },
          },
          { onSuccess: onClose },
        );
      }}
      onClose={onClose}
    >
      {notes[to] && <p className={classes.note}>{notes[to]}</p>}
      {to === 'approved' && (
        <p className={classes.note}>
          You approve revision {seen.revision} as you read it, by its digest{' '}
          <span className="mono">{seen.contentSha256.slice(0, 16)}…</span>. Anything else is refused.
        </p>
      )}
      {isSuperseded && <Successor seen={seen} value={successor} onChange={setSuccessor} />}
    </StatusDialog>
  );
}

interface SuccessorProps {
  seen: Evidence;
  value: string;
  onChange: (id: string) => void;
}

/** Approved evidence that shares a control: what else could take its place. */
function Successor({ seen, value, onChange }: SuccessorProps) {
  const api = useApi();
  const { subject } = usePerson();
  const serves = servedBy(seen).map(keyOf);
  const found = useQuery({
    queryKey: ['compliance', 'figures', 'successors', seen.id],
    queryFn: ({ signal }) =>
      fetchEvidences(
        api,
        { status: ['approved'], serves, sort: DEFAULT_SORT },
        subject,
        { begun: Date.now(), cursor: undefined },
        100,
        signal,
      ),
  });
  const others = found.data?.items.filter((one) => one.id !== seen.id);
  return (
    <NativeSelect
      label="What takes its place"
      description="Approved evidence that serves one of the same controls."
      required
      value={value}
      error={others?.length === 0 ? 'There is none: have the newer one approved first.' : undefined}
      data={[
        { value: '', label: 'Choose…' },
        ...(others ?? []).map((one) => ({ value: one.id, label: one.title })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
