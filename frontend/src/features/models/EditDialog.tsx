import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { ModelVersion } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import type { VersionEdit } from './queries';
import type { VersionChange } from './use-change';

const schema = z.object({
  owner: z.string().check(z.trim(), z.minLength(1, 'Say who answers for it.'), z.maxLength(300)),
  description: z.string().check(z.trim(), z.maxLength(10_000, 'At most 10,000 characters.')),
  reason: z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.')),
});

/** What of a version may change by hand; what it was made of stays. Only what was touched is sent. */
export function EditDialog({
  seen,
  change,
  onClose,
}: {
  seen: ModelVersion;
  change: VersionChange;
  onClose: () => void;
}) {
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { owner: seen.owner, description: seen.description ?? '', reason: '' },
  });
  const { errors, dirtyFields } = form.formState;
  return (
    <Modal opened onClose={onClose} title="Edit the version" size={480}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => {
          const edit: VersionEdit = {};
          if (dirtyFields.owner) edit.owner = answer.owner;
          if (dirtyFields.description) edit.description = answer.description || null;
          if (answer.reason) edit.reason = answer.reason;
          change.mutate({ seen, change: edit }, { onSuccess: onClose });
        })}
      >
        <p className={classes.subject}>
          {seen.name} {seen.modelVersion}
        </p>
        <TextInput
          label="Owner"
          description="Who answers for it."
          required
          data-autofocus
          error={errors.owner?.message}
          {...form.register('owner')}
        />
        <Textarea
          label="Description"
          rows={3}
          error={errors.description?.message}
          {...form.register('description')}
        />
        <Textarea
          label="Reason"
          description="Kept in the history."
          rows={2}
          error={errors.reason?.message}
          {...form.register('reason')}
        />
        {change.error && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
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
