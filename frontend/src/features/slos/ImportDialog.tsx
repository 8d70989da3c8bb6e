import { Button, FileButton, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { ProblemNote } from '@/components/States';
import { number, words } from '@/lib/format';
import { importOpenSlo, sloKeys } from './queries';

interface Props {
  onClose: () => void;
  onOpen: (id: string) => void;
}

/** Takes an OpenSLO file, and says of each objective what became of it. */
export function ImportDialog({ onClose, onOpen }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [name, setName] = useState<string>();
  const sending = useMutation({
    // A new key for each text: the same file twice is answered as unchanged, by its content.
    mutationFn: (file: string) => importOpenSlo(api, file, crypto.randomUUID()),
    onSuccess: () => client.invalidateQueries({ queryKey: sloKeys.all }),
  });
  const read = async (file: File | null) => {
    if (!file) return;
    setName(file.name);
    setText(await file.text());
    sending.reset();
  };
  const done = sending.data;
  return (
    <Modal opened onClose={onClose} title="Import an OpenSLO file" size={640}>
      {done ? (
        <div className={classes.form}>
          <p className={classes.subject}>
            {number(done.created)} defined, {number(done.updated)} changed, {number(done.unchanged)} as they
            were
          </p>
          <ul className={classes.outcome}>
            {done.slos.map((slo) => (
              <li key={slo.id}>
                <strong>
                  {slo.service} / {slo.name}
                </strong>
                <span>{words(slo.declared)}</span>
              </li>
            ))}
          </ul>
          <div className={classes.buttons}>
            {done.slos[0] && (
              <Button
                variant="default"
                onClick={() => {
                  onClose();
                  onOpen(done.slos[0]?.id ?? '');
                }}
              >
                Open the first
              </Button>
            )}
            <Button onClick={onClose}>Done</Button>
          </div>
        </div>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) sending.mutate(text);
          }}
        >
          <p className={classes.note}>
            OpenSLO v1, as YAML. What this product cannot hold is refused by name: nothing is dropped in
            silence, and a file is taken whole or not at all.
          </p>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three, the button and the field are for keyboards */}
          <div
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              void read(event.dataTransfer.files[0] ?? null);
            }}
          >
            <Textarea
              label="File"
              description={name ?? 'Choose a file, drop it here, or paste its text.'}
              rows={12}
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
            <FileButton onChange={(file) => void read(file)} accept=".yaml,.yml,.json">
              {(props) => (
                <Button variant="default" {...props}>
                  Choose a file
                </Button>
              )}
            </FileButton>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={sending.isPending} disabled={!text.trim()}>
              Import
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
