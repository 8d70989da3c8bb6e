import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Slo } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { present } from '@/lib/api';
import {
  type DefineForm,
  defineSchema,
  needsThreshold,
  periodOptions,
  toRatio,
  toTags,
  typeOptions,
} from './form';
import { renewSlo } from './queries';

const sources = [
  { value: 'pushed', label: 'Pushed to the API' },
  { value: 'prometheus', label: 'Read from Prometheus' },
];

export function DefineDialog({ onClose, onDefined }: { onClose: () => void; onDefined: (slo: Slo) => void }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  // One key for the whole dialog: a second click, or a try after a lost answer, defines nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<DefineForm>({
    resolver: zodResolver(defineSchema),
    defaultValues: {
      service: '',
      name: '',
      sloType: 'availability',
      target: '99.9',
      period: 'P30D',
      owner: person.name,
      description: '',
      tags: '',
      thresholdMs: '',
      source: 'pushed',
      goodQuery: '',
      totalQuery: '',
    },
  });
  const { errors } = form.formState;
  const type = form.watch('sloType');
  const source = form.watch('source');
  const define = useMutation({
    mutationFn: async (answer: DefineForm) => {
      const { data } = await api.POST('/api/monitoring/slo-definitions', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          service: answer.service,
          name: answer.name,
          sloType: answer.sloType,
          target: toRatio(answer.target) ?? 0,
          period: answer.period,
          owner: answer.owner,
          tags: toTags(answer.tags),
          source: answer.source,
          ...(answer.description ? { description: answer.description } : {}),
          ...(needsThreshold(answer.sloType) ? { thresholdMs: Number(answer.thresholdMs) } : {}),
          ...(answer.source === 'prometheus'
            ? { goodQuery: answer.goodQuery, totalQuery: answer.totalQuery }
            : {}),
        },
      });
      return present(data);
    },
    onSuccess: (slo) => {
      renewSlo(client, slo.id);
      onDefined(slo);
    },
  });
  return (
    <Modal opened onClose={onClose} title="Define an SLO" size={600}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((answer) => define.mutate(answer))}
      >
        <div className={classes.columns}>
          <TextInput
            label="Service"
            required
            data-autofocus
            error={errors.service?.message}
            {...form.register('service')}
          />
          <TextInput label="Name" required error={errors.name?.message} {...form.register('name')} />
        </div>
        <div className={classes.columns}>
          <NativeSelect label="Type" data={typeOptions} {...form.register('sloType')} />
          <TextInput
            label={type === 'error_rate' ? 'Largest allowed ratio, %' : 'Target, %'}
            required
            inputMode="decimal"
            error={errors.target?.message}
            {...form.register('target')}
          />
          <NativeSelect label="Period" data={periodOptions} {...form.register('period')} />
        </div>
        {needsThreshold(type) && (
          <TextInput
            label="Threshold, ms"
            description={
              type === 'latency' ? 'An answer within this time is good.' : 'Data no older than this is good.'
            }
            required
            inputMode="numeric"
            error={errors.thresholdMs?.message}
            {...form.register('thresholdMs')}
          />
        )}
        <div className={classes.columns}>
          <TextInput
            label="Owner"
            description="Who answers for it."
            required
            error={errors.owner?.message}
            {...form.register('owner')}
          />
          <TextInput label="Tags" description="Separated by commas." {...form.register('tags')} />
        </div>
        <Textarea
          label="Description"
          description="What is counted, and what is left out."
          rows={2}
          error={errors.description?.message}
          {...form.register('description')}
        />
        <NativeSelect label="Measurements" data={sources} {...form.register('source')} />
        {source === 'prometheus' && (
          <>
            <Textarea
              label="Good events"
              description="A counter, without rate()."
              required
              rows={2}
              error={errors.goodQuery?.message}
              {...form.register('goodQuery')}
            />
            <Textarea
              label="All events"
              required
              rows={2}
              error={errors.totalQuery?.message}
              {...form.register('totalQuery')}
            />
          </>
        )}
        {define.error && <ProblemNote error={define.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={define.isPending}>
            Define
          </Button>
        </div>
      </form>
    </Modal>
  );
}
