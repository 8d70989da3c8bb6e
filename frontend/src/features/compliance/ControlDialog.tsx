import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Control } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import {
  type ControlEdit,
  complianceKeys,
  editControl,
  frameworks,
  renewCompliance,
  renewControls,
} from './queries';
import { controlName, keyOf } from './words';

interface Props {
  control: Control;
  onClose: () => void;
}

/** Who answers for a control, and whether it applies. Only what was touched is sent. */
export function ControlDialog({ control, onClose }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [owner, setOwner] = useState(control.owner ?? '');
  const [applies, setApplies] = useState(control.applicable);
  const [reason, setReason] = useState(control.applicabilityReason ?? '');
  const [isAsked, setAsked] = useState(false);
  const mandatory = useQuery(frameworks(api))
    .data?.find((one) => one.framework === control.framework)
    ?.categories.find((one) => one.id === control.category)?.mandatory;
  const isWithoutReason = !applies && !reason.trim();
  const saving = useMutation({
    mutationFn: () => {
      const edit: ControlEdit = {};
      if (owner.trim() !== (control.owner ?? '')) edit.owner = owner.trim() || null;
      if (applies !== control.applicable) edit.applicable = applies;
      if (reason.trim() !== (control.applicabilityReason ?? ''))
        edit.applicabilityReason = reason.trim() || null;
      return editControl(api, control, edit);
    },
    onSuccess: (detail) => {
      client.setQueryData(complianceKeys.control(keyOf(control)), detail);
      renewCompliance(client);
      renewControls(client, api).catch(() => {});
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Edit the control" size={480}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!isWithoutReason) saving.mutate();
        }}
      >
        <p className={classes.subject}>
          {controlName(control)}: {control.title}
        </p>
        <TextInput
          label="Owner"
          description="Who answers for it."
          data-autofocus
          maxLength={300}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={applies}
            disabled={mandatory}
            onChange={(event) => setApplies(event.currentTarget.checked)}
          />
          It applies here
          {mandatory && <span className="dim">the framework lets nobody leave it out</span>}
        </label>
        {!mandatory && (
          <Textarea
            label="Why it applies, or does not"
            description="Stands in the Statement of Applicability."
            required={!applies}
            rows={3}
            maxLength={2000}
            value={reason}
            error={isAsked && isWithoutReason ? 'Say why it does not apply.' : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {saving.error && <ProblemNote error={saving.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
