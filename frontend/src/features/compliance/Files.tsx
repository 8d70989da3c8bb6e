import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Evidence, EvidenceFile } from '@/api/types';
import { useApi, usePerson, useUpload } from '@/auth/context';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { IconDownload, IconUpload, IconX } from '@/components/icons';
import { ProblemNote } from '@/components/States';
import { RelativeTime } from '@/components/Time';
import { authorName } from '@/lib/format';
import { ledgerKeys } from '@/lib/ledger';
import { problemOf } from '@/lib/problem';
import { ACCEPT, downloadFile, uploadFile, whyNotFile } from './files';
import classes from './Panel.module.css';
import { EVIDENCE_TYPE, fetchEvidence, renewCompliance, replaceEvidence } from './queries';
import type { EvidenceChange } from './use-change';
import { sizeText } from './words';

interface Props {
  evidence: Evidence;
  change: EvidenceChange;
}

interface Sending {
  key: string;
  file: File;
  /** From 0 to 1 while it goes; undefined while it waits. */
  share: number | undefined;
  refused?: string;
}

/** The files of evidence: read by those who judge it, dropped here by those who write it. */
export function Files({ evidence, change }: Props) {
  const person = usePerson();
  const present = evidence.files.filter((file) => file.removedIn === null);
  const isOpen = person.may.manageCompliance && evidence.status === 'draft';
  const { sending, add, drop } = useUploads(evidence.id);
  const [isOver, setOver] = useState(false);
  return (
    <section className={detail.section} aria-label="Files">
      <div className={detail.sectionHead}>
        <h3>Files</h3>
        {present.length > 0 && !person.may.readEvidenceFiles && (
          <span className="dim">read by auditors and compliance</span>
        )}
      </div>
      {present.length === 0 && sending.length === 0 && <p className={detail.text}>No file yet.</p>}
      <ul className={classes.rows}>
        {present.map((file) => (
          <FileRow key={file.id} file={file} evidence={evidence} change={change} isOpen={isOpen} />
        ))}
        {sending.map((one) => (
          <li key={one.key} className={classes.upload}>
            <span className={classes.file}>
              <span className={classes.link}>{one.file.name}</span>
              {one.refused ? (
                <button type="button" className={detail.linkish} onClick={() => drop(one.key)}>
                  Dismiss<span className="visually-hidden"> {one.file.name}</span>
                </button>
              ) : (
                <span className={classes.about}>
                  {one.share === undefined
                    ? 'Waits'
                    : one.share < 1
                      ? `${Math.floor(one.share * 100)} %`
                      : 'Being checked'}
                </span>
              )}
            </span>
            {one.refused ? (
              <span className={classes.failed} role="alert">
                {one.refused}
              </span>
            ) : (
              <progress aria-label={`Upload of ${one.file.name}`} max={1} value={one.share ?? 0} />
            )}
          </li>
        ))}
      </ul>
      {isOpen && (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of two, the button is for keyboards
        <div
          className={classes.drop}
          data-over={isOver || undefined}
          data-testid="drop-files"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            add([...event.dataTransfer.files]);
          }}
        >
          <span>Drop files here, up to 25 MiB each</span>
          <FileButton multiple accept={ACCEPT} onChange={(files) => add(files)}>
            {(props) => (
              <Button size="xs" variant="default" leftSection={<IconUpload size={14} />} {...props}>
                Choose files
              </Button>
            )}
          </FileButton>
        </div>
      )}
    </section>
  );
}

/** Files go one after the other: each is a new revision of the same evidence. */
function useUploads(id: string) {
  const api = useApi();
  const upload = useUpload();
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const update = (key: string, change: Partial<Sending>) =>
    setSending((now) => now.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: string) => setSending((now) => now.filter((one) => one.key !== key));
  const send = async ({ key, file }: Sending) => {
    try {
      update(key, { share: 0 });
      await uploadFile(upload, id, file, key, (share) => update(key, { share }));
      replaceEvidence(client, await fetchEvidence(api, id));
      drop(key);
    } catch (error) {
      const problem = problemOf(error);
      const why = problem.errors?.map((one) => one.message).join('; ');
      update(key, { refused: why || (problem.detail ?? problem.title) });
    }
    renewCompliance(client);
    void client.invalidateQueries({ queryKey: ledgerKeys.history(EVIDENCE_TYPE, id) });
  };
  const add = (files: readonly File[]) => {
    const fresh = files.map((file): Sending => {
      const refused = whyNotFile(file);
      return { key: crypto.randomUUID(), file, share: undefined, ...(refused ? { refused } : {}) };
    });
    setSending((now) => [...now, ...fresh]);
    for (const one of fresh) if (!one.refused) queue.current = queue.current.then(() => send(one));
  };
  return { sending, add, drop };
}

function FileRow({ file, evidence, change, isOpen }: Props & { file: EvidenceFile; isOpen: boolean }) {
  const api = useApi();
  const person = usePerson();
  const fetching = useMutation({ mutationFn: () => downloadFile(api, file) });
  const remove = () => {
    const fileIds = evidence.files
      .filter((one) => one.removedIn === null && one.id !== file.id)
      .map((one) => one.id);
    change.mutate({ seen: evidence, change: { edit: { fileIds } } });
  };
  return (
    <li>
      <span className={classes.file}>
        <span className={classes.link}>{file.name}</span>
        <span className={detail.inline}>
          {person.may.readEvidenceFiles && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconDownload size={13} />}
              loading={fetching.isPending}
              aria-label={`Download ${file.name}`}
              onClick={() => fetching.mutate()}
            >
              Download
            </Button>
          )}
          {isOpen && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Remove ${file.name}`}
              title="Let the file go; older revisions keep it"
              disabled={change.isPending}
              onClick={remove}
            >
              <IconX size={13} aria-hidden />
            </Button>
          )}
        </span>
      </span>
      <span className={classes.about}>
        {sizeText(file.sizeBytes)}, by {authorName(file.uploadedBy)} <RelativeTime at={file.uploadedAt} />,
        SHA-256 <CopyText text={file.sha256} shown={`${file.sha256.slice(0, 12)}…`} label="digest" />
      </span>
      {fetching.error && <ProblemNote error={fetching.error} />}
    </li>
  );
}
