import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Incident, IncidentStep } from '@/api/types';
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
import { ActionItems } from './ActionItems';
import { ClockSection } from './ClockSection';
import { RunClock } from './columns';
import { Facts } from './Facts';
import { LinkedEvents } from './LinkedEvents';
import { Postmortem } from './Postmortem';
import { incidentRecord, RECORD_TYPE } from './queries';
import { Timeline } from './Timeline';
import { useChange } from './use-change';
import { incidentWords, inOrder, moveLabel, statusRoad } from './words';

const StatusDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

interface Props {
  id: string;
  /** The row's state from the list, shown at once while the record itself is read. */
  listed: Incident | undefined;
  /** The action item the panel was opened from. */
  action: string | undefined;
  onClose: () => void;
}

export function DetailPanel({ id, listed, action, onClose }: Props) {
  const record = useQuery({ ...incidentRecord(useApi(), id), placeholderData: listed });
  const incident = record.data;
  return (
    <PeekPanel
      label="Incident detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {incident && <SeverityMark severity={incident.severity} />}
          {incident && <StatusBadge status={incident.status} />}
          {incident && <RunClock incident={incident} />}
          <CopyText text={id} shown={shortId(id)} label="incident id" />
        </>
      }
    >
      {incident ? (
        <Detail key={id} incident={incident} action={action} />
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

function Detail({ incident, action }: { incident: Incident; action: string | undefined }) {
  const person = usePerson();
  const change = useChange();
  // The dialog keeps the incident as it was when it opened: a change that arrives meanwhile is a lost race to
  // show, not something to slip past the person.
  const [asking, setAsking] = useState<{ move: IncidentStep; seen: Incident }>();
  const moves = person.may.changeIncidents ? inOrder(incident.status, incident.nextStatuses) : [];
  const from = asking?.seen.status;
  const needsPostmortem =
    asking?.move.status === 'closed' && incident.postmortemRequired && incident.postmortem === null;

  return (
    <>
      <h2 className={classes.title}>{incident.title}</h2>
      <StatusTrack label="Status" {...statusRoad(incident.status)} />
      {moves.length > 0 && (
        <div className={classes.actions}>
          {moves.map((move, index) => (
            <Button
              key={move.status}
              size="xs"
              variant={index === 0 ? 'filled' : 'default'}
              onClick={() => {
                change.reset();
                setAsking({ move, seen: incident });
              }}
            >
              {moveLabel(incident.status, move.status)}
            </Button>
          ))}
        </div>
      )}
      {change.error && change.variables?.change.kind === 'edit' && (
        <div className={classes.problem}>
          <ProblemNote error={change.error} />
        </div>
      )}
      <Facts incident={incident} change={change} />
      <ClockSection incident={incident} change={change} />
      <LinkedEvents incident={incident} change={change} />
      <ActionItems incident={incident} picked={action} />
      <Timeline incident={incident} />
      <Postmortem incident={incident} />
      <RecordHistory recordType={RECORD_TYPE} id={incident.id} words={incidentWords} />
      <Suspense>
        {asking && from && (
          <StatusDialog
            title={moveLabel(from, asking.move.status)}
            subject={incident.title}
            reasonRequired={asking.move.reasonRequired}
            at={{
              label: 'When (UTC)',
              description: 'Leave empty for now. Not before the step before it.',
            }}
            confirm={moveLabel(from, asking.move.status)}
            busy={change.isPending}
            error={change.error}
            onClose={() => {
              change.reset();
              setAsking(undefined);
            }}
            onConfirm={({ reason, at }) =>
              change.mutate(
                { seen: asking.seen, change: { kind: 'status', status: asking.move.status, reason, at } },
                { onSuccess: () => setAsking(undefined) },
              )
            }
          >
            {needsPostmortem && (
              <p className={classes.warning} role="note">
                A SEV1 or SEV2 incident is closed only with its postmortem, and this one has none yet. Write
                it first, below in the panel; a template is offered.
              </p>
            )}
          </StatusDialog>
        )}
        {change.race && <LostRace race={change.race} change={change} />}
      </Suspense>
    </>
  );
}
