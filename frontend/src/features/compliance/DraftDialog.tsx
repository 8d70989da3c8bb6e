import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Evidence, ServedControl } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { EvidenceFieldset } from './EvidenceFieldset';
import { type EvidenceForm, emptyForm, evidenceSchema, toFields } from './evidence-form';
import { draftEvidence, renewCompliance, replaceEvidence } from './queries';

interface Props {
  /** The control it is begun from, where it is begun from one. */
  control: ServedControl | undefined;
  onClose: () => void;
  onDrafted: (evidence: Evidence) => void;
}

export function DraftDialog({ control, onClose, onDrafted }: Props) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  // One key for the whole dialog: a second click, or a try after a lost answer, drafts nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<EvidenceForm>({
    resolver: zodResolver(evidenceSchema),
    defaultValues: emptyForm(control, person.name, Date.now()),
  });
  const drafting = useMutation({
    mutationFn: (answer: EvidenceForm) => draftEvidence(api, toFields(answer), key),
    onSuccess: (evidence) => {
      replaceEvidence(client, evidence);
      renewCompliance(client);
      onDrafted(evidence);
    },
  });
  return (
    <Modal opened onClose={onClose} title="Draft evidence" size={640}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => drafting.mutate(answer))}
      >
        <EvidenceFieldset form={form} />
        <p className={classes.note}>Files come next: the draft opens where they can be dropped.</p>
        {drafting.error && <ProblemNote error={drafting.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={drafting.isPending}>
            Save the draft
          </Button>
        </div>
      </form>
    </Modal>
  );
}
