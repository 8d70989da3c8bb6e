import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea } from '@mantine/core';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { SecurityEventStatus } from '@/api/types';
import { ProblemNote } from '@/components/States';
import classes from './Dialog.module.css';

export interface StatusAnswer {
  reason: string | undefined;
  resolution: string | undefined;
}

interface Props {
  title: string;
  /** What will change, in one line: the event's title, or how many events. */
  subject: string;
  to: SecurityEventStatus;
  reasonRequired: boolean;
  confirm: string;
  busy: boolean;
  error: unknown;
  onConfirm: (answer: StatusAnswer) => void;
  onClose: () => void;
}

const schema = (reasonRequired: boolean) => {
  const reason = z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.'));
  return z.object({
    reason: reasonRequired
      ? reason.check(z.minLength(1, 'Say why: the reason stays in the history.'))
      : reason,
    resolution: z.string().check(z.trim(), z.maxLength(4000, 'At most 4,000 characters.')),
  });
};

/** Asks why before a status changes. The reason is kept in the ledger, wherever it is asked for or given. */
export function StatusDialog(props: Props) {
  const { to, reasonRequired } = props;
  const form = useForm({
    resolver: zodResolver(schema(reasonRequired)),
    defaultValues: { reason: '', resolution: '' },
  });
  const errors = form.formState.errors;
  const formId = useId();
  return (
    <Modal opened onClose={props.onClose} title={props.title} size={460}>
      <form
        id={formId}
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit(({ reason, resolution }) =>
          props.onConfirm({ reason: reason || undefined, resolution: resolution || undefined }),
        )}
      >
        <p className={classes.subject}>{props.subject}</p>
        <Textarea
          label="Reason"
          description={reasonRequired ? 'Needed here. It is kept in the history.' : 'Kept in the history.'}
          required={reasonRequired}
          data-autofocus
          autosize={false}
          rows={3}
          error={errors.reason?.message}
          {...form.register('reason')}
        />
        {to === 'resolved' && (
          <Textarea
            label="Resolution"
            description="What was done about it. Shown on the event."
            autosize={false}
            rows={2}
            error={errors.resolution?.message}
            {...form.register('resolution')}
          />
        )}
        {Boolean(props.error) && <ProblemNote error={props.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={props.busy}>
            {props.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
