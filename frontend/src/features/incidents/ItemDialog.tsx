import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { ActionItem, Incident } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { present } from '@/lib/api';
import { fromUtcInput, toUtcInput } from '@/lib/format';
import { incidentKeys, itemKeys } from './queries';
import { type ItemChangeState, lookAgain } from './use-change';

interface Props {
  incident: Incident;
  /** The item to change; a new one where there is none. */
  item: ActionItem | undefined;
  change: ItemChangeState;
  onClose: () => void;
}

const schema = z.object({
  title: z
    .string()
    .check(z.trim(), z.minLength(1, 'Say what will be done.'), z.maxLength(500, 'At most 500 characters.')),
  owner: z
    .string()
    .check(z.trim(), z.minLength(1, 'Say who will do it.'), z.maxLength(300, 'At most 300 characters.')),
  dueAt: z.string().check(z.refine((text) => fromUtcInput(text) !== undefined, 'Give a day and a time.')),
});

const WEEK = 7 * 24 * 3_600_000;
/** Two weeks from now, at the end of a UTC day. */
const usualDay = () => `${toUtcInput(new Date(Date.now() + 2 * WEEK)).slice(0, 11)}17:00:00`;

/** Adds an action item, or changes one. */
export function ItemDialog({ incident, item, change, onClose }: Props) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  // As it was when the dialog opened: what arrives meanwhile is a lost race to show.
  const [seen] = useState(item);
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      title: seen?.title ?? '',
      owner: seen?.owner ?? person.name,
      dueAt: seen ? toUtcInput(seen.dueAt) : usualDay(),
    },
  });
  const { errors } = form.formState;
  const adding = useMutation({
    mutationFn: async (body: { title: string; owner: string; dueAt: string }) =>
      present(
        (
          await api.POST('/api/security/incidents/{id}/action-items', {
            params: { path: { id: incident.id }, header: { 'Idempotency-Key': key } },
            body,
          })
        ).data,
      ),
    onSuccess: () => {
      lookAgain(client, incident.id);
      void client.invalidateQueries({ queryKey: incidentKeys.record(incident.id) });
      void client.invalidateQueries({ queryKey: itemKeys.lists });
      onClose();
    },
  });
  const save = form.handleSubmit(({ title, owner, dueAt }) => {
    const due = fromUtcInput(dueAt) ?? '';
    if (!seen) return adding.mutate({ title, owner, dueAt: due });
    const fields = {
      ...(title !== seen.title ? { title } : {}),
      ...(owner !== seen.owner ? { owner } : {}),
      ...(dueAt !== toUtcInput(seen.dueAt) ? { dueAt: due } : {}),
    };
    if (Object.keys(fields).length === 0) return onClose();
    change.mutate({ seen, change: { kind: 'edit', fields } }, { onSuccess: onClose });
  });
  const error = seen ? change.error : adding.error;
  return (
    <Modal opened onClose={onClose} title={seen ? 'Edit the action item' : 'Add an action item'} size={460}>
      <form noValidate className={classes.form} onSubmit={save}>
        <TextInput
          label="What will be done"
          required
          data-autofocus
          error={errors.title?.message}
          {...form.register('title')}
        />
        <TextInput label="Owner" required error={errors.owner?.message} {...form.register('owner')} />
        <TextInput
          type="datetime-local"
          step={1}
          label="Due (UTC)"
          required
          error={errors.dueAt?.message}
          {...form.register('dueAt')}
        />
        {error && <ProblemNote error={error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={adding.isPending || change.isPending}>
            {seen ? 'Save' : 'Add'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
