import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from 'react-hook-form';
import type { Slo } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { type EditForm, editSchema, periodOptions, toPercent, toRatio, toTags } from './form';
import type { SloChange } from './queries';
import type { SloChangeState } from './use-change';

interface Props {
  seen: Slo;
  change: SloChangeState;
  onClose: () => void;
}

/** Only what was touched is sent, so that two people's edits of different fields both stay. */
export function EditDialog({ seen, change, onClose }: Props) {
  const form = useForm<EditForm>({
    resolver: zodResolver(editSchema),
    defaultValues: {
      target: toPercent(seen.target),
      period: seen.period,
      owner: seen.owner,
      description: seen.description ?? '',
      tags: seen.tags.join(', '),
      reason: '',
    },
  });
  const { errors, dirtyFields } = form.formState;
  const submit = (answer: EditForm) => {
    const edit: SloChange = { reason: answer.reason };
    if (dirtyFields.target) edit.target = toRatio(answer.target) ?? seen.target;
    if (dirtyFields.period) edit.period = answer.period;
    if (dirtyFields.owner) edit.owner = answer.owner;
    if (dirtyFields.description) edit.description = answer.description || null;
    if (dirtyFields.tags) edit.tags = toTags(answer.tags);
    change.mutate({ seen, change: edit }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title="Edit the objective" size={560}>
      <form noValidate className={classes.form} onSubmit={form.handleSubmit(submit)}>
        <p className={classes.subject}>
          {seen.service} / {seen.name}
        </p>
        <div className={classes.columns}>
          <TextInput
            label={seen.sloType === 'error_rate' ? 'Largest allowed ratio, %' : 'Target, %'}
            required
            inputMode="decimal"
            data-autofocus
            error={errors.target?.message}
            {...form.register('target')}
          />
          <NativeSelect label="Period" data={periodOptions} {...form.register('period')} />
        </div>
        <div className={classes.columns}>
          <TextInput
            label="Owner"
            description="Who answers for it."
            required
            error={errors.owner?.message}
            {...form.register('owner')}
          />
          <TextInput label="Tags" description="Separated by commas." {...form.register('tags')} />
        </div>
        <Textarea
          label="Description"
          rows={3}
          error={errors.description?.message}
          {...form.register('description')}
        />
        <Textarea
          label="Reason"
          description="Budgets are figured anew, also of the past. The reason is kept in the history."
          required
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
