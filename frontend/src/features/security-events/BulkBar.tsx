import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { SecurityEvent, SecurityEventStatus } from '@/api/types';
import { useApi } from '@/auth/context';
import { SelectionBar } from '@/components/SelectionBar';
import type { StatusAnswer } from '@/components/StatusDialog';
import { type BulkOutcome, bulkMoves, changeAll } from './bulk';
import { eventKeys, fetchEvent, replaceEvent } from './queries';
import { counted, inOrder, moveLabel, resolutionAsked } from './words';

const StatusDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));
const BulkOutcomeDialog = lazy(async () => ({
  default: (await import('./BulkOutcomeDialog')).BulkOutcomeDialog,
}));

interface Asking {
  status: SecurityEventStatus;
  reasonRequired: boolean;
  /** As they were when the dialog opened: one that changes meanwhile refuses, and says so. */
  seen: SecurityEvent[];
}

interface Props {
  events: SecurityEvent[];
  /** Keeps only these selected: those that failed, so that they can be tried again. */
  onKeep: (ids: string[]) => void;
}

/** What can be done to the selected rows, and afterwards which of them refused and why. */
export function BulkBar({ events, onKeep }: Props) {
  const api = useApi();
  const client = useQueryClient();
  const [asking, setAsking] = useState<Asking>();
  const [done, setDone] = useState<number>();
  const [outcome, setOutcome] = useState<BulkOutcome>();

  const run = async ({ status, seen }: Asking, { reason, note: resolution }: StatusAnswer) => {
    setDone(0);
    const result = await changeAll(api, seen, { status, reason, resolution }, setDone);
    for (const event of result.changed) replaceEvent(client, event);
    void client.invalidateQueries({ queryKey: eventKeys.summary });
    // Those that refused are likely out of date here: show them as they are before the person tries again.
    await Promise.all(
      result.failed.slice(0, 20).map(({ event }) =>
        fetchEvent(api, event.id)
          .then((fresh) => replaceEvent(client, fresh))
          .catch(() => {}),
      ),
    );
    setDone(undefined);
    setAsking(undefined);
    setOutcome(result);
    onKeep(result.failed.map(({ event }) => event.id));
  };

  return (
    <>
      {events.length > 0 && (
        <SelectionBar label="Selected events" count={events.length} onClear={() => onKeep([])}>
          {inOrder(bulkMoves(events)).map((move) => (
            <Button
              key={move.status}
              size="xs"
              variant="default"
              onClick={() => setAsking({ ...move, seen: events })}
            >
              {moveLabel('open', move.status)}
            </Button>
          ))}
        </SelectionBar>
      )}
      <Suspense>
        {asking && (
          <StatusDialog
            title={moveLabel('open', asking.status)}
            subject={
              done === undefined
                ? counted(asking.seen.length)
                : `${done} of ${counted(asking.seen.length)} done`
            }
            note={resolutionAsked(asking.status)}
            reasonRequired={asking.reasonRequired}
            confirm={`${moveLabel('open', asking.status)} ${counted(asking.seen.length)}`}
            busy={done !== undefined}
            error={undefined}
            onClose={() => setAsking(undefined)}
            onConfirm={(answer) => void run(asking, answer)}
          />
        )}
        {outcome && <BulkOutcomeDialog outcome={outcome} onClose={() => setOutcome(undefined)} />}
      </Suspense>
    </>
  );
}
