import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { AuthorityReport, SecurityEvent } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { fromUtcInput, toUtcInput } from '@/lib/format';
import type { EventChange } from './changes';
import type { ReportTask } from './ReportSection';
import type { Change } from './use-change';
import { authorityName, authorityTerm } from './words';

interface Props {
  event: SecurityEvent;
  task: ReportTask;
  change: Change;
  onClose: () => void;
}

const titles: Record<ReportTask, string> = {
  require: 'A report is required',
  record: 'Record the report',
  waive: 'No report is required',
};

const line = z.string().check(z.trim(), z.maxLength(500, 'At most 500 characters.'));
const schemas = (dueAt: string | null) => ({
  require: z.object({
    authority: z.enum(['gdpr_art_33', 'hipaa']),
    reportedAt: line,
    reference: line,
    reason: line,
  }),
  waive: z.object({
    authority: line,
    reportedAt: line,
    reference: line,
    reason: line.check(z.minLength(1, 'Say why: a second person reads it before deciding.')),
  }),
  record: z
    .object({
      authority: line,
      reportedAt: line.check(z.refine((text) => fromUtcInput(text) !== undefined, 'Give a day and a time.')),
      reference: line.check(z.minLength(1, "The authority's reference proves the report.")),
      reason: line,
    })
    .check(
      z.refine((answer) => answer.reason !== '' || !isLate(answer.reportedAt, dueAt), {
        path: ['reason'],
        message: 'The report is late: say why.',
      }),
    ),
});

function isLate(reportedAt: string, dueAt: string | null): boolean {
  const reported = fromUtcInput(reportedAt);
  return reported !== undefined && dueAt !== null && reported > new Date(dueAt).toISOString();
}

interface Answer {
  authority: string;
  reportedAt: string;
  reference: string;
  reason: string;
}

function toChange(task: ReportTask, answer: Answer): EventChange {
  if (task === 'require') {
    const authority = answer.authority as NonNullable<AuthorityReport['authority']>;
    return { kind: 'report', fields: { required: true, authority }, reason: answer.reason || undefined };
  }
  if (task === 'waive') return { kind: 'report', fields: { required: false }, reason: answer.reason };
  const reportedAt = fromUtcInput(answer.reportedAt);
  return {
    kind: 'report',
    fields: {
      reference: answer.reference,
      ...(reportedAt ? { reportedAt } : {}),
      ...(answer.reason ? { delayReason: answer.reason } : {}),
    },
  };
}

export function ReportDialog({ event, task, change, onClose }: Props) {
  // As it was when the dialog opened: what arrives meanwhile is a lost race to show.
  const [seen] = useState(event);
  const { dueAt } = event.authorityReport;
  const form = useForm<Answer>({
    resolver: zodResolver(schemas(dueAt)[task]) as never,
    defaultValues: {
      authority: 'gdpr_art_33',
      reportedAt: toUtcInput(new Date()),
      reference: '',
      reason: '',
    },
  });
  const { errors } = form.formState;
  const late = isLate(form.watch('reportedAt'), dueAt);
  const authority = form.watch('authority');
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <Modal opened onClose={close} title={titles[task]} size={460}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) =>
          change.mutate({ seen, change: toChange(task, answer) }, { onSuccess: onClose }),
        )}
      >
        <p className={classes.subject}>{event.title}</p>
        {task === 'require' && (
          <NativeSelect
            label="Authority"
            description={authorityTerm[authority]}
            data-autofocus
            data={Object.keys(authorityTerm).map((value) => ({ value, label: authorityName(value) }))}
            {...form.register('authority')}
          />
        )}
        {task === 'record' && (
          <>
            <TextInput
              type="datetime-local"
              step={1}
              label="Reported at (UTC)"
              required
              error={errors.reportedAt?.message}
              {...form.register('reportedAt')}
            />
            <TextInput
              label="Reference"
              description="What the authority gave you for it."
              required
              data-autofocus
              error={errors.reference?.message}
              {...form.register('reference')}
            />
          </>
        )}
        {task === 'waive' && (
          <p className={classes.note}>
            A second person from compliance or an admin must agree. Until then the report stays as it is.
          </p>
        )}
        {(task !== 'record' || late) && (
          <Textarea
            label={task === 'record' ? 'Why it is late' : 'Reason'}
            description="Kept in the history."
            required={task !== 'require'}
            data-autofocus={task === 'waive' || undefined}
            rows={3}
            error={errors.reason?.message}
            {...form.register('reason')}
          />
        )}
        {change.error && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            {task === 'waive' ? 'Ask a second person' : 'Save'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
