import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { NextStatus, SecurityEvent } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import classes from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { RecordHistory } from '@/components/RecordHistory';
import { SeverityMark } from '@/components/SeverityMark';
import { ErrorState, ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { StatusTrack } from '@/components/StatusTrack';
import { shortId } from '@/lib/format';
import { DeadlineBanner } from './Deadline';
import { mayEscalate } from './escalation';
import { Facts } from './Facts';
import { eventRecord, RECORD_TYPE } from './queries';
import { ReportSection } from './ReportSection';
import { useChange } from './use-change';
import { eventWords, inOrder, moveLabel, resolutionAsked, statusRoad } from './words';

const StatusDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));
const EscalateDialog = lazy(async () => ({ default: (await import('./EscalateDialog')).EscalateDialog }));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

interface Props {
  id: string;
  /** The row's state from the list, shown at once while the record itself is read. */
  listed: SecurityEvent | undefined;
  onClose: () => void;
}

export function DetailPanel({ id, listed, onClose }: Props) {
  const record = useQuery({ ...eventRecord(useApi(), id), placeholderData: listed });
  const event = record.data;
  return (
    <PeekPanel
      label="Event detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {event && <SeverityMark severity={event.severity} />}
          {event && <StatusBadge status={event.status} />}
          <CopyText text={id} shown={shortId(id)} label="event id" />
        </>
      }
    >
      {event ? (
        <Detail key={id} event={event} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={classes.loading} aria-busy="true">
          <Skeleton width="80%" height={18} />
          <Skeleton width="55%" />
          <Skeleton width="65%" />
          <Skeleton width="40%" />
        </div>
      )}
    </PeekPanel>
  );
}

function Detail({ event }: { event: SecurityEvent }) {
  const person = usePerson();
  const change = useChange();
  // The dialog keeps the event as it was when it opened: a change that arrives meanwhile is a lost race to
  // show, not something to slip past the person.
  const [asking, setAsking] = useState<{ move: NextStatus; seen: SecurityEvent }>();
  const [escalating, setEscalating] = useState(false);
  const moves = person.may.changeSecurityEvents ? inOrder(event.nextStatuses) : [];

  return (
    <>
      <h2 className={classes.title}>{event.title}</h2>
      <StatusTrack label="Status" {...statusRoad(event.status)} />
      <DeadlineBanner event={event} />
      {moves.length > 0 && (
        <div className={classes.actions}>
          {moves.map((move, index) => (
            <Button
              key={move.status}
              size="xs"
              variant={index === 0 ? 'filled' : 'default'}
              onClick={() => {
                change.reset();
                setAsking({ move, seen: event });
              }}
            >
              {moveLabel(event.status, move.status)}
            </Button>
          ))}
          {person.may.changeIncidents && mayEscalate(event) && (
            <Button size="xs" variant="default" onClick={() => setEscalating(true)}>
              Escalate
            </Button>
          )}
        </div>
      )}
      {change.error && change.variables?.change.kind === 'edit' && (
        <div className={classes.problem}>
          <ProblemNote error={change.error} />
        </div>
      )}
      <Facts event={event} change={change} />
      <ReportSection event={event} change={change} />
      <RecordHistory recordType={RECORD_TYPE} id={event.id} words={eventWords} />
      <Suspense>
        {asking && (
          <StatusDialog
            title={moveLabel(asking.seen.status, asking.move.status)}
            subject={event.title}
            note={resolutionAsked(asking.move.status)}
            reasonRequired={asking.move.reasonRequired}
            confirm={moveLabel(asking.seen.status, asking.move.status)}
            busy={change.isPending}
            error={change.error}
            onClose={() => {
              change.reset();
              setAsking(undefined);
            }}
            onConfirm={({ reason, note: resolution }) =>
              change.mutate(
                {
                  seen: asking.seen,
                  change: { kind: 'status', status: asking.move.status, reason, resolution },
                },
                { onSuccess: () => setAsking(undefined) },
              )
            }
          />
        )}
        {escalating && <EscalateDialog event={event} onClose={() => setEscalating(false)} />}
        {change.race && <LostRace race={change.race} change={change} />}
      </Suspense>
    </>
  );
}
