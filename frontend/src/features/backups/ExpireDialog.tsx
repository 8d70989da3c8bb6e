import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Backup } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { utc } from '@/lib/format';
import { backupKeys, expireBackup, replaceBackup } from './queries';
import { typeName } from './words';

interface Props {
  backup: Backup;
  dependents: number;
  onClose: () => void;
}

/** Says that a backup is gone. The API refuses what would break a chain that is kept. */
export function ExpireDialog({ backup, dependents, onClose }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [withDependents, setWithDependents] = useState(false);
  const expiring = useMutation({
    mutationFn: () => expireBackup(api, backup, { reason: reason.trim(), withDependents }),
    onSuccess: (now) => {
      replaceBackup(client, now);
      void client.invalidateQueries({ queryKey: backupKeys.all });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Expire the backup" size={460}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) expiring.mutate();
        }}
      >
        <p className={classes.subject}>
          {typeName(backup.backupType)} of {backup.target}, {utc(backup.startedAt)}
        </p>
        <p className={classes.note}>An expired backup cannot be restored, and cannot come back.</p>
        {dependents > 0 && (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={withDependents}
              onChange={(event) => setWithDependents(event.currentTarget.checked)}
            />
            Expire also the {dependents} that need it
          </label>
        )}
        <Textarea
          label="Reason"
          description="Kept in the history."
          required
          rows={2}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {expiring.error && <ProblemNote error={expiring.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={expiring.isPending} disabled={!reason.trim()}>
            Expire
          </Button>
        </div>
      </form>
    </Modal>
  );
}
