import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { AccessReview } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { fromUtcInput, toUtcInput } from '@/lib/format';
import { ledgerKeys } from '@/lib/ledger';
import { editReview, lookAgain, planReview, REVIEW_TYPE, replaceReview, reviewKeys } from './queries';
import { TYPES } from './search';
import { typeName } from './words';

interface Props {
  /** The review that is changed; absent while a new one is planned. */
  review?: AccessReview;
  onClose: () => void;
  onPlanned?: (review: AccessReview) => void;
}

const text = (what: string) =>
  z.string().check(z.trim(), z.minLength(1, what), z.maxLength(300, 'At most 300 characters.'));
const schema = z.object({
  reviewType: z.enum(TYPES),
  scope: text('Say what is looked at: a system, a team, a realm.'),
  reviewer: text('Say who is to do it.'),
  dueAt: z.string().check(z.refine((value) => fromUtcInput(value) !== undefined, 'Give a day and a time.')),
  reason: z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.')),
});
type Plan = z.infer<typeof schema>;

const DAY = 86_400_000;

/** Plans a review, or changes who does it until when. */
export function PlanDialog({ review, onClose, onPlanned }: Props) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<Plan>({
    resolver: zodResolver(schema),
    defaultValues: {
      reviewType: review?.reviewType ?? 'user_access',
      scope: review?.scope ?? '',
      reviewer: review?.reviewer ?? person.name,
      dueAt: toUtcInput(review?.dueAt ?? new Date(Date.now() + 14 * DAY)).slice(0, 16),
      reason: '',
    },
  });
  const { errors } = form.formState;
  const saving = useMutation({
    mutationFn: ({ reason, ...plan }: Plan) => {
      const dueAt = fromUtcInput(plan.dueAt) ?? '';
      if (!review) return planReview(api, { ...plan, dueAt }, key);
      const { reviewType: _type, ...change } = plan;
      return editReview(api, review, { ...change, dueAt, ...(reason ? { reason } : {}) });
    },
    onSuccess: (now) => {
      replaceReview(client, now);
      void client.invalidateQueries({ queryKey: reviewKeys.standing });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(REVIEW_TYPE, now.id) });
      onClose();
      onPlanned?.(now);
    },
    onError: () => {
      if (review) void lookAgain(client, review.id);
    },
  });
  return (
    <Modal opened onClose={onClose} title={review ? 'Edit the review' : 'Plan an access review'} size={500}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => saving.mutate(answer))}
      >
        {!review && (
          <NativeSelect
            label="Type"
            data={TYPES.map((value) => ({ value, label: typeName(value) }))}
            {...form.register('reviewType')}
          />
        )}
        <TextInput
          label="What is looked at"
          description="A system, a team, a realm."
          required
          data-autofocus
          disabled={review !== undefined && review.status !== 'pending'}
          error={errors.scope?.message}
          {...form.register('scope')}
        />
        <div className={classes.columns}>
          <TextInput
            label="Reviewer"
            required
            error={errors.reviewer?.message}
            {...form.register('reviewer')}
          />
          <TextInput
            type="datetime-local"
            label="Due, in UTC"
            required
            error={errors.dueAt?.message}
            {...form.register('dueAt')}
          />
        </div>
        {review && (
          <Textarea
            label="Reason"
            description="Kept in the history."
            rows={2}
            error={errors.reason?.message}
            {...form.register('reason')}
          />
        )}
        {saving.error && <ProblemNote error={saving.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {review ? 'Save' : 'Plan it'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
