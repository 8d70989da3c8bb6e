import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Classification } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { type ClassificationForm, changesOf, formOf, schema, toSaid } from './form';
import { classify, dataKeys, replaceClassification, type Said } from './queries';
import { DATA_TYPES, RESIDENCIES, SENSITIVITIES } from './search';
import { kindName, residencyName, sensitivityName } from './words';

export type Change = Partial<Said> & { reason?: string };

interface Props {
  /** The classification that is changed; absent while a new asset is classified. */
  data?: Classification;
  onClose: () => void;
  onClassified?: (data: Classification) => void;
  /** Sends a change of `data`; what came of it is shown here. */
  edit?: { send: (change: Change) => void; busy: boolean; error: unknown };
}

/** Says how an asset's data has to be kept. Contradictions are refused by the rule's name. */
export function ClassifyDialog({ data, onClose, onClassified, edit }: Props) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<ClassificationForm>({
    resolver: zodResolver(schema),
    defaultValues: formOf(data, person.name),
  });
  const { errors } = form.formState;
  const making = useMutation({
    mutationFn: (said: Said & { dataAsset: string }) => classify(api, said, key),
    onSuccess: (made) => {
      replaceClassification(client, made);
      void client.invalidateQueries({ queryKey: dataKeys.figures });
      onClose();
      onClassified?.(made);
    },
  });
  const error = edit ? edit.error : making.error;
  const submit = form.handleSubmit((answer) => {
    const said = toSaid(answer);
    if (!data || !edit) making.mutate({ ...said, dataAsset: answer.dataAsset });
    else {
      const changes = changesOf(data, said);
      if (Object.keys(changes).length === 0) onClose();
      else edit.send({ ...changes, ...(answer.reason ? { reason: answer.reason } : {}) });
    }
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={data ? 'Change the classification' : 'Classify an asset'}
      size={600}
    >
      <form noValidate className={classes.form} onSubmit={submit}>
        {data ? (
          <p className={classes.subject}>{data.dataAsset}</p>
        ) : (
          <TextInput
            label="Asset"
            placeholder="ledger.customers"
            required
            data-autofocus
            error={errors.dataAsset?.message}
            {...form.register('dataAsset')}
          />
        )}
        <div className={classes.columns}>
          <TextInput
            label="Held by system"
            required
            error={errors.system?.message}
            {...form.register('system')}
          />
          <TextInput label="Owner" required error={errors.owner?.message} {...form.register('owner')} />
        </div>
        <div className={classes.columns}>
          <NativeSelect
            label="Kind"
            data={DATA_TYPES.map((value) => ({ value, label: kindName(value) }))}
            {...form.register('dataType')}
          />
          <NativeSelect
            label="Sensitivity"
            data={SENSITIVITIES.map((value) => ({ value, label: sensitivityName(value) }))}
            {...form.register('sensitivity')}
          />
        </div>
        <div className={classes.columns}>
          <NativeSelect
            label="Has to stay in"
            data={RESIDENCIES.map((value) => ({ value, label: residencyName(value) }))}
            {...form.register('residency')}
          />
          <TextInput
            label="And there only in"
            description="Regions such as DE, US-CA. Empty: all of it."
            {...form.register('regions')}
          />
        </div>
        <div className={classes.columns}>
          <TextInput
            label="For purposes"
            description="Parted by commas. Empty: any."
            {...form.register('purposes')}
          />
          <TextInput
            label="By roles"
            description="Empty: nobody, unless public."
            {...form.register('roles')}
          />
        </div>
        <div className={classes.columns}>
          <label className={classes.check}>
            <input type="checkbox" {...form.register('encryptionAtRest')} />
            Encrypted at rest
          </label>
          <label className={classes.check}>
            <input type="checkbox" {...form.register('encryptionInTransit')} />
            Encrypted in transit
          </label>
        </div>
        <div className={classes.columns}>
          <TextInput
            label="Kept for days"
            description="Empty: it may stay."
            inputMode="numeric"
            error={errors.days?.message}
            {...form.register('days')}
          />
          <TextInput
            label="Legal basis"
            description="Where there is one."
            error={errors.legalBasis?.message}
            {...form.register('legalBasis')}
          />
        </div>
        <label className={classes.check}>
          <input type="checkbox" {...form.register('autoDelete')} />
          The system deletes it by itself
        </label>
        {data && (
          <Textarea
            label="Reason"
            description="Kept in the history."
            rows={2}
            error={errors.reason?.message}
            {...form.register('reason')}
          />
        )}
        {Boolean(error) && <ProblemNote error={error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={edit ? edit.busy : making.isPending}>
            {data ? 'Save' : 'Classify'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
