import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { GoldenDataset } from '@/api/types';
import { useUpload } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { FileDrop } from '@/components/FileDrop';
import { SendingNote } from '@/components/SendingNote';
import { ProblemNote } from '@/components/States';
import { useSending } from '@/lib/use-upload';
import { type DatasetForm, datasetSchema, toDatasetReport } from './form';
import { sendDataset } from './queries';

interface Props {
  onClose: () => void;
  onMade: (dataset: GoldenDataset) => void;
}

/** Makes a golden dataset: what it is about, and its first items. */
export function DatasetDialog({ onClose, onMade }: Props) {
  const upload = useUpload();
  const [files, setFiles] = useState<File[]>([]);
  const [file] = files;
  const form = useForm<DatasetForm>({
    resolver: zodResolver(datasetSchema),
    defaultValues: {
      name: '',
      description: '',
      jurisdiction: '',
      filingType: '',
      documentType: '',
      source: '',
      comparators: '',
    },
  });
  const { errors, isSubmitted } = form.formState;
  const sending = useSending(
    (asked: { file: File; about: DatasetForm }) =>
      JSON.stringify([asked.file.name, asked.file.size, asked.file.lastModified, asked.about]),
    (asked, how) => sendDataset(upload, toDatasetReport(asked.about), asked.file, how),
  );
  const isBusy = sending.share !== undefined;
  const field = (name: keyof DatasetForm, label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      required
      disabled={isBusy}
      error={errors[name]?.message}
      {...form.register(name)}
    />
  );
  return (
    <Modal opened onClose={isBusy ? () => {} : onClose} title="New golden dataset" size={640}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.handleSubmit((about) => {
          if (file) sending.mutate({ file, about }, { onSuccess: (made) => made && onMade(made) });
        })}
      >
        <FileDrop
          label="Drop the items here, or choose a file"
          description={
            <>
              Lines of JSON, or one list: <code>{'{"key": "…", "input": …, "expected": …, "tags": []}'}</code>
              . At most 64 MiB and 100,000 items.
            </>
          }
          accept=".ndjson,.jsonl,.json,application/json,application/x-ndjson"
          files={files}
          onFiles={(taken) => {
            setFiles(taken);
            sending.reset();
          }}
          error={isSubmitted && !file ? 'Choose a file.' : undefined}
          disabled={isBusy}
        />
        <p className={classes.note}>
          Who brings in right answers knows them: evaluations that you send in over these items will be marked
          contaminated.
        </p>
        {field('name', 'Name', 'Later versions carry it on.')}
        <div className={classes.columns}>
          {field('jurisdiction', 'Jurisdiction', 'Such as GB or US-CA.')}
          {field('filingType', 'Filing', 'Such as vat_return.')}
          {field('documentType', 'Documents', 'Such as invoice.')}
        </div>
        {field('source', 'Source', 'Who says what is right.')}
        <Textarea
          label="Description"
          rows={2}
          disabled={isBusy}
          error={errors.description?.message}
          {...form.register('description')}
        />
        <Textarea
          label="Comparators"
          description="One field a line, such as “total money”, “rate numeric 0.001” or “area numeric 1 %”. What is not named is compared exactly."
          rows={3}
          ff="monospace"
          disabled={isBusy}
          error={errors.comparators?.message}
          {...form.register('comparators')}
        />
        {sending.share !== undefined && <SendingNote share={sending.share} name={file?.name ?? ''} />}
        {sending.error && <ProblemNote error={sending.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={isBusy ? sending.stop : onClose}>
            {isBusy ? 'Stop' : 'Cancel'}
          </Button>
          <Button type="submit" loading={isBusy}>
            Make dataset
          </Button>
        </div>
      </form>
    </Modal>
  );
}
