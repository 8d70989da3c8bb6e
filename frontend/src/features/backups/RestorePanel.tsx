import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import type { Restore } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { IconCheck, IconX } from '@/components/icons';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState, ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { authorName, shortId } from '@/lib/format';
import {
  backupKeys,
  failRestore,
  RESTORE_TYPE,
  replaceRestore,
  restoreRecord,
  startRestore,
} from './queries';
import classes from './RestorePanel.module.css';
import { backupWords, checkName, secondsText } from './words';

const StatusDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));

interface Props {
  id: string;
  listed: Restore | undefined;
  onClose: () => void;
}

export function RestorePanel({ id, listed, onClose }: Props) {
  const record = useQuery({ ...restoreRecord(useApi(), id), placeholderData: listed });
  const restore = record.data;
  return (
    <PeekPanel
      label="Restore detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {restore && <StatusBadge status={restore.status} />}
          <CopyText text={id} shown={shortId(id)} label="restore id" />
        </>
      }
    >
      {restore ? (
        <Detail key={id} restore={restore} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="80%" />
        </div>
      )}
    </PeekPanel>
  );
}

function Detail({ restore }: { restore: Restore }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [isFailing, setFailing] = useState(false);
  const starting = useMutation({
    mutationFn: () => startRestore(api, restore),
    onSuccess: (now) => replaceRestore(client, now),
  });
  const failing = useMutation({
    mutationFn: (reason: string) => failRestore(api, restore, reason),
    onSuccess: (now) => {
      replaceRestore(client, now);
      void client.invalidateQueries({ queryKey: backupKeys.figures });
      setFailing(false);
    },
  });
  return (
    <>
      <h2 className={detail.title}>
        {restore.purpose === 'drill' ? 'Drill' : 'Recovery'} of {restore.target}
      </h2>
      {restore.requestReason && <p className={detail.description}>“{restore.requestReason}”</p>}
      {restore.failureReason && (
        <p className={`${detail.warning} ${detail.problem}`}>{restore.failureReason}</p>
      )}
      {person.may.manageBackups && restore.nextStatuses.includes('in_progress') && (
        <div className={detail.actions}>
          <Button size="xs" loading={starting.isPending} onClick={() => starting.mutate()}>
            It has begun
          </Button>
        </div>
      )}
      {starting.error && <ProblemNote error={starting.error} />}
      {person.may.manageBackups && restore.nextStatuses.includes('failed') && (
        <div className={detail.actions}>
          <Button size="xs" variant="default" onClick={() => setFailing(true)}>
            It came to nothing
          </Button>
        </div>
      )}
      <Times restore={restore} />
      <Checks restore={restore} />
      <Facts restore={restore} />
      <RecordHistory recordType={RESTORE_TYPE} id={restore.id} words={backupWords} />
      <Suspense>
        {isFailing && (
          <StatusDialog
            title="The restore came to nothing"
            subject={restore.target}
            reasonRequired
            confirm="Record it"
            busy={failing.isPending}
            error={failing.error}
            onConfirm={({ reason }) => failing.mutate(reason ?? '')}
            onClose={() => setFailing(false)}
          />
        )}
      </Suspense>
    </>
  );
}

/** The two figures a restore is judged by, against what its policy allowed then. */
function Times({ restore }: { restore: Restore }) {
  if (restore.rtoSeconds === null && restore.rpoSeconds === null) return null;
  return (
    <dl className={classes.times}>
      <Time label="RTO" value={restore.rtoSeconds} most={restore.rtoTargetSeconds} />
      <Time label="RPO" value={restore.rpoSeconds} most={restore.rpoTargetSeconds} />
    </dl>
  );
}

function Time({ label, value, most }: { label: string; value: number | null; most: number | null }) {
  return (
    <div data-over={(value !== null && most !== null && value > most) || undefined}>
      <dt>{label}</dt>
      <dd>{value === null ? <span className="dim">Not known</span> : secondsText(value)}</dd>
      <dd className={classes.of}>{most === null ? 'no policy' : `allowed ${secondsText(most)}`}</dd>
    </div>
  );
}

/** Outcomes are computed from figures, never taken from a tool's word. */
function Checks({ restore }: { restore: Restore }) {
  const verdicts = restore.verification?.verdicts ?? [];
  if (restore.status !== 'completed') return null;
  return (
    <section className={detail.section}>
      <div className={detail.sectionHead}>
        <h3>Checks</h3>
        <StatusBadge status={restore.verified === 'failed' ? 'verification_failed' : restore.verified} />
      </div>
      {verdicts.length === 0 ? (
        <p className={detail.text}>No check was run, so nothing is proved.</p>
      ) : (
        <ul className={classes.checks}>
          {verdicts.map((verdict) => (
            <li key={verdict.check} data-outcome={verdict.outcome}>
              {verdict.outcome === 'passed' ? (
                <IconCheck size={15} aria-label="Passed" />
              ) : verdict.outcome === 'failed' ? (
                <IconX size={15} aria-label="Failed" />
              ) : (
                <span role="img" aria-label="Not run">
                  –
                </span>
              )}
              <span>
                <strong>{checkName(verdict.check)}</strong>
                <span className="dim">{verdict.detail}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Facts({ restore }: { restore: Restore }) {
  const rows: [string, ReactNode][] = [];
  const add = (label: string, value: ReactNode) => rows.push([label, value]);
  const time = (label: string, at: string | null) => at && add(label, <ExactTime at={at} />);
  add('Asked by', <PersonName name={authorName(restore.requestedBy)} />);
  time('Asked for', restore.requestedAt);
  time('Begun', restore.startedAt);
  time('Usable', restore.usableAt);
  time('Ended', restore.completedAt);
  time('Loss at', restore.lostAt);
  time('Newest data', restore.newestRecoverableAt);
  add('Into', restore.targetEnvironment);
  add(
    'From',
    <Link
      from="/backup/backups"
      to="/backup/backups"
      search={(now) => ({ ...now, backup: restore.backupId, restore: undefined, open: undefined })}
      className={detail.link}
    >
      Backup {shortId(restore.backupId)}
    </Link>,
  );
  if (restore.violationEventId)
    add(
      'Raised',
      <Link to="/security/events" search={{ event: restore.violationEventId }} className={detail.link}>
        Security event {shortId(restore.violationEventId)}
      </Link>,
    );
  return (
    <section className={detail.section}>
      <dl className={detail.facts}>
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
