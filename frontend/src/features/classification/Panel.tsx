import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import type { Classification } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { number, shortId } from '@/lib/format';
import { ledgerKeys } from '@/lib/ledger';
import { compareVersions } from '@/lib/lost-race';
import { useNow } from '@/lib/use-now';
import { useRecordChange } from '@/lib/use-record-change';
import classes from './Classification.module.css';
import type { Change } from './ClassifyDialog';
import {
  classificationRecord,
  dataKeys,
  deletions,
  edit,
  fetchClassification,
  RECORD_TYPE,
  replaceClassification,
  review,
} from './queries';
import { classificationWords, encryptionText, kindName, residencyName, retentionText } from './words';

const ClassifyDialog = lazy(async () => ({ default: (await import('./ClassifyDialog')).ClassifyDialog }));
const CheckDialog = lazy(async () => ({ default: (await import('./CheckDialog')).CheckDialog }));
const DeletionDialog = lazy(async () => ({ default: (await import('./DeletionDialog')).DeletionDialog }));
const StatusDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));
const LostRaceDialog = lazy(async () => ({
  default: (await import('@/components/LostRaceDialog')).LostRaceDialog,
}));

interface Props {
  id: string;
  listed: Classification | undefined;
  onClose: () => void;
}

export function ClassificationPanel({ id, listed, onClose }: Props) {
  const record = useQuery({ ...classificationRecord(useApi(), id), placeholderData: listed });
  const data = record.data;
  return (
    <PeekPanel
      label="Classification detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {data && <StatusBadge status={data.sensitivity} />}
          <CopyText text={id} shown={shortId(id)} label="classification id" />
        </>
      }
    >
      {data ? (
        <Detail key={id} data={data} />
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

/** A change of what it says, or that somebody looked and found it so. */
type Sent = { kind: 'edit'; change: Change } | { kind: 'review'; note: string | undefined };

const FIELDS = [
  'system',
  'owner',
  'dataType',
  'sensitivity',
  'residency',
  'allowedRegions',
  'purposes',
  'accessRoles',
  'encryptionAtRest',
  'encryptionInTransit',
  'retentionDays',
  'autoDelete',
  'legalBasis',
  'lastReviewedAt',
];

function Detail({ data }: { data: Classification }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const now = useNow();
  // Kept as it was when the dialog opened: what arrives meanwhile is a lost race to show.
  const [asking, setAsking] = useState<{
    what: 'check' | 'edit' | 'review' | 'deletion';
    seen: Classification;
  }>();
  const done = () => setAsking(undefined);
  const change = useRecordChange<Classification, Sent, Classification>({
    send: (seen, sent) =>
      sent.kind === 'edit' ? edit(api, seen, sent.change) : review(api, seen, sent.note),
    fetch: (seen) => fetchClassification(api, seen.id),
    replace: (record) => replaceClassification(client, record),
    onDone: (record) => {
      replaceClassification(client, record);
      void client.invalidateQueries({ queryKey: dataKeys.figures });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, record.id) });
      done();
    },
  });
  const { race } = change;
  const ask = (what: 'check' | 'edit' | 'review' | 'deletion') => {
    change.reset();
    setAsking({ what, seen: data });
  };
  const isDue = data.retentionDueAt !== null && Date.parse(data.retentionDueAt) < now;
  return (
    <>
      <h2 className={detail.title}>{data.dataAsset}</h2>
      {isDue && data.retentionDueAt && (
        <p className={`${detail.warning} ${detail.problem}`}>
          It can hold data older than it may be kept, since <ExactTime at={data.retentionDueAt} />.
        </p>
      )}
      {person.may.classifyData && (
        <div className={detail.actions}>
          <Button size="xs" onClick={() => ask('check')}>
            Check a use
          </Button>
          <Button size="xs" variant="default" onClick={() => ask('edit')}>
            Edit
          </Button>
          <Button size="xs" variant="default" onClick={() => ask('review')}>
            Still right
          </Button>
          <Button size="xs" variant="default" onClick={() => ask('deletion')}>
            Record a deletion
          </Button>
        </div>
      )}
      <Rows
        rows={[
          ['Kind', kindName(data.dataType)],
          ['System', data.system],
          ['Owner', data.owner],
          ['Legal basis', data.legalBasis ?? 'None said'],
          ['Reviewed', data.lastReviewedAt ? <ExactTime key="reviewed" at={data.lastReviewedAt} /> : 'Never'],
        ]}
      />
      <section className={detail.section}>
        <div className={detail.sectionHead}>
          <h3>May be used</h3>
        </div>
        <Rows
          rows={[
            [
              'Where',
              data.allowedRegions.length > 0 ? (
                <Chips key="where" values={data.allowedRegions} />
              ) : (
                residencyName(data.residency)
              ),
            ],
            ['For', data.purposes.length > 0 ? <Chips key="for" values={data.purposes} /> : 'Any purpose'],
            [
              'By',
              data.accessRoles.length > 0 ? (
                <Chips key="by" values={data.accessRoles} />
              ) : data.sensitivity === 'public' ? (
                'Everybody'
              ) : (
                'Nobody'
              ),
            ],
          ]}
        />
      </section>
      <section className={detail.section}>
        <div className={detail.sectionHead}>
          <h3>How it is kept</h3>
        </div>
        <Rows
          rows={[
            ['Stays in', residencyName(data.residency)],
            ['Encryption', encryptionText(data)],
            ['Kept', retentionText(data)],
            ['Oldest from', <ExactTime key="since" at={data.deletedUpTo ?? data.holdsDataSince} />],
            ...(data.retentionDueAt
              ? ([['To be deleted', <ExactTime key="due" at={data.retentionDueAt} />]] as const)
              : []),
          ]}
        />
      </section>
      {data.deletions > 0 && <Deletions id={data.id} />}
      <RecordHistory recordType={RECORD_TYPE} id={data.id} words={classificationWords} />
      <Suspense>
        {asking?.what === 'check' && <CheckDialog asset={data.dataAsset} onClose={done} />}
        {asking?.what === 'deletion' && <DeletionDialog data={asking.seen} onClose={done} />}
        {asking?.what === 'edit' && !race && (
          <ClassifyDialog
            data={asking.seen}
            onClose={done}
            edit={{
              send: (said) => change.mutate({ seen: asking.seen, change: { kind: 'edit', change: said } }),
              busy: change.isPending,
              error: change.error,
            }}
          />
        )}
        {asking?.what === 'review' && !race && (
          <StatusDialog
            title="The classification is still right"
            subject={data.dataAsset}
            reasonRequired={false}
            confirm="I have looked"
            busy={change.isPending}
            error={change.error}
            onConfirm={({ reason }) =>
              change.mutate({ seen: asking.seen, change: { kind: 'review', note: reason } })
            }
            onClose={done}
          />
        )}
        {race && (
          <LostRaceDialog
            noun="classification"
            theirs={race.theirs}
            rows={compareVersions(
              FIELDS,
              race.seen,
              race.theirs,
              race.change.kind === 'edit' ? withoutReason(race.change.change) : {},
            )}
            words={classificationWords}
            reason={race.change.kind === 'edit' ? race.change.change.reason : race.change.note}
            error={change.error}
            onDrop={() => {
              change.dropRace();
              done();
            }}
            onReapply={() => {
              change.dropRace();
              change.mutate({ seen: race.theirs, change: race.change });
            }}
          />
        )}
      </Suspense>
    </>
  );
}

function withoutReason({ reason: _reason, ...said }: Change) {
  return said;
}

function Rows({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
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

const Chips = ({ values }: { values: readonly string[] }) => (
  <ul className={classes.chips}>
    {values.map((value) => (
      <li key={value}>{value}</li>
    ))}
  </ul>
);

/** What was deleted, as the owning system said, with what proves it. */
function Deletions({ id }: { id: string }) {
  const known = useQuery(deletions(useApi(), id)).data;
  return (
    <section className={detail.section} aria-label="Deletions">
      <div className={detail.sectionHead}>
        <h3>Deleted</h3>
      </div>
      {!known && <Skeleton width="70%" />}
      <ul className={classes.deletions}>
        {known?.map((one) => (
          <li key={one.id}>
            <strong>
              {number(one.recordsDeleted)} {one.recordsDeleted === 1 ? 'record' : 'records'}
            </strong>{' '}
            from before <ExactTime at={one.deletedUpTo} />
            <span className="dim">
              by {one.performedBy}: {one.proofReference}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
