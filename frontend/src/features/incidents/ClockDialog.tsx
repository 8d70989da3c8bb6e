import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Incident } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { type ClockForm, clockFields, clockForm, clockSchema, stepsTaken } from './clock-form';
import type { Change } from './use-change';
import { CLOCK } from './words';

interface Props {
  incident: Incident;
  change: Change;
  onClose: () => void;
}

/** Corrects the times of steps that were taken. The former ones stay in the timeline. */
export function ClockDialog({ incident, change, onClose }: Props) {
  // As it was when the dialog opened: what arrives meanwhile is a lost race to show.
  const [seen] = useState(incident);
  const schema = useMemo(() => clockSchema(seen), [seen]);
  const form = useForm<ClockForm>({
    resolver: zodResolver(schema) as never,
    defaultValues: clockForm(seen),
  });
  const { errors } = form.formState;
  const close = () => {
    change.reset();
    onClose();
  };
  const taken = stepsTaken(seen);
  return (
    <Modal opened onClose={close} title="Correct times" size={480}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => {
          const fields = clockFields(seen, answer);
          if (Object.keys(fields).length === 0) return close();
          change.mutate(
            { seen, change: { kind: 'clock', fields, reason: answer.reason || undefined } },
            { onSuccess: onClose },
          );
        })}
      >
        <p className={classes.note}>
          All times in UTC, each at or after the one before it. An empty time is one that nobody knows; the
          former times stay in the timeline.
        </p>
        <div className={classes.columns}>
          {CLOCK.filter(([field]) => taken.includes(field)).map(([field, name], index) => (
            <TextInput
              key={field}
              type="datetime-local"
              step={1}
              label={name}
              data-autofocus={index === 0 || undefined}
              error={errors[field]?.message}
              {...form.register(field)}
            />
          ))}
        </div>
        <Textarea
          label="Reason"
          description="Needed where a time that was there becomes another. Kept in the history."
          rows={2}
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
