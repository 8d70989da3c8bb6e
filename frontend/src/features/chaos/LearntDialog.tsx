import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChaosTest } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import type { ChaosChangeState } from './use-change';

interface Props {
  seen: ChaosTest;
  change: ChaosChangeState;
  onClose: () => void;
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** What people add to an experiment: its verdict stays, whatever they write. */
export function LearntDialog({ seen, change, onClose }: Props) {
  const [points, setPoints] = useState(seen.failurePoints.join('\n'));
  const [actions, setActions] = useState(seen.recoveryActions.join('\n'));
  const [lessons, setLessons] = useState(seen.lessonsLearned ?? '');
  const [incident, setIncident] = useState(seen.incidentId ?? '');
  const [reason, setReason] = useState('');
  const id = incident.trim().toLowerCase();
  const isId = id === '' || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return (
    <Modal opened onClose={onClose} title="What was learnt" size={560}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!reason.trim() || !isId) return;
          change.mutate(
            {
              seen,
              change: {
                failurePoints: lines(points),
                recoveryActions: lines(actions),
                lessonsLearned: lessons.trim() || null,
                incidentId: id || null,
                reason: reason.trim(),
              },
            },
            { onSuccess: onClose },
          );
        }}
      >
        <p className={classes.subject}>{seen.name}</p>
        <Textarea
          label="It failed at"
          description="One a line."
          rows={2}
          data-autofocus
          value={points}
          onChange={(event) => setPoints(event.currentTarget.value)}
        />
        <Textarea
          label="What brought it back"
          description="One a line."
          rows={2}
          value={actions}
          onChange={(event) => setActions(event.currentTarget.value)}
        />
        <Textarea
          label="Lessons"
          rows={3}
          value={lessons}
          onChange={(event) => setLessons(event.currentTarget.value)}
        />
        <TextInput
          label="Incident it caused"
          description="Its id. The time to detect is worked out from its clock."
          value={incident}
          error={isId ? undefined : 'This is no id of an incident.'}
          onChange={(event) => setIncident(event.currentTarget.value)}
        />
        <Textarea
          label="Reason"
          description="Kept in the history."
          required
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {change.error && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!reason.trim() || !isId}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
