import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import dialog from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { fromUtcInput, toUtcInput } from '@/lib/format';
import { fieldErrors } from './form';
import type { Ending } from './queries';
import { endLabel } from './words';

interface Props {
  to: Ending['status'];
  subject: string;
  busy: boolean;
  error: unknown;
  onConfirm: (ending: Ending) => void;
  onClose: () => void;
}

const schemas = {
  succeeded: z.object({
    rotatedAt: z
      .string()
      .check(z.refine((text) => fromUtcInput(text) !== undefined, 'Give a day and a time.')),
    failureReason: z.string(),
  }),
  failed: z.object({
    rotatedAt: z.string(),
    failureReason: z
      .string()
      .check(
        z.trim(),
        z.minLength(1, 'Say why it failed: it stays in the history.'),
        z.maxLength(2_000, 'At most 2,000 characters.'),
      ),
  }),
};

/** How a rotation that had begun has ended. */
export function EndDialog({ to, subject, busy, error, onConfirm, onClose }: Props) {
  const form = useForm({
    resolver: zodResolver(schemas[to]),
    defaultValues: { rotatedAt: toUtcInput(new Date()), failureReason: '' },
  });
  const own = form.formState.errors;
  const refused = fieldErrors(error, ['rotatedAt', 'failureReason']);
  return (
    <Modal
      opened
      onClose={onClose}
      title={to === 'succeeded' ? 'The rotation succeeded' : 'The rotation failed'}
      size={460}
    >
      <form
        noValidate
        autoComplete="off"
        className={dialog.form}
        onSubmit={form.handleSubmit(({ rotatedAt, failureReason }) => {
          const at = fromUtcInput(rotatedAt);
          onConfirm(
            to === 'succeeded'
              ? { status: to, ...(at ? { rotatedAt: at } : {}) }
              : { status: to, failureReason },
          );
        })}
      >
        <p className={dialog.subject}>{subject}</p>
        {to === 'succeeded' ? (
          <TextInput
            type="datetime-local"
            step={1}
            label="In use since (UTC)"
            description="When the new secret was in use. The next rotation is due one interval later."
            required
            data-autofocus
            error={own.rotatedAt?.message ?? refused.at.rotatedAt}
            {...form.register('rotatedAt')}
          />
        ) : (
          <Textarea
            label="Why it failed"
            description="What was due stays due. Never a secret's value."
            required
            data-autofocus
            rows={3}
            error={own.failureReason?.message ?? refused.at.failureReason}
            {...form.register('failureReason')}
          />
        )}
        {Boolean(error) && !refused.isWhole && <ProblemNote error={error} />}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {endLabel(to)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
