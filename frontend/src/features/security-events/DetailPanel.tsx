import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { NextStatus, SecurityEvent } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import { PeekPanel } from '@/components/PeekPanel';
import { SeverityMark } from '@/components/SeverityMark';
import { ErrorState, ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { StatusTrack } from '@/components/StatusTrack';
import { shortId } from '@/lib/format';
import classes from './DetailPanel.module.css';
import { Facts } from './Facts';
import { History } from './History';
import { eventRecord } from './queries';
import { ReportSection } from './ReportSection';
import { useChange } from './use-change';
import { inOrder, moveLabel, statusRoad } from './words';

const StatusDialog = lazy(async () => ({ default: (await import('./StatusDialog')).StatusDialog }));
const LostRaceDialog = lazy(async () => ({ default: (await import('./LostRaceDialog')).LostRaceDialog }));

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
  const moves = person.may.changeSecurityEvents ? inOrder(event.nextStatuses) : [];

  return (
    <>
      <h2 className={classes.title}>{event.title}</h2>
      <StatusTrack label="Status" {...statusRoad(event.status)} />
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
        </div>
      )}
      {change.error && change.variables?.change.kind === 'edit' && (
        <div className={classes.problem}>
          <ProblemNote error={change.error} />
        </div>
      )}
      <Facts event={event} change={change} />
      <ReportSection event={event} change={change} />
      <History id={event.id} />
      <Suspense>
        {asking && (
          <StatusDialog
            title={moveLabel(asking.seen.status, asking.move.status)}
            subject={event.title}
            to={asking.move.status}
            reasonRequired={asking.move.reasonRequired}
            confirm={moveLabel(asking.seen.status, asking.move.status)}
            busy={change.isPending}
            error={change.error}
            onClose={() => {
              change.reset();
              setAsking(undefined);
            }}
            onConfirm={(answer) =>
              change.mutate(
                { seen: asking.seen, change: { kind: 'status', status: asking.move.status, ...answer } },
                { onSuccess: () => setAsking(undefined) },
              )
            }
          />
        )}
        {change.race && <LostRaceDialog race={change.race} change={change} />}
      </Suspense>
    </>
  );
}
