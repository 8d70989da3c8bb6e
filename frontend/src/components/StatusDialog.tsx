import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { fromUtcInput } from '@/lib/format';
import classes from './Dialog.module.css';
import { ProblemNote } from './States';

export interface StatusAnswer {
  reason: string | undefined;
  note: string | undefined;
  /** When it happened, if that was not now; RFC 3339. */
  at: string | undefined;
}

interface Props {
  title: string;
  /** What will change, in one line: the record's title, or how many records. */
  subject: string;
  reasonRequired: boolean;
  /** A second text this move asks for, such as a resolution. */
  note?: { label: string; description: string } | undefined;
  /** The move may have happened earlier: asks when, in UTC. */
  at?: { label: string; description: string } | undefined;
  confirm: string;
  busy: boolean;
  error: unknown;
  onConfirm: (answer: StatusAnswer) => void;
  onClose: () => void;
  /** What to know before going on. */
  children?: ReactNode;
}

const schema = (reasonRequired: boolean) => {
  const reason = z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.'));
  return z.object({
    reason: reasonRequired
      ? reason.check(z.minLength(1, 'Say why: the reason stays in the history.'))
      : reason,
    note: z.string().check(z.trim(), z.maxLength(4000, 'At most 4,000 characters.')),
    at: z
      .string()
      .check(z.refine((text) => text === '' || fromUtcInput(text) !== undefined, 'Give a day and a time.')),
  });
};

/** Asks why before a status changes. The reason is kept in the ledger, wherever it is asked for or given. */
export function StatusDialog(props: Props) {
  const { reasonRequired, note, at } = props;
  const form = useForm({
    resolver: zodResolver(schema(reasonRequired)),
    defaultValues: { reason: '', note: '', at: '' },
  });
  const errors = form.formState.errors;
  const formId = useId();
  return (
    <Modal opened onClose={props.onClose} title={props.title} size={460}>
      <form
        id={formId}
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) =>
          props.onConfirm({
            reason: answer.reason || undefined,
            note: answer.note || undefined,
            at: fromUtcInput(answer.at),
          }),
        )}
      >
        <p className={classes.subject}>{props.subject}</p>
        {props.children}
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
        {note && (
          <Textarea
            label={note.label}
            description={note.description}
            autosize={false}
            rows={2}
            error={errors.note?.message}
            {...form.register('note')}
          />
        )}
        {at && (
          <TextInput
            type="datetime-local"
            step={1}
            label={at.label}
            description={at.description}
            error={errors.at?.message}
            {...form.register('at')}
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
