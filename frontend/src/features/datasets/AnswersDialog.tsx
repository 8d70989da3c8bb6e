import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Evaluation, GoldenDataset } from '@/api/types';
import { useApi, useUpload } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { FileDrop } from '@/components/FileDrop';
import { SendingNote } from '@/components/SendingNote';
import { ProblemNote } from '@/components/States';
import { utc } from '@/lib/format';
import { useSending } from '@/lib/use-upload';
import { evaluationsOf, sendAnswers } from './queries';
import { shareText } from './words';

interface Props {
  dataset: GoldenDataset;
  onClose: () => void;
  onEvaluated: (evaluation: Evaluation) => void;
}

/** Takes answers to a version's cases, never marks: the API says which are right. */
export function AnswersDialog({ dataset, onClose, onEvaluated }: Props) {
  const upload = useUpload();
  const former = useQuery(evaluationsOf(useApi(), dataset.contentSha256)).data?.items ?? [];
  const [files, setFiles] = useState<File[]>([]);
  const [form, setForm] = useState({ testedSystem: '', gitCommit: '', modelId: '', against: '' });
  const [isTried, setTried] = useState(false);
  const [file] = files;
  const sending = useSending(
    (asked: File) => JSON.stringify([asked.name, asked.size, asked.lastModified, form]),
    (asked, how) => {
      const said = Object.entries(form).map(([name, value]) => [name, value.trim()] as const);
      const head = Object.fromEntries(said.filter(([, value]) => value !== ''));
      return sendAnswers(upload, dataset.id, head, asked, how);
    },
  );
  const isBusy = sending.share !== undefined;
  const noSystem = isTried && !form.testedSystem.trim() ? 'Say what gave these answers.' : undefined;
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => {
    setForm({ ...form, [name]: event.currentTarget.value });
    sending.reset();
  };
  return (
    <Modal opened onClose={isBusy ? () => {} : onClose} title="Send in answers" size={600}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!file || !form.testedSystem.trim()) return;
          sending.mutate(file, { onSuccess: (evaluation) => evaluation && onEvaluated(evaluation) });
        }}
      >
        <p className={classes.subject}>
          {dataset.name}, version {dataset.dataVersion}
        </p>
        <FileDrop
          label="Drop the answers here, or choose a file"
          description={
            <>
              Lines of JSON, or one list: <code>{'{"key": "…", "actual": …}'}</code>. At most 64 MiB.
            </>
          }
          accept=".ndjson,.jsonl,.json,application/json,application/x-ndjson"
          files={files}
          onFiles={(taken) => {
            setFiles(taken);
            sending.reset();
          }}
          error={isTried && !file ? 'Choose a file.' : undefined}
          disabled={isBusy}
        />
        <TextInput
          label="Tested system"
          description="What gave these answers, with its version."
          required
          maxLength={200}
          disabled={isBusy}
          value={form.testedSystem}
          error={noSystem}
          onChange={set('testedSystem')}
        />
        <div className={classes.columns}>
          <TextInput
            label="Model version"
            description="Its id in the registry, where it is one."
            disabled={isBusy}
            value={form.modelId}
            onChange={set('modelId')}
          />
          <TextInput
            label="Commit"
            description="The code that was run."
            maxLength={100}
            disabled={isBusy}
            value={form.gitCommit}
            onChange={set('gitCommit')}
          />
        </div>
        <NativeSelect
          label="Compare with"
          description="A former evaluation over the same items."
          disabled={isBusy}
          value={form.against}
          data={[
            { value: '', label: 'The newest of the same system' },
            ...former.map((one) => ({
              value: one.id,
              label: `${one.testedSystem}, ${shareText(one.accuracy)}, ${utc(one.createdAt)}`,
            })),
          ]}
          onChange={set('against')}
        />
        {sending.share !== undefined && <SendingNote share={sending.share} name={file?.name ?? ''} />}
        {sending.error && <ProblemNote error={sending.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={isBusy ? sending.stop : onClose}>
            {isBusy ? 'Stop' : 'Cancel'}
          </Button>
          <Button type="submit" loading={isBusy}>
            Evaluate
          </Button>
        </div>
      </form>
    </Modal>
  );
}
