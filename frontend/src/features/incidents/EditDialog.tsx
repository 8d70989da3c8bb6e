import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { Incident } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { type IncidentForm, incidentFields, severityOptions, toFields, toForm, typeOptions } from './form';
import type { Change } from './use-change';

interface Props {
  incident: Incident;
  change: Change;
  onClose: () => void;
}

const schema = z.object({
  ...incidentFields,
  reason: z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.')),
});

/** All that people may change about an incident, in one place; only what was changed is sent. */
export function EditDialog({ incident, change, onClose }: Props) {
  // As it was when the dialog opened: what arrives meanwhile is a lost race to show.
  const [seen] = useState(incident);
  const form = useForm<IncidentForm & { reason: string }>({
    resolver: zodResolver(schema) as never,
    defaultValues: { ...toForm(seen), reason: '' },
  });
  const { errors } = form.formState;
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <Modal opened onClose={close} title="Edit the incident" size={560}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit(({ reason, ...answer }) => {
          const fields = toFields(seen, answer);
          if (Object.keys(fields).length === 0) return close();
          change.mutate(
            { seen, change: { kind: 'edit', fields, reason: reason || undefined } },
            { onSuccess: onClose },
          );
        })}
      >
        <TextInput
          label="Title"
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
          description="What happens, and whom it touches."
          rows={3}
          error={errors.summary?.message}
          {...form.register('summary')}
        />
        <Textarea
          label="Root cause"
          description="Why it could happen, once that is known."
          rows={3}
          error={errors.rootCause?.message}
          {...form.register('rootCause')}
        />
        <TextInput
          label="Reason"
          description="Kept in the history, and in the timeline where the severity changes."
          error={errors.reason?.message}
          {...form.register('reason')}
        />
        {change.error && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
