import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Slo } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { shortId } from '@/lib/format';
import { AlertPairs } from './AlertPairs';
import { Charts } from './Charts';
import { Exclusions } from './Exclusions';
import { Facts } from './Facts';
import { Figures } from './Figures';
import { RECORD_TYPE, sloRecord } from './queries';
import type { Range } from './search';
import { useSloChange } from './use-change';
import { objectiveText, sloWords, statusSentence, typeName } from './words';

const EditDialog = lazy(async () => ({ default: (await import('./EditDialog')).EditDialog }));
const RetireDialog = lazy(async () => ({ default: (await import('./RetireDialog')).RetireDialog }));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

interface Props {
  id: string;
  range: Range;
  /** The row's state from the list, shown at once while the record itself is read. */
  listed: Slo | undefined;
  onRange: (range: Range) => void;
  onClose: () => void;
}

export function SloPanel({ id, range, listed, onRange, onClose }: Props) {
  const record = useQuery({ ...sloRecord(useApi(), id), placeholderData: listed });
  const slo = record.data;
  return (
    <PeekPanel
      label="Objective detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {slo && <StatusBadge status={slo.lifecycle === 'retired' ? 'retired' : slo.standing.status} />}
          <CopyText text={id} shown={shortId(id)} label="objective id" />
        </>
      }
    >
      {slo ? (
        <Detail key={id} slo={slo} range={range} onRange={onRange} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="80%" height={120} />
          <Skeleton width="80%" height={120} />
        </div>
      )}
    </PeekPanel>
  );
}

function Detail({ slo, range, onRange }: { slo: Slo; range: Range; onRange: (range: Range) => void }) {
  const person = usePerson();
  const change = useSloChange();
  // The dialog keeps the objective as it was when it opened: a change that arrives meanwhile is a lost race to
  // show, not something to slip past the person.
  const [asking, setAsking] = useState<{ what: 'edit' | 'move'; seen: Slo }>();
  const ask = (what: 'edit' | 'move') => {
    change.reset();
    setAsking({ what, seen: slo });
  };
  const close = () => setAsking(undefined);
  const next = slo.nextLifecycles[0];
  return (
    <>
      <h2 className={detail.title}>
        {slo.service} / {slo.name}
      </h2>
      <p className={detail.text}>
        {typeName(slo.sloType)} {objectiveText(slo)}. {statusSentence(slo.standing.status)}
      </p>
      {person.may.changeSlos && (
        <div className={detail.actions}>
          {slo.lifecycle === 'active' && (
            <Button size="xs" variant="default" onClick={() => ask('edit')}>
              Edit
            </Button>
          )}
          {next && (
            <Button size="xs" variant="default" onClick={() => ask('move')}>
              {next === 'retired' ? 'Retire' : 'Take up again'}
            </Button>
          )}
        </div>
      )}
      <Figures standing={slo.standing} />
      <Charts slo={slo} range={range} onRange={onRange} />
      <AlertPairs slo={slo} />
      <Exclusions slo={slo} />
      <Facts slo={slo} />
      <RecordHistory recordType={RECORD_TYPE} id={slo.id} words={sloWords} />
      <Suspense>
        {asking?.what === 'edit' && <EditDialog seen={asking.seen} change={change} onClose={close} />}
        {asking?.what === 'move' && <RetireDialog seen={asking.seen} change={change} onClose={close} />}
        {change.race && <LostRace race={change.race} change={change} />}
      </Suspense>
    </>
  );
}
