import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import type { Backup } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { shortId, spanText } from '@/lib/format';
import { ChainView } from './ChainView';
import { BACKUP_TYPE, backupChain, backupRecord } from './queries';
import { backupWords, sizeText, typeName } from './words';

const RestoreDialog = lazy(async () => ({ default: (await import('./RestoreDialog')).RestoreDialog }));
const ExpireDialog = lazy(async () => ({ default: (await import('./ExpireDialog')).ExpireDialog }));

interface Props {
  id: string;
  listed: Backup | undefined;
  onClose: () => void;
  onRestore: (id: string) => void;
}

export function BackupPanel({ id, listed, onClose, onRestore }: Props) {
  const record = useQuery({ ...backupRecord(useApi(), id), placeholderData: listed });
  const backup = record.data;
  return (
    <PeekPanel
      label="Backup detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {backup && <StatusBadge status={backup.status} />}
          <CopyText text={id} shown={shortId(id)} label="backup id" />
        </>
      }
    >
      {backup ? (
        <Detail key={id} backup={backup} onRestore={onRestore} />
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

function Detail({ backup, onRestore }: { backup: Backup; onRestore: (id: string) => void }) {
  const person = usePerson();
  const chain = useQuery(backupChain(useApi(), backup.id)).data;
  const [asking, setAsking] = useState<'restore' | 'expire'>();
  const canRestore = backup.status === 'completed' && chain?.restorable === true;
  return (
    <>
      <h2 className={detail.title}>
        {typeName(backup.backupType)} backup of {backup.target}
      </h2>
      {backup.failureReason && (
        <p className={`${detail.warning} ${detail.problem}`}>{backup.failureReason}</p>
      )}
      {person.may.manageBackups && (canRestore || backup.nextStatuses.includes('expired')) && (
        <div className={detail.actions}>
          {canRestore && (
            <Button size="xs" onClick={() => setAsking('restore')}>
              Ask for a restore
            </Button>
          )}
          {backup.nextStatuses.includes('expired') && (
            <Button size="xs" variant="default" onClick={() => setAsking('expire')}>
              Expire
            </Button>
          )}
        </div>
      )}
      <Facts backup={backup} />
      {chain && (
        <section className={detail.section}>
          <div className={detail.sectionHead}>
            <h3>Chain</h3>
            <span className={detail.state} data-tone={chain.restorable ? 'good' : 'bad'}>
              {chain.restorable ? 'Whole' : 'Cannot be restored'}
            </span>
          </div>
          <ChainView backups={[...chain.links, ...chain.dependents]} shown={backup.id} />
          <p className={detail.text}>
            {chain.links.length - 1 > 0
              ? `A restore reads ${chain.links.length - 1} before it. `
              : 'It stands alone. '}
            {chain.totalDependents > 0 && `${chain.totalDependents} would fall with it.`}
          </p>
        </section>
      )}
      <RecordHistory recordType={BACKUP_TYPE} id={backup.id} words={backupWords} />
      <Suspense>
        {asking === 'restore' && (
          <RestoreDialog
            backup={backup}
            onClose={() => setAsking(undefined)}
            onAsked={(restore) => {
              setAsking(undefined);
              onRestore(restore.id);
            }}
          />
        )}
        {asking === 'expire' && (
          <ExpireDialog
            backup={backup}
            dependents={chain?.totalDependents ?? 0}
            onClose={() => setAsking(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}

function Facts({ backup }: { backup: Backup }) {
  const rows: [string, ReactNode][] = [];
  const add = (label: string, value: ReactNode) => rows.push([label, value]);
  add('Begun', <ExactTime at={backup.startedAt} />);
  if (backup.completedAt) {
    add('Ended', <ExactTime at={backup.completedAt} />);
    add('Took', spanText(Date.parse(backup.completedAt) - Date.parse(backup.startedAt)));
  }
  if (backup.expiredAt) add('Expired', <ExactTime at={backup.expiredAt} />);
  add('Size', sizeText(backup.sizeBytes) ?? <span className="dim">Not known</span>);
  add('Encryption', backup.encrypted ? (backup.encryptionAlgorithm ?? 'Encrypted') : 'None');
  add('Engine', backup.engine);
  add('Region', backup.region);
  if (backup.location) add('Place', <code>{backup.location}</code>);
  if (backup.checksum)
    add(
      'Checksum',
      <CopyText text={backup.checksum} shown={`${backup.checksum.slice(0, 20)}…`} label="checksum" />,
    );
  if (backup.retentionUntil) add('Kept until', <ExactTime at={backup.retentionUntil} />);
  if (backup.violationEventId)
    add(
      'Raised',
      <Link to="/security/events" search={{ event: backup.violationEventId }} className={detail.link}>
        Security event {shortId(backup.violationEventId)}
      </Link>,
    );
  return (
    <dl className={detail.facts}>
      {rows.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
