import { Button, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { JUnitImported } from '@/api/types';
import { useUpload } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { FileDrop } from '@/components/FileDrop';
import { SendingNote } from '@/components/SendingNote';
import { ProblemNote } from '@/components/States';
import { number } from '@/lib/format';
import { importReport, suiteKeys } from './queries';
import { leftOutOf, takenText } from './uploaded';

interface Props {
  onClose: () => void;
  onOpen: (suite: string, run: string) => void;
}

interface Outcome {
  file: File;
  imported?: JUnitImported;
  error?: unknown;
}

const REQUIRED = {
  files: 'Choose a file.',
  runId: 'Say which run this is.',
  environment: 'Say where it ran.',
};

/** Takes JUnit XML reports of one run, and says of each file what became of it. */
export function UploadDialog({ onClose, onOpen }: Props) {
  const upload = useUpload();
  const client = useQueryClient();
  const [files, setFiles] = useState<File[]>([]);
  const [run, setRun] = useState({ runId: '', environment: '', gitCommit: '', testSuite: '' });
  const [isTried, setTried] = useState(false);
  const [at, setAt] = useState<{ index: number; share: number }>();
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const stop = useRef<AbortController>(undefined);
  // One key a file and run: a second click, or a try after a lost answer, counts nothing twice.
  const keys = useRef(new Map<string, string>());

  const keyOf = (file: File) => {
    const what = JSON.stringify([file.name, file.size, file.lastModified, trimmed(run)]);
    const key = keys.current.get(what) ?? crypto.randomUUID();
    keys.current.set(what, key);
    return key;
  };
  const missing = {
    files: isTried && files.length === 0 ? REQUIRED.files : undefined,
    runId: isTried && !run.runId.trim() ? REQUIRED.runId : undefined,
    environment: isTried && !run.environment.trim() ? REQUIRED.environment : undefined,
  };
  const send = async () => {
    setTried(true);
    if (files.length === 0 || !run.runId.trim() || !run.environment.trim()) return;
    stop.current = new AbortController();
    const done: Outcome[] = [];
    for (const [index, file] of files.entries()) {
      setAt({ index, share: 0 });
      try {
        const imported = await importReport(
          upload,
          file,
          trimmed(run),
          keyOf(file),
          (share) => setAt({ index, share }),
          stop.current.signal,
        );
        done.push({ file, imported });
      } catch (error) {
        if (stop.current.signal.aborted) break;
        done.push({ file, error });
      }
    }
    setAt(undefined);
    setOutcomes(done);
    void client.invalidateQueries({ queryKey: suiteKeys.all });
  };
  const field = (name: keyof typeof run, label: string, description: string, required = false) => (
    <TextInput
      label={label}
      description={description}
      required={required}
      disabled={at !== undefined}
      value={run[name]}
      error={name === 'runId' || name === 'environment' ? missing[name] : undefined}
      onChange={(event) => setRun({ ...run, [name]: event.currentTarget.value })}
    />
  );
  const refused = outcomes.filter((one) => one.error);
  const imported = outcomes.flatMap((one) => one.imported ?? []);
  const first = imported[0]?.suites[0]?.testSuite;

  if (outcomes.length > 0 && refused.length === 0)
    return (
      <Modal opened onClose={onClose} title="Upload JUnit XML" size={600}>
        <div className={classes.form}>
          <p className={classes.subject}>{takenText(imported)}</p>
          {outcomes.length < files.length && (
            <p className={classes.note}>
              Stopped: {number(files.length - outcomes.length)} of {number(files.length)} files were not
              taken.
            </p>
          )}
          <Suites imported={imported} />
          <LeftOut imported={imported} />
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            {first && <Button onClick={() => onOpen(first, run.runId.trim())}>Open the first suite</Button>}
          </div>
        </div>
      </Modal>
    );
  return (
    <Modal opened onClose={at ? () => {} : onClose} title="Upload JUnit XML" size={600}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <FileDrop
          label="Drop reports here, or choose them"
          description="Each at most 50 MiB and 100,000 test cases, taken whole or not at all."
          accept=".xml,application/xml,text/xml"
          multiple
          files={files}
          onFiles={(taken) => {
            setFiles(taken);
            setOutcomes([]);
          }}
          error={missing.files}
          disabled={at !== undefined}
        />
        <div className={classes.columns}>
          {field('runId', 'Run', 'A build number or a pipeline id.', true)}
          {field('environment', 'Environment', 'Where it ran, such as ci.', true)}
        </div>
        <div className={classes.columns}>
          {field('gitCommit', 'Commit', 'Needed to tell flaky tests.')}
          {field('testSuite', 'Suite', 'Empty: as the report calls it.')}
        </div>
        {at && <SendingNote share={at.share} name={nameOf(at.index, files)} />}
        {refused.map((one) => (
          <div key={`${one.file.name} ${one.file.size}`}>
            <p className={classes.note}>{one.file.name} was refused, nothing of it was taken:</p>
            <ProblemNote error={one.error} />
          </div>
        ))}
        {refused.length > 0 && imported.length > 0 && <p className={classes.note}>{takenText(imported)}</p>}
        <div className={classes.buttons}>
          {at ? (
            <Button variant="default" onClick={() => stop.current?.abort()}>
              Stop
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={at !== undefined}>
            Upload
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** `junit.xml (2 of 5)` */
function nameOf(index: number, files: readonly File[]): string {
  const name = files[index]?.name ?? '';
  return files.length > 1 ? `${name} (${index + 1} of ${files.length})` : name;
}

const trimmed = <T extends Record<string, string>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()])) as T;

function Suites({ imported }: { imported: readonly JUnitImported[] }) {
  return (
    <ul className={classes.outcome}>
      {imported.flatMap((one) =>
        one.suites.map((suite) => (
          <li key={suite.testSuite}>
            <strong>{suite.testSuite}</strong>
            <span>{number(suite.results)} results</span>
          </li>
        )),
      )}
    </ul>
  );
}

/** What of the reports was not taken over: told, never dropped in silence. */
function LeftOut({ imported }: { imported: readonly JUnitImported[] }) {
  const parts = leftOutOf(imported);
  if (parts.length === 0) return null;
  return (
    <div>
      <p className={classes.note}>Not taken over:</p>
      <ul className={classes.outcome}>
        {parts.map((part) => (
          <li key={part.what}>
            <strong>
              {number(part.count)} × {part.what}
            </strong>
            <span>{part.why}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
