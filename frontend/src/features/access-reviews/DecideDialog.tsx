import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessItem } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import type { Decision } from './queries';
import review from './Review.module.css';
import { itemHandle, itemName, reasonText } from './words';

interface Props {
  item: AccessItem;
  decision: 'revoke' | 'modify';
  send: (seen: AccessItem, decision: Decision) => Promise<AccessItem | undefined>;
  onClose: () => void;
  onDecided: (item: AccessItem) => void;
}

/** Asks why something is taken away, and for a change what is to be left. */
export function DecideDialog({ item, decision, send, onClose, onDecided }: Props) {
  const isModify = decision === 'modify';
  const [reason, setReason] = useState(item.decision === decision ? (item.decisionReason ?? '') : '');
  const [reference, setReference] = useState(item.actionReference ?? '');
  const [held, setHeld] = useState<ReadonlySet<string>>(
    () => new Set(item.decision === 'modify' ? (item.newPermissions ?? []) : item.currentPermissions),
  );
  const [isLeftOpen, setLeftOpen] = useState(false);
  const named = new Set(item.recommendationReasons.flatMap((one) => one.permissions));
  const isChanged =
    held.size !== item.currentPermissions.length || item.currentPermissions.some((one) => !held.has(one));
  const deciding = useMutation({
    mutationFn: () =>
      send(item, {
        decision,
        reason: reason.trim(),
        ...(isModify && !isLeftOpen ? { newPermissions: [...held] } : {}),
        ...(reference.trim() ? { actionReference: reference.trim() } : {}),
      }),
    onSuccess: (decided) => {
      onClose();
      if (decided) onDecided(decided);
    },
  });
  const isReady = reason.trim() !== '' && (!isModify || isLeftOpen || isChanged);
  const toggle = (permission: string, on: boolean) =>
    setHeld((now) => new Set(on ? [...now, permission] : [...now].filter((one) => one !== permission)));
  return (
    <Modal
      opened
      onClose={onClose}
      title={isModify ? 'Change what it may do' : 'Revoke its access'}
      size={500}
      // The row that comes next takes the focus, not the button that asked.
      returnFocus={false}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) deciding.mutate();
        }}
      >
        <p className={classes.subject}>
          {itemName(item)} <span className="dim">{itemHandle(item)}</span>
        </p>
        {reasonText(item) && <p className={classes.note}>Recommended because: {reasonText(item)}.</p>}
        {isModify && (
          <fieldset className={review.permissions} disabled={isLeftOpen}>
            <legend>It is to keep</legend>
            {item.currentPermissions.map((permission) => (
              <label key={permission} className={classes.check}>
                <input
                  type="checkbox"
                  checked={!isLeftOpen && held.has(permission)}
                  onChange={(event) => toggle(permission, event.currentTarget.checked)}
                />
                <code>{permission}</code>
                {named.has(permission) && <span className="dim">named by the recommendation</span>}
              </label>
            ))}
          </fieldset>
        )}
        {isModify && (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={isLeftOpen}
              onChange={(event) => setLeftOpen(event.currentTarget.checked)}
            />
            Leave open to what: any change will prove it
          </label>
        )}
        <Textarea
          label="Reason"
          description="Needed here. It is kept in the history."
          required
          rows={2}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          label="Carried out where"
          description="A ticket or a change, if there is one."
          maxLength={500}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        {deciding.error && <ProblemNote error={deciding.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            {...(isModify ? {} : { color: 'red' })}
            loading={deciding.isPending}
            disabled={!isReady}
          >
            {isModify ? 'Modify' : 'Revoke'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
