import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { ModelVersion } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { register, renew } from './queries';
import { type RegisterForm, registerSchema, toReport } from './register-form';

/** Registers a version by hand; pipelines do it through the API, with a baseline for drift besides. */
export function RegisterDialog({
  onClose,
  onRegistered,
}: {
  onClose: () => void;
  onRegistered: (version: ModelVersion) => void;
}) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  // One key for the whole dialog: a second click, or a try after a lost answer, registers nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<RegisterForm>({
    resolver: zodResolver(registerSchema),
    defaultValues: {
      name: '',
      modelVersion: '',
      framework: '',
      modelType: '',
      artifactUri: '',
      artifactSha256: '',
      owner: person.name,
      trainingData: '',
      hyperparameters: '',
      evaluationMetrics: '',
      description: '',
    },
  });
  const { errors } = form.formState;
  const send = useMutation({
    mutationFn: (answer: RegisterForm) => register(api, toReport(answer), key),
    onSuccess: (version) => {
      renew(client);
      onRegistered(version);
    },
  });
  return (
    <Modal opened onClose={onClose} title="Register a version" size={620}>
      <form noValidate className={classes.form} onSubmit={form.handleSubmit((answer) => send.mutate(answer))}>
        <p className={classes.note}>What a version was made of never changes once it is registered.</p>
        <div className={classes.columns}>
          <TextInput
            label="Model"
            description="A new name makes a new model."
            required
            data-autofocus
            error={errors.name?.message}
            {...form.register('name')}
          />
          <TextInput
            label="Version"
            description="Unique within the model."
            required
            error={errors.modelVersion?.message}
            {...form.register('modelVersion')}
          />
        </div>
        <div className={classes.columns}>
          <TextInput
            label="Framework"
            required
            placeholder="scikit-learn"
            error={errors.framework?.message}
            {...form.register('framework')}
          />
          <TextInput
            label="Type"
            required
            placeholder="classifier"
            error={errors.modelType?.message}
            {...form.register('modelType')}
          />
        </div>
        <TextInput
          label="Artifact address"
          required
          placeholder="s3://models/invoices/7"
          error={errors.artifactUri?.message}
          {...form.register('artifactUri')}
        />
        <TextInput
          label="Artifact SHA-256"
          description="The release gate fails without it."
          error={errors.artifactSha256?.message}
          {...form.register('artifactSha256')}
        />
        <div className={classes.columns}>
          <TextInput label="Owner" required error={errors.owner?.message} {...form.register('owner')} />
          <TextInput
            label="Training data address"
            error={errors.trainingData?.message}
            {...form.register('trainingData')}
          />
        </div>
        <div className={classes.columns}>
          <Textarea
            label="Hyperparameters"
            description="A line each: name = value."
            rows={3}
            error={errors.hyperparameters?.message}
            {...form.register('hyperparameters')}
          />
          <Textarea
            label="Metrics"
            description="A line each: name = value."
            rows={3}
            error={errors.evaluationMetrics?.message}
            {...form.register('evaluationMetrics')}
          />
        </div>
        <Textarea
          label="Description"
          rows={2}
          error={errors.description?.message}
          {...form.register('description')}
        />
        {send.error && <ProblemNote error={send.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={send.isPending}>
            Register
          </Button>
        </div>
      </form>
    </Modal>
  );
}
