import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ActionItem, Incident } from '@/api/types';
import { usePerson } from '@/auth/context';
import classes from '@/components/Detail.module.css';
import { IconPlus } from '@/components/icons';
import { PersonName } from '@/components/PersonName';
import { ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import own from './ActionItems.module.css';
import { DueText } from './DueText';
import { useItemChange } from './use-change';
import { itemMoveLabel } from './words';

const ItemDialog = lazy(async () => ({ default: (await import('./ItemDialog')).ItemDialog }));
const StatusDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));
const ItemLostRace = lazy(async () => ({ default: (await import('./LostRace')).ItemLostRace }));

interface Props {
  incident: Incident;
  /** The item the panel was opened from. */
  picked: string | undefined;
}

interface Asking {
  move: ActionItem['nextStatuses'][number];
  seen: ActionItem;
}

/** What somebody will do so that it does not come again, and until when. */
export function ActionItems({ incident, picked }: Props) {
  const person = usePerson();
  const may = person.may.changeIncidents;
  const change = useItemChange();
  const [asking, setAsking] = useState<Asking>();
  const [writing, setWriting] = useState<ActionItem | 'new'>();
  const items = incident.actionItems;
  const todo = incident.openActionItems;

  const move = (seen: ActionItem, step: Asking['move']) => {
    change.reset();
    // What needs no reason needs no dialog.
    if (step.reasonRequired) setAsking({ move: step, seen });
    else change.mutate({ seen, change: { kind: 'status', status: step.status } });
  };

  return (
    <section className={classes.section} aria-label="Action items">
      <div className={classes.sectionHead}>
        <h3>Action items</h3>
        <span className="dim">
          {items.length > 0 && (todo === 0 ? 'all done' : `${todo} of ${items.length} to do`)}
        </span>
      </div>
      {items.length === 0 && <p className={classes.text}>None yet: what will keep it from coming again?</p>}
      {items.length > 0 && (
        <ul className={own.items}>
          {items.map((item) => (
            <Item
              key={item.id}
              item={item}
              picked={item.id === picked}
              may={may}
              busy={change.isPending}
              onMove={(step) => move(item, step)}
              onEdit={() => {
                change.reset();
                setWriting(item);
              }}
            />
          ))}
        </ul>
      )}
      {change.error && !asking && !writing && (
        <div className={classes.problem}>
          <ProblemNote error={change.error} />
        </div>
      )}
      {may && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setWriting('new')}
        >
          Add an action item
        </Button>
      )}
      <Suspense>
        {writing && (
          <ItemDialog
            incident={incident}
            item={writing === 'new' ? undefined : writing}
            change={change}
            onClose={() => {
              change.reset();
              setWriting(undefined);
            }}
          />
        )}
        {asking && (
          <StatusDialog
            title={itemMoveLabel(asking.seen.status, asking.move.status)}
            subject={asking.seen.title}
            reasonRequired={asking.move.reasonRequired}
            // "Cancel" alone would be taken for the button that leaves the dialog.
            confirm={`${itemMoveLabel(asking.seen.status, asking.move.status)} the item`}
            busy={change.isPending}
            error={change.error}
            onClose={() => {
              change.reset();
              setAsking(undefined);
            }}
            onConfirm={({ reason }) =>
              change.mutate(
                { seen: asking.seen, change: { kind: 'status', status: asking.move.status, reason } },
                { onSuccess: () => setAsking(undefined) },
              )
            }
          />
        )}
        {change.race && <ItemLostRace race={change.race} change={change} />}
      </Suspense>
    </section>
  );
}

interface ItemProps {
  item: ActionItem;
  picked: boolean;
  may: boolean;
  busy: boolean;
  onMove: (step: Asking['move']) => void;
  onEdit: () => void;
}

function Item({ item, picked, may, busy, onMove, onEdit }: ItemProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (picked) line.current?.scrollIntoView({ block: 'center' });
  }, [picked]);
  const over = item.status === 'done' || item.status === 'cancelled';
  return (
    <li ref={line} className={own.item} data-picked={picked || undefined} data-over={over || undefined}>
      <p className={own.itemTitle}>
        <span>{item.title}</span>
        <StatusBadge status={item.status} />
      </p>
      <div className={own.itemFacts}>
        <PersonName name={item.owner} />
        <DueText item={item} />
        {may && (
          <span className={own.itemMoves}>
            {item.nextStatuses.map((step) => (
              <button
                key={step.status}
                type="button"
                className={classes.linkish}
                disabled={busy}
                aria-label={`${itemMoveLabel(item.status, step.status)}: ${item.title}`}
                onClick={() => onMove(step)}
              >
                {itemMoveLabel(item.status, step.status)}
              </button>
            ))}
            <button
              type="button"
              className={classes.linkish}
              aria-label={`Edit: ${item.title}`}
              onClick={onEdit}
            >
              Edit
            </button>
          </span>
        )}
      </div>
    </li>
  );
}
