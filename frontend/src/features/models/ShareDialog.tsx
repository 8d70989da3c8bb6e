import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { ModelVersion } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import own from './ShareDialog.module.css';
import { splitAfter } from './split';

interface Props {
  title: string;
  seen: ModelVersion;
  confirm: string;
  reasonRequired: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (share: number, reason: string | undefined) => void;
  onClose: () => void;
  /** Another way out of here. */
  other?: { name: string; run: () => void };
  children?: ReactNode;
}

const schema = (reasonRequired: boolean) => {
  const reason = z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters.'));
  return z.object({
    share: z.string().check(z.refine((text) => toShare(text) !== undefined, 'A whole number from 1 to 100.')),
    reason: reasonRequired
      ? reason.check(z.minLength(1, 'Say why: the reason stays in the history.'))
      : reason,
  });
};

/** `80` -> 80; undefined when it is no share of production. */
export function toShare(text: string): number | undefined {
  const value = Number(text.trim().replace(/\s*%$/, ''));
  return Number.isInteger(value) && value >= 1 && value <= 100 ? value : undefined;
}

/** Asks for a share of production, and shows what it does to the others before it is done. */
export function ShareDialog(props: Props) {
  const { seen } = props;
  const others = seen.split.filter((one) => one.id !== seen.id);
  const form = useForm({
    resolver: zodResolver(schema(props.reasonRequired)),
    defaultValues: {
      share: String(seen.status === 'production' ? seen.rolloutPercentage : 100),
      reason: '',
    },
  });
  const { errors } = form.formState;
  const share = toShare(form.watch('share'));
  return (
    <Modal opened onClose={props.onClose} title={props.title} size={480}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) =>
          props.onConfirm(toShare(answer.share) ?? 100, answer.reason || undefined),
        )}
      >
        <p className={classes.subject}>
          {seen.name} {seen.modelVersion}
        </p>
        {props.children}
        {others.length > 0 ? (
          <>
            <TextInput
              label="Share of production, %"
              description="What it gains comes from the largest first."
              required
              inputMode="numeric"
              data-autofocus
              error={errors.share?.message}
              {...form.register('share')}
            />
            <dl className={own.preview} aria-label="Shares then">
              {splitAfter(seen.split, seen, share ?? 100).map((one) => (
                <div key={one.id}>
                  <dt>{one.modelVersion}</dt>
                  <dd>
                    {one.before} % → <b>{share === undefined ? '–' : `${one.after} %`}</b>
                    {share === 100 && one.id !== seen.id && ' and deprecated'}
                  </dd>
                </div>
              ))}
            </dl>
          </>
        ) : (
          <p className={classes.note}>Nothing else is in production, so it answers all of it.</p>
        )}
        <Textarea
          label="Reason"
          description={
            props.reasonRequired ? 'Needed here. It is kept in the history.' : 'Kept in the history.'
          }
          required={props.reasonRequired}
          rows={3}
          error={errors.reason?.message}
          {...form.register('reason')}
        />
        {Boolean(props.error) && <ProblemNote error={props.error} />}
        <div className={classes.buttons}>
          {props.other && (
            <Button variant="subtle" color="red" mr="auto" onClick={props.other.run}>
              {props.other.name}
            </Button>
          )}
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
