import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { BackupPolicy } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { toast } from '@/components/toast';
import { etag } from '@/lib/api';
import { formOf, type PolicyForm, policySchema, toRule } from './policy-form';
import { backupKeys } from './queries';

interface Props {
  target: string;
  policy: BackupPolicy | null;
  onClose: () => void;
}

/** Asks for a rule or its change; it holds once a second person agrees. */
export function PolicyDialog({ target, policy, onClose }: Props) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<PolicyForm>({
    resolver: zodResolver(policySchema),
    defaultValues: formOf(policy, person.name),
  });
  const { errors } = form.formState;
  const asking = useMutation({
    mutationFn: (answer: PolicyForm) =>
      policy
        ? api.PATCH('/api/backup/policies/{id}', {
            params: { path: { id: policy.id } },
            headers: { 'If-Match': etag(policy.version) },
            body: toRule(answer),
          })
        : api.POST('/api/backup/policies', {
            params: { header: { 'Idempotency-Key': key } },
            body: { target, ...toRule(answer) },
          }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: backupKeys.figures });
      void client.invalidateQueries({ queryKey: ['ledger', 'approvals'] });
      void toast({ title: 'Asked for', message: 'The rule holds once a second person agrees.' });
      onClose();
    },
  });
  const hours = (
    name: 'full' | 'differential' | 'incremental' | 'tolerance' | 'rpo' | 'rto',
    label: string,
  ) => (
    <TextInput
      label={label}
      inputMode="decimal"
      rightSection={<span className="dim">h</span>}
      error={errors[name]?.message}
      {...form.register(name)}
    />
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={policy ? 'Change the backup policy' : 'Propose a backup policy'}
      size={560}
    >
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => asking.mutate(answer))}
      >
        <p className={classes.subject}>{target}</p>
        <p className={classes.note}>How often each kind is made, in hours. Empty: it is not made.</p>
        <div className={classes.columns}>
          {hours('full', 'Full every')}
          {hours('differential', 'Differential every')}
          {hours('incremental', 'Incremental every')}
        </div>
        <div className={classes.columns}>
          {hours('rto', 'RTO at most')}
          {hours('rpo', 'RPO at most')}
          {hours('tolerance', 'Late after')}
        </div>
        <div className={classes.columns}>
          <TextInput
            label="Keep for days"
            inputMode="numeric"
            error={errors.days?.message}
            {...form.register('days')}
          />
          <TextInput
            label="Keep the last full ones"
            inputMode="numeric"
            error={errors.fulls?.message}
            {...form.register('fulls')}
          />
        </div>
        <TextInput label="Owner" required error={errors.owner?.message} {...form.register('owner')} />
        <Textarea
          label="Reason"
          description="The second person reads it. It is kept in the history."
          required
          rows={2}
          error={errors.reason?.message}
          {...form.register('reason')}
        />
        {asking.error && <ProblemNote error={asking.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={asking.isPending}>
            Ask a second person
          </Button>
        </div>
      </form>
    </Modal>
  );
}
