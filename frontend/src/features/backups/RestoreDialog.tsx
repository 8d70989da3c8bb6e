import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { Backup, Restore } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { utc } from '@/lib/format';
import { backupKeys, replaceRestore, requestRestore } from './queries';
import { PURPOSES } from './search';
import { typeName } from './words';

const schema = z.object({
  purpose: z.enum(PURPOSES),
  targetEnvironment: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Say where it is restored to.'),
      z.maxLength(200, 'At most 200 characters.'),
    ),
  reason: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Say why: the reason stays in the history.'),
      z.maxLength(2000, 'At most 2,000 characters.'),
    ),
});
const purposes = [
  { value: 'drill', label: 'Drill: to prove that it can come back' },
  { value: 'recovery', label: 'Recovery: because data was lost' },
];

interface Props {
  backup: Backup;
  onClose: () => void;
  onAsked: (restore: Restore) => void;
}

/** Asks for a restore; the backup runner, or whoever restores by hand, reports how it went. */
export function RestoreDialog({ backup, onClose, onAsked }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { purpose: 'drill', targetEnvironment: '', reason: '' },
  });
  const { errors } = form.formState;
  const asking = useMutation({
    mutationFn: (answer: z.infer<typeof schema>) => requestRestore(api, backup, answer, key),
    onSuccess: (restore) => {
      replaceRestore(client, restore);
      void client.invalidateQueries({ queryKey: backupKeys.figures });
      onAsked(restore);
    },
  });
  return (
    <Modal opened onClose={onClose} title="Ask for a restore" size={480}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => asking.mutate(answer))}
      >
        <p className={classes.subject}>
          {typeName(backup.backupType)} of {backup.target}, {utc(backup.startedAt)}
        </p>
        <NativeSelect label="Purpose" data={purposes} {...form.register('purpose')} />
        <TextInput
          label="Into"
          description="The environment it is restored to, such as drill-scratch."
          required
          data-autofocus
          error={errors.targetEnvironment?.message}
          {...form.register('targetEnvironment')}
        />
        <Textarea
          label="Reason"
          required
          rows={2}
          error={errors.reason?.message}
          {...form.register('reason')}
        />
        <p className={classes.note}>The clock of the RTO starts now.</p>
        {asking.error && <ProblemNote error={asking.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={asking.isPending}>
            Ask for it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
