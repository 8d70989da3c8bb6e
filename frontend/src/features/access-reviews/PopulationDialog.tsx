import { Button, FileButton, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessReview, AccessSnapshot, HeldAccess } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { Segments } from '@/components/Segments';
import { ProblemNote } from '@/components/States';
import { ledgerKeys } from '@/lib/ledger';
import { MOST, readPopulation } from './population';
import {
  compareSnapshot,
  itemKeys,
  lookAgain,
  moveReview,
  REVIEW_TYPE,
  replaceReview,
  type Source,
} from './queries';
import { outcomeText } from './ReviewSummary';
import { counted } from './words';

interface Props {
  review: AccessReview;
  /** Freezes the population that is reviewed, or looks at a later one. */
  purpose: 'start' | 'snapshot';
  onClose: () => void;
}

const sources = [
  { value: 'keycloak', text: 'Read from Keycloak' },
  { value: 'given', text: 'From a file' },
] as const;

/** Says where accounts come from: to start a review with them, or to prove what became of its decisions. */
export function PopulationDialog({ review, purpose, onClose }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [source, setSource] = useState<'keycloak' | 'given'>(
    purpose === 'snapshot' ? (review.populationSource ?? 'keycloak') : 'keycloak',
  );
  const [apply, setApply] = useState(false);
  const [file, setFile] = useState<{ name: string; items: HeldAccess[] }>();
  const [unread, setUnread] = useState<unknown>();
  const isStart = purpose === 'start';
  const sending = useMutation({
    mutationFn: async (from: Source): Promise<AccessSnapshot | undefined> => {
      if (!isStart)
        return compareSnapshot(
          api,
          review.id,
          from.source === 'keycloak' && apply ? { ...from, apply } : from,
          key,
        );
      replaceReview(client, await moveReview(api, review, { status: 'in_progress', ...from }));
      return undefined;
    },
    onSuccess: (snapshot) => {
      if (!snapshot) onClose();
    },
    onSettled: async () => {
      await lookAgain(client, review.id);
      await client.invalidateQueries({ queryKey: itemKeys.lists });
      await client.invalidateQueries({ queryKey: ledgerKeys.history(REVIEW_TYPE, review.id) });
    },
  });
  const read = async (chosen: File | null) => {
    if (!chosen) return;
    sending.reset();
    setUnread(undefined);
    setFile(undefined);
    try {
      setFile({ name: chosen.name, items: readPopulation(await chosen.text()) });
    } catch (error) {
      setUnread(error);
    }
  };
  const from: Source | undefined =
    source === 'keycloak' ? { source } : file && { source: 'given', items: file.items };

  if (sending.data)
    return (
      <Modal opened onClose={onClose} title="What the snapshot proves" size={480}>
        <div className={classes.form}>
          <p className={classes.subject}>{outcomeText(sending.data)}</p>
          {sending.data.stillHeldItems > 0 && (
            <p className={classes.note}>
              What is as before stays pending until it is carried out and a later snapshot proves it.
            </p>
          )}
          <div className={classes.buttons}>
            <Button data-autofocus onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      </Modal>
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={isStart ? 'Start the review' : 'Prove what was decided'}
      size={520}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (from) sending.mutate(from);
        }}
      >
        <p className={classes.note}>
          {isStart
            ? 'Who is reviewed and what they may do is frozen now, under one digest. It does not change any more.'
            : `${counted(review.actionsPending)} should have changed. A snapshot that was taken after the review proves it, or shows what is as before.`}
        </p>
        <Segments label="Where from" options={sources} value={source} onChange={setSource} />
        {source === 'keycloak' && !isStart && (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={apply}
              onChange={(event) => setApply(event.currentTarget.checked)}
            />
            Take it away in Keycloak first, then look
          </label>
        )}
        {source === 'given' && (
          <>
            <p className={classes.note}>
              JSON as the API takes it, or CSV with columns such as <code>username</code>, <code>email</code>,{' '}
              <code>peerGroup</code>, <code>lastUsedAt</code> and <code>currentPermissions</code>, these
              parted by semicolons. At most {MOST.toLocaleString('en-GB')} accounts.
            </p>
            <div>
              <FileButton
                onChange={(chosen) => void read(chosen)}
                accept=".json,.csv,application/json,text/csv"
              >
                {(props) => (
                  <Button variant="default" size="xs" {...props}>
                    Choose a file
                  </Button>
                )}
              </FileButton>
            </div>
            {file && (
              <p className={classes.subject}>
                {file.name}: {counted(file.items.length)}
              </p>
            )}
            {unread !== undefined && (
              <p className={classes.note} role="alert">
                {unread instanceof Error ? unread.message : 'The file cannot be read.'}
              </p>
            )}
          </>
        )}
        {sending.error && <ProblemNote error={sending.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sending.isPending} disabled={!from}>
            {isStart ? 'Freeze and start' : apply && source === 'keycloak' ? 'Take away and look' : 'Look'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
