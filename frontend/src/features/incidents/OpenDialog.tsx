import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { Incident } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { present } from '@/lib/api';
import { fromUtcInput } from '@/lib/format';
import { type IncidentForm, incidentFields, severityOptions, toServices, typeOptions } from './form';
import { incidentKeys, replaceIncident } from './queries';

type Answer = IncidentForm & { startedAt: string; detectedAt: string; lead: boolean };

const time = z
  .string()
  .check(z.refine((text) => text === '' || fromUtcInput(text) !== undefined, 'Give a day and a time.'));
const schema = z.object({ ...incidentFields, startedAt: time, detectedAt: time, lead: z.boolean() }).check(
  z.refine(({ startedAt, detectedAt }) => !startedAt || !detectedAt || startedAt <= detectedAt, {
    path: ['startedAt'],
    message: 'It cannot begin after it was detected.',
  }),
);

/** The few things to say when something goes wrong; all else can follow. */
export function OpenDialog({
  onClose,
  onOpened,
}: {
  onClose: () => void;
  onOpened: (incident: Incident) => void;
}) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  // One key for the whole dialog: a second click, or a try after a lost answer, opens nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<Answer>({
    resolver: zodResolver(schema) as never,
    defaultValues: {
      title: '',
      severity: 'sev3',
      incidentType: 'availability',
      service: '',
      affectedServices: '',
      summary: '',
      rootCause: '',
      startedAt: '',
      detectedAt: '',
      lead: true,
    },
  });
  const { errors } = form.formState;
  const opening = useMutation({
    mutationFn: async (answer: Answer) => {
      const startedAt = fromUtcInput(answer.startedAt);
      const detectedAt = fromUtcInput(answer.detectedAt);
      const { data } = await api.POST('/api/security/incidents', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          title: answer.title,
          severity: answer.severity,
          incidentType: answer.incidentType,
          service: answer.service,
          affectedServices: toServices(answer.affectedServices),
          ...(answer.summary ? { summary: answer.summary } : {}),
          ...(startedAt ? { startedAt } : {}),
          ...(detectedAt ? { detectedAt } : {}),
          ...(answer.lead ? { commander: person.name } : {}),
        },
      });
      return present(data);
    },
    onSuccess: (incident) => {
      replaceIncident(client, incident);
      void client.invalidateQueries({ queryKey: incidentKeys.figures });
      // Who opens one wants to see it, not to be told that a new one waits.
      void client.invalidateQueries({ queryKey: incidentKeys.lists });
      onOpened(incident);
    },
  });
  return (
    <Modal opened onClose={onClose} title="Open an incident" size={560}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => opening.mutate(answer))}
      >
        <TextInput
          label="Title"
          description="What is wrong, as somebody outside would say it."
          required
          data-autofocus
          error={errors.title?.message}
          {...form.register('title')}
        />
        <div className={classes.columns}>
          <NativeSelect label="Severity" data={severityOptions} {...form.register('severity')} />
          <NativeSelect label="Type" data={typeOptions} {...form.register('incidentType')} />
        </div>
        <div className={classes.columns}>
          <TextInput
            label="Service"
            description="The one that fails."
            required
            error={errors.service?.message}
            {...form.register('service')}
          />
          <TextInput
            label="Also affected"
            description="Separated by commas."
            error={errors.affectedServices?.message}
            {...form.register('affectedServices')}
          />
        </div>
        <Textarea
          label="Summary"
          description="What happens, and whom it touches. It can follow later."
          rows={3}
          error={errors.summary?.message}
          {...form.register('summary')}
        />
        <div className={classes.columns}>
          <TextInput
            type="datetime-local"
            step={1}
            label="Started (UTC)"
            description="Empty while unknown."
            error={errors.startedAt?.message}
            {...form.register('startedAt')}
          />
          <TextInput
            type="datetime-local"
            step={1}
            label="Detected (UTC)"
            description="Empty means now."
            error={errors.detectedAt?.message}
            {...form.register('detectedAt')}
          />
        </div>
        <label className={classes.check}>
          <input type="checkbox" {...form.register('lead')} />I lead it
        </label>
        {opening.error && <ProblemNote error={opening.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={opening.isPending}>
            Open
          </Button>
        </div>
      </form>
    </Modal>
  );
}
