import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { Slo } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { toast } from '@/components/toast';
import { fromUtcInput } from '@/lib/format';
import { renewSlo } from './queries';

const time = z.string().check(z.refine((text) => fromUtcInput(text) !== undefined, 'Give a day and a time.'));
const schema = z
  .object({
    startsAt: time,
    endsAt: time,
    reason: z
      .string()
      .check(
        z.trim(),
        z.minLength(1, 'Say why this time must not count.'),
        z.maxLength(2000, 'At most 2,000 characters.'),
      ),
  })
  .check(
    z.refine(({ startsAt, endsAt }) => startsAt < endsAt, {
      path: ['endsAt'],
      message: 'It must end after it begins.',
    }),
  );

/** Asks for a time that does not count; somebody else decides. */
export function ExcludeDialog({ slo, onClose }: { slo: Slo; onClose: () => void }) {
  const api = useApi();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { startsAt: '', endsAt: '', reason: '' },
  });
  const { errors } = form.formState;
  const ask = useMutation({
    mutationFn: (answer: z.infer<typeof schema>) =>
      api.POST('/api/monitoring/slo-definitions/{id}/exclusions', {
        params: { path: { id: slo.id }, header: { 'Idempotency-Key': key } },
        body: {
          startsAt: fromUtcInput(answer.startsAt) ?? '',
          endsAt: fromUtcInput(answer.endsAt) ?? '',
          reason: answer.reason,
        },
      }),
    onSuccess: () => {
      renewSlo(client, slo.id);
      void toast({ title: 'Asked for', message: 'A second person decides whether this time counts.' });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Exclude a time" size={480}>
      <form noValidate className={classes.form} onSubmit={form.handleSubmit((answer) => ask.mutate(answer))}>
        <p className={classes.subject}>
          {slo.service} / {slo.name}
        </p>
        <p className={classes.note}>
          What was measured in this time stays, but does not count. The budget without any exclusion is always
          shown beside.
        </p>
        <div className={classes.columns}>
          <TextInput
            type="datetime-local"
            step={1}
            label="From (UTC)"
            required
            data-autofocus
            error={errors.startsAt?.message}
            {...form.register('startsAt')}
          />
          <TextInput
            type="datetime-local"
            step={1}
            label="To (UTC)"
            required
            error={errors.endsAt?.message}
            {...form.register('endsAt')}
          />
        </div>
        <Textarea
          label="Reason"
          description="Such as the change ticket of the maintenance."
          required
          rows={3}
          error={errors.reason?.message}
          {...form.register('reason')}
        />
        {ask.error && <ProblemNote error={ask.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={ask.isPending}>
            Ask a second person
          </Button>
        </div>
      </form>
    </Modal>
  );
}
