import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Evidence } from '@/api/types';
import detail from '@/components/Detail.module.css';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { EvidenceFieldset } from './EvidenceFieldset';
import { type EvidenceForm, evidenceSchema, formOf, touched } from './evidence-form';
import type { EvidenceChange } from './use-change';

interface Props {
  seen: Evidence;
  change: EvidenceChange;
  onClose: () => void;
}

export function EditDialog({ seen, change, onClose }: Props) {
  const [before] = useState(() => formOf(seen));
  const form = useForm<EvidenceForm>({ resolver: zodResolver(evidenceSchema), defaultValues: before });
  const submit = (answer: EvidenceForm) =>
    change.mutate(
      {
        seen,
        change: {
          edit: { ...touched(answer, before), ...(answer.reason ? { reason: answer.reason } : {}) },
        },
      },
      { onSuccess: onClose },
    );
  return (
    <Modal opened onClose={onClose} title="Edit the evidence" size={640}>
      <form noValidate className={classes.form} onSubmit={form.handleSubmit(submit)}>
        {seen.status === 'approved' && (
          <p className={detail.warning}>
            A change ends the approval: it is a draft again, and its controls are uncovered until another
            person approves what it says then.
          </p>
        )}
        <EvidenceFieldset form={form} />
        <Textarea
          label="Reason"
          description="Kept in the history."
          rows={2}
          error={form.formState.errors.reason?.message}
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
