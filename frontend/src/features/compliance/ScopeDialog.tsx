import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FrameworkState } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { etag } from '@/lib/api';
import { renewCompliance } from './queries';
import { frameworkName } from './words';

interface Props {
  framework: FrameworkState;
  onClose: () => void;
}

/** Which categories of a framework count. What is left out is said with its reason, and kept. */
export function ScopeDialog({ framework, onClose }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(() =>
    framework.categories.filter((one) => one.inScope).map((one) => one.id),
  );
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const scoping = useMutation({
    mutationFn: () =>
      api.PATCH('/api/compliance/frameworks/{framework}', {
        params: { path: { framework: framework.framework } },
        ...(framework.version === null ? {} : { headers: { 'If-Match': etag(framework.version) } }),
        body: { categories: chosen, reason: reason.trim() },
      }),
    onSuccess: () => {
      renewCompliance(client);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Scope of ${frameworkName(framework.framework)}`} size={480}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (reason.trim() && chosen.length > 0) scoping.mutate();
        }}
      >
        <p className={classes.note}>
          Controls of a category that is left out count neither as covered nor as uncovered.
        </p>
        {framework.categories.map((category) => (
          <label key={category.id} className={classes.check}>
            <input
              type="checkbox"
              checked={chosen.includes(category.id)}
              disabled={category.mandatory}
              onChange={(event) =>
                setChosen(
                  event.currentTarget.checked
                    ? [...chosen, category.id]
                    : chosen.filter((one) => one !== category.id),
                )
              }
            />
            {category.title}
            {category.mandatory && <span className="dim">always counts</span>}
          </label>
        ))}
        <Textarea
          label="Reason"
          description="Kept in the history, and told to auditors."
          required
          rows={2}
          value={reason}
          error={isAsked && !reason.trim() ? 'Say why: the reason stays in the history.' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {isAsked && chosen.length === 0 && <p className={classes.note}>At least one category must count.</p>}
        {scoping.error && <ProblemNote error={scoping.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={scoping.isPending}>
            Save the scope
          </Button>
        </div>
      </form>
    </Modal>
  );
}
