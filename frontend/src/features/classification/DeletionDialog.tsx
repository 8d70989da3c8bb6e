import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Classification } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { fromUtcInput, toUtcInput } from '@/lib/format';
import { ledgerKeys } from '@/lib/ledger';
import { dataKeys, fetchClassification, RECORD_TYPE, recordDeletion, replaceClassification } from './queries';

const DAY = 86_400_000;

interface Props {
  data: Classification;
  onClose: () => void;
}

/** Records that the system which holds the data has deleted some of it, with what proves that. */
export function DeletionDialog({ data, onClose }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [upTo, setUpTo] = useState(() =>
    toUtcInput(new Date(Date.now() - (data.retentionDays ?? 0) * DAY)).slice(0, 16),
  );
  const [records, setRecords] = useState('');
  const [proof, setProof] = useState('');
  const deletedUpTo = fromUtcInput(upTo);
  const isReady = deletedUpTo && /^\d+$/.test(records.trim()) && proof.trim();
  const saving = useMutation({
    mutationFn: () =>
      recordDeletion(
        api,
        data.id,
        {
          deletedUpTo: deletedUpTo ?? '',
          recordsDeleted: Number(records),
          proofReference: proof.trim(),
        },
        key,
      ),
    onSuccess: async () => {
      onClose();
      void client.invalidateQueries({ queryKey: dataKeys.deletions(data.id) });
      void client.invalidateQueries({ queryKey: dataKeys.figures });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, data.id) });
      replaceClassification(client, await fetchClassification(api, data.id));
    },
  });
  return (
    <Modal opened onClose={onClose} title="Record a deletion" size={480}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) saving.mutate();
        }}
      >
        <p className={classes.subject}>{data.dataAsset}</p>
        <div className={classes.columns}>
          <TextInput
            type="datetime-local"
            label="Gone is what is from before, UTC"
            required
            data-autofocus
            value={upTo}
            onChange={(event) => setUpTo(event.currentTarget.value)}
          />
          <TextInput
            label="Records deleted"
            inputMode="numeric"
            required
            value={records}
            onChange={(event) => setRecords(event.currentTarget.value)}
          />
        </div>
        <TextInput
          label="What proves it"
          description="A job's run, a log, a ticket."
          required
          maxLength={1000}
          value={proof}
          onChange={(event) => setProof(event.currentTarget.value)}
        />
        {saving.error && <ProblemNote error={saving.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={!isReady}>
            Record it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
