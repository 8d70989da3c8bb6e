import { Button, Modal, Radio, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoldenDataset } from '@/api/types';
import { useUpload } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { FileDrop } from '@/components/FileDrop';
import { SendingNote } from '@/components/SendingNote';
import { ProblemNote } from '@/components/States';
import { useSending } from '@/lib/use-upload';
import { datasetKeys, sendVersion } from './queries';

interface Props {
  of: GoldenDataset;
  onClose: () => void;
  onMade: (dataset: GoldenDataset) => void;
}

/** Makes the next version of a name: its items whole, or what changes against the one that is open. */
export function VersionDialog({ of, onClose, onMade }: Props) {
  const upload = useUpload();
  const client = useQueryClient();
  const [files, setFiles] = useState<File[]>([]);
  const [form, setForm] = useState({ how: 'delta', changeNote: '', source: '' });
  const [isTried, setTried] = useState(false);
  const [file] = files;
  const sending = useSending(
    (asked: File) => JSON.stringify([asked.name, asked.size, asked.lastModified, form]),
    (asked, how) =>
      sendVersion(
        upload,
        of.id,
        {
          changeNote: form.changeNote.trim(),
          ...(form.source.trim() ? { source: form.source.trim() } : {}),
          ...(form.how === 'delta' ? { base: of.id } : {}),
        },
        asked,
        how,
      ),
  );
  const isBusy = sending.share !== undefined;
  const isDelta = form.how === 'delta';
  const change = (part: Partial<typeof form>) => {
    setForm({ ...form, ...part });
    sending.reset();
  };
  return (
    <Modal opened onClose={isBusy ? () => {} : onClose} title="New version" size={600}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!file || !form.changeNote.trim()) return;
          sending.mutate(file, {
            onSuccess: (made) => {
              if (!made) return;
              void client.invalidateQueries({ queryKey: datasetKeys.versions(of.name) });
              onMade(made);
            },
          });
        }}
      >
        <p className={classes.subject}>{of.name}</p>
        <p className={classes.note}>
          The new version is inactive until somebody makes it active. Older ones stay as they are.
        </p>
        <Radio.Group label="The file holds" value={form.how} onChange={(how) => change({ how })}>
          <Radio
            mt={6}
            value="delta"
            label={`What changes against version ${of.dataVersion}`}
            disabled={isBusy}
          />
          <Radio mt={6} value="whole" label="All items" disabled={isBusy} />
        </Radio.Group>
        <FileDrop
          label="Drop the items here, or choose a file"
          description={
            <>
              Lines of JSON: <code>{'{"key": "…", "input": …, "expected": …, "tags": []}'}</code>
              {isDelta && (
                <>
                  , or <code>{'{"remove": "key"}'}</code>
                </>
              )}
              . At most 64 MiB and 100,000 items.
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
        <Textarea
          label="Change note"
          description="What is other, and why."
          required
          rows={2}
          maxLength={2000}
          disabled={isBusy}
          value={form.changeNote}
          error={isTried && !form.changeNote.trim() ? 'Say what is other than before.' : undefined}
          onChange={(event) => change({ changeNote: event.currentTarget.value })}
        />
        <TextInput
          label="Source"
          description={`Who says what is right. Empty: ${of.source}.`}
          maxLength={500}
          disabled={isBusy}
          value={form.source}
          onChange={(event) => change({ source: event.currentTarget.value })}
        />
        {sending.share !== undefined && <SendingNote share={sending.share} name={file?.name ?? ''} />}
        {sending.error && <ProblemNote error={sending.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={isBusy ? sending.stop : onClose}>
            {isBusy ? 'Stop' : 'Cancel'}
          </Button>
          <Button type="submit" loading={isBusy}>
            Make version
          </Button>
        </div>
      </form>
    </Modal>
  );
}
