import { Button, FileButton, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChaosTest, ImportedJournal } from '@/api/types';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { number } from '@/lib/format';
import { chaosKeys, importJournal } from './queries';
import { TYPES } from './search';
import { standing, typeName, verdictText } from './words';

interface Props {
  onClose: () => void;
  onOpen: (id: string) => void;
}

const types = TYPES.map((value) => ({ value, label: typeName(value) }));

/** Takes a journal of Chaos Toolkit, and says what of it was read, what was left out and why. */
export function ImportDialog({ onClose, onOpen }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [name, setName] = useState<string>();
  const [testType, setTestType] = useState<ChaosTest['testType']>('service_degradation');
  const [target, setTarget] = useState('');
  const [environment, setEnvironment] = useState('staging');
  const sending = useMutation({
    // A new key each time: the same journal twice is answered with the experiment that it became.
    mutationFn: () =>
      importJournal(
        api,
        { testType, target: target.trim(), environment: environment.trim() },
        text,
        crypto.randomUUID(),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: chaosKeys.summary }),
  });
  const read = async (file: File | null) => {
    if (!file) return;
    setName(file.name);
    setText(await file.text());
    sending.reset();
  };
  const isWhole = text.trim() && target.trim() && environment.trim();
  if (sending.data)
    return (
      <Modal opened onClose={onClose} title="Import a journal" size={640}>
        <Taken journal={sending.data} onClose={onClose} onOpen={onOpen} />
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title="Import a journal" size={640}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) sending.mutate();
        }}
      >
        <p className={classes.note}>
          The <code>journal.json</code> of Chaos Toolkit. Its own verdict counts for nothing: the outcome is
          worked out from steady states, activities and rollbacks.
        </p>
        <div className={classes.columns}>
          <NativeSelect
            label="Kind"
            data={types}
            value={testType}
            onChange={(event) =>
              setTestType(TYPES.find((one) => one === event.currentTarget.value) ?? testType)
            }
          />
          <TextInput
            label="Target"
            required
            value={target}
            onChange={(event) => setTarget(event.currentTarget.value)}
          />
          <TextInput
            label="Where"
            required
            value={environment}
            onChange={(event) => setEnvironment(event.currentTarget.value)}
          />
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three, the button and the field are for keyboards */}
        <div
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            void read(event.dataTransfer.files[0] ?? null);
          }}
        >
          <Textarea
            label="Journal"
            description={name ?? 'Choose a file, drop it here, or paste its text.'}
            rows={10}
            ff="monospace"
            data-autofocus
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              sending.reset();
            }}
          />
        </div>
        {sending.error && <ProblemNote error={sending.error} />}
        <div className={classes.buttons}>
          <FileButton onChange={(file) => void read(file)} accept=".json,application/json">
            {(props) => (
              <Button variant="default" {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sending.isPending} disabled={!isWhole}>
            Import
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Taken({ journal, onClose, onOpen }: Props & { journal: ImportedJournal }) {
  const { test, read, leftOut } = journal;
  return (
    <div className={classes.form}>
      <p className={classes.subject}>
        <StatusBadge status={standing(test)} /> {test.name}
      </p>
      <p className={classes.note}>{verdictText(test)}</p>
      <ul className={classes.outcome} aria-label="What was read">
        {read.map((part) => (
          <li key={part.what}>
            <strong>
              Read: {number(part.count)} {part.what}
            </strong>
          </li>
        ))}
        {leftOut.map((part) => (
          <li key={part.what}>
            <strong>Left out: {part.what}</strong>
            {part.why && <span>{part.why}</span>}
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
        <Button
          onClick={() => {
            onClose();
            onOpen(test.id);
          }}
        >
          Open it
        </Button>
      </div>
    </div>
  );
}
