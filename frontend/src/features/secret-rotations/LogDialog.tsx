import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { RotationPolicy, SecretRotation, SecretType } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import dialog from '@/components/Dialog.module.css';
import { IconAlertTriangle, IconChevronDown } from '@/components/icons';
import { ProblemNote } from '@/components/States';
import { toUtcInput, words } from '@/lib/format';
import { beginWith, fieldErrors, limitFor, type ReportAnswer, reportSchema, toReport } from './form';
import classes from './LogDialog.module.css';
import { logRotation, rotationPolicy } from './queries';
import { ROTATION_TYPES, SECRET_TYPES, STATUSES } from './search';
import { typeName } from './words';

interface Props {
  /** The secret's last rotation, where the next one is logged. */
  previous: SecretRotation | undefined;
  onLogged: (rotation: SecretRotation) => void;
  onClose: () => void;
}

const FIELDS = [
  'secretName',
  'secretType',
  'rotationType',
  'status',
  'rotatedAt',
  'failureReason',
  'rotationIntervalDays',
  'owner',
  'initiatedBy',
  'retired',
] as const;

const options = <T extends string>(values: readonly T[], text: (value: T) => string) =>
  values.map((value) => ({ value, label: text(value) }));
const types = options(SECRET_TYPES, typeName);
const kinds = options(ROTATION_TYPES, words);
const statuses = options(STATUSES, words);

const chevron = <IconChevronDown size={15} aria-hidden />;

const hints = {
  in_progress: 'It has begun. Say later how it ended.',
  succeeded: 'The new secret is in use.',
  failed: 'What was due stays due.',
};

/** Logs one rotation. Nothing typed here is kept anywhere but in what the API takes. */
export function LogDialog(props: Props) {
  const policy = useQuery(rotationPolicy(useApi()));
  // The form begins with the policy's limit; where it cannot be read, the API still holds it.
  return policy.isPending ? null : <LogForm {...props} policy={policy.data} />;
}

function LogForm({ previous, onLogged, onClose, policy }: Props & { policy: RotationPolicy | undefined }) {
  const api = useApi();
  const person = usePerson();
  const [began] = useState(() => beginWith(policy, previous, toUtcInput(new Date())));
  const form = useForm<ReportAnswer>({
    resolver: zodResolver(reportSchema(policy)) as never,
    defaultValues: began,
  });
  // The same report sent again after a broken connection is kept once; another report is another one.
  const sent = useRef({ body: '', key: '' });
  const log = useMutation({
    mutationFn: (answer: ReportAnswer) => {
      const report = toReport(answer);
      const body = JSON.stringify(report);
      if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() };
      return logRotation(api, report, sent.current.key);
    },
    onSuccess: onLogged,
    // A refused text must not linger in the cache of what was sent.
    gcTime: 0,
  });
  const own = form.formState.errors;
  const refused = fieldErrors(log.error, FIELDS);
  const errorAt = (field: (typeof FIELDS)[number]) => own[field]?.message ?? refused.at[field];
  const type = form.watch('secretType');
  const status = form.watch('status');
  const isRetired = form.watch('retired') && status === 'succeeded';
  const limit = limitFor(policy, type);

  const takeType = (next: SecretType) => {
    // The limit's own number follows the type; a number that somebody chose stays.
    const before = limitFor(policy, type);
    const days = form.getValues('rotationIntervalDays');
    const after = limitFor(policy, next);
    if (after !== undefined && (days === '' || days === String(before)))
      form.setValue('rotationIntervalDays', String(after), { shouldValidate: form.formState.isSubmitted });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={previous ? 'Log the next rotation' : 'Log a rotation'}
      size={560}
      closeOnClickOutside={false}
    >
      <form
        noValidate
        autoComplete="off"
        className={dialog.form}
        onSubmit={form.handleSubmit((answer) => log.mutate(answer))}
      >
        <p className={classes.warning}>
          <IconAlertTriangle size={15} aria-hidden />
          Only the secret's name, never its value.
        </p>
        <TextInput
          label="Secret"
          description="Its name in the vault, such as payments/stripe-webhook."
          required
          autoComplete="off"
          spellCheck={false}
          readOnly={previous !== undefined}
          classNames={{ input: classes.mono ?? '' }}
          {...(previous ? {} : { 'data-autofocus': true })}
          error={errorAt('secretName')}
          {...form.register('secretName')}
        />
        <div className={classes.pair}>
          <NativeSelect
            rightSection={chevron}
            label="Type"
            data={types}
            error={errorAt('secretType')}
            {...form.register('secretType', {
              onChange: (event) => takeType(event.target.value as SecretType),
            })}
          />
          <NativeSelect
            rightSection={chevron}
            label="Rotation"
            data={kinds}
            error={errorAt('rotationType')}
            {...form.register('rotationType')}
          />
        </div>
        <div className={classes.pair}>
          <NativeSelect
            rightSection={chevron}
            label="Status"
            description={hints[status]}
            data={statuses}
            {...(previous ? { 'data-autofocus': true } : {})}
            error={errorAt('status')}
            {...form.register('status')}
          />
          {status === 'succeeded' && (
            <TextInput
              type="datetime-local"
              step={1}
              label="In use since (UTC)"
              description="When the new secret was in use."
              error={errorAt('rotatedAt')}
              {...form.register('rotatedAt')}
            />
          )}
        </div>
        {status === 'failed' && (
          <Textarea
            label="Why it failed"
            required
            autoComplete="off"
            rows={2}
            error={errorAt('failureReason')}
            {...form.register('failureReason')}
          />
        )}
        <div className={classes.pair}>
          <TextInput
            label="Interval in days"
            description={
              limit === undefined ? 'Until the next rotation.' : `The policy allows at most ${limit}.`
            }
            required
            inputMode="numeric"
            autoComplete="off"
            error={errorAt('rotationIntervalDays')}
            {...form.register('rotationIntervalDays')}
          />
          <TextInput
            label="Owner"
            description="Who answers for this secret."
            required
            autoComplete="off"
            error={errorAt('owner')}
            {...form.register('owner')}
          />
        </div>
        <TextInput
          label="Initiated by"
          description="The person, job or incident that set it off; you, when empty."
          placeholder={person.name}
          autoComplete="off"
          error={errorAt('initiatedBy')}
          {...form.register('initiatedBy')}
        />
        {status === 'succeeded' && (
          <label className={dialog.check}>
            <input type="checkbox" {...form.register('retired')} />
            <span>
              Retire the secret <span className="dim">– gone for good, nothing is due any more</span>
            </span>
          </label>
        )}
        {errorAt('retired') && <p className={classes.refused}>{errorAt('retired')}</p>}
        {Boolean(log.error) && !refused.isWhole && <ProblemNote error={log.error} />}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={log.isPending}>
            {isRetired ? 'Log and retire' : 'Log rotation'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
