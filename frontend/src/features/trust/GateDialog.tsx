import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import type { GatePolicy } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import classes from '@/components/Dialog.module.css';
import { ErrorState, ProblemNote } from '@/components/States';
import { toast } from '@/components/toast';
import { etag } from '@/lib/api';
import { number } from '@/lib/format';
import own from './GateDialog.module.css';
import { formOf, type GateForm, gateSchema, toReport } from './gate-form';
import { gateChoices, gateKeys, gatePolicies } from './queries';

type Choices = {
  datasets: { name: string; itemCount: number }[];
  suites: string[];
  slos: { id: string; name: string }[];
};

/** Asks for another policy of the gate, whole; it holds once a second person agrees. */
export function GateDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const policies = useQuery(gatePolicies(api));
  const choices = useQuery(gateChoices(api));
  const failed = policies.error ?? choices.error;
  return (
    <Modal opened onClose={onClose} title="Ask for a policy of the release gate" size={640}>
      {policies.data && choices.data ? (
        <Form policy={policies.data.inForce} choices={choices.data} onClose={onClose} />
      ) : failed ? (
        <ErrorState
          error={failed}
          onRetry={() => {
            void policies.refetch();
            void choices.refetch();
          }}
        />
      ) : (
        <Skeleton width="80%" height={120} />
      )}
    </Modal>
  );
}

function Form({
  policy,
  choices,
  onClose,
}: {
  policy: GatePolicy | undefined;
  choices: Choices;
  onClose: () => void;
}) {
  const api = useApi();
  const client = useQueryClient();
  const [seen] = useState(policy);
  const form = useForm<GateForm>({ resolver: zodResolver(gateSchema), defaultValues: formOf(seen) });
  const { errors } = form.formState;
  const asking = useMutation({
    mutationFn: (answer: GateForm) =>
      api.PUT('/api/modelops/gate-policy', {
        ...(seen ? { params: { header: { 'If-Match': etag(seen.version) } } } : {}),
        body: toReport(answer),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: gateKeys.all });
      void client.invalidateQueries({ queryKey: ['ledger', 'approvals'] });
      void toast({ title: 'Asked for', message: 'The policy holds once a second person agrees.' });
      onClose();
    },
  });
  return (
    <form noValidate className={classes.form} onSubmit={form.handleSubmit((answer) => asking.mutate(answer))}>
      <Datasets form={form} choices={choices} />
      <Choice
        legend="Suites whose newest run must be whole and without a failure"
        error={errors.suites?.message}
        nothing="No test suite has reported yet."
      >
        {[...new Set([...choices.suites, ...(seen?.suites ?? [])])].map((suite) => (
          <label key={suite} className={classes.check}>
            <input type="checkbox" value={suite} {...form.register('suites')} />
            {suite}
          </label>
        ))}
      </Choice>
      <Choice
        legend="SLOs that must have some error budget left"
        error={errors.slos?.message}
        nothing="No SLO is in use yet."
      >
        {choices.slos.map((slo) => (
          <label key={slo.id} className={classes.check}>
            <input type="checkbox" value={slo.id} {...form.register('slos')} />
            {slo.name}
          </label>
        ))}
      </Choice>
      <div className={classes.columns}>
        <TextInput
          label="Drift looked for within"
          rightSection={<span className="dim">d</span>}
          inputMode="decimal"
          error={errors.days?.message}
          {...form.register('days')}
        />
        <Textarea
          label="Controls that evidence must cover"
          description="One a line: soc2 CC8.1"
          rows={3}
          error={errors.controls?.message}
          {...form.register('controls')}
        />
      </div>
      <Textarea
        label="Reason"
        description="The second person reads it. It is kept in the history."
        required
        rows={2}
        error={errors.reason?.message}
        {...form.register('reason')}
      />
      {asking.error && <ProblemNote error={asking.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={asking.isPending}>
          Ask a second person
        </Button>
      </div>
    </form>
  );
}

/** Golden datasets that count, each with its floor and how many items it must have. */
function Datasets({ form, choices }: { form: UseFormReturn<GateForm>; choices: Choices }) {
  const { errors } = form.formState;
  const chosen = form.watch('datasets');
  const known = choices.datasets.map(({ name }) => name);
  const names = [...new Set([...known, ...chosen.map(({ name }) => name)])];
  const set = (next: GateForm['datasets']) =>
    form.setValue('datasets', next, { shouldValidate: form.formState.isSubmitted });
  return (
    <Choice
      legend="Golden datasets a version must have answered"
      error={errors.datasets?.message ?? errors.datasets?.root?.message}
      nothing="No golden dataset is active yet."
    >
      {names.map((name) => {
        const index = chosen.findIndex((one) => one.name === name);
        const count = choices.datasets.find((one) => one.name === name)?.itemCount;
        return (
          <div key={name} className={own.dataset}>
            <label className={classes.check}>
              <input
                type="checkbox"
                checked={index >= 0}
                onChange={(event) =>
                  set(
                    event.currentTarget.checked
                      ? [...chosen, { name, floor: '90', items: String(count ?? 1) }]
                      : chosen.filter((one) => one.name !== name),
                  )
                }
              />
              <span>
                {name}{' '}
                <span className="dim">{count === undefined ? 'not active' : `${number(count)} items`}</span>
              </span>
            </label>
            {index >= 0 && (
              <div className={own.limits}>
                <TextInput
                  aria-label={`${name}: accuracy of at least, in percent`}
                  size="xs"
                  w={92}
                  inputMode="decimal"
                  rightSection={<span className="dim">%</span>}
                  error={errors.datasets?.[index]?.floor?.message}
                  {...form.register(`datasets.${index}.floor`)}
                />
                <TextInput
                  aria-label={`${name}: on at least so many items`}
                  size="xs"
                  w={104}
                  inputMode="numeric"
                  rightSection={<span className="dim">items</span>}
                  rightSectionWidth={44}
                  error={errors.datasets?.[index]?.items?.message}
                  {...form.register(`datasets.${index}.items`)}
                />
              </div>
            )}
          </div>
        );
      })}
    </Choice>
  );
}

function Choice({
  legend,
  error,
  nothing,
  children,
}: {
  legend: string;
  error: string | undefined;
  nothing: string;
  children: ReactNode[];
}) {
  return (
    <fieldset className={own.choice}>
      <legend>{legend}</legend>
      {children.length > 0 ? <div className={own.options}>{children}</div> : <p className="dim">{nothing}</p>}
      {error && (
        <p className={own.refused} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
