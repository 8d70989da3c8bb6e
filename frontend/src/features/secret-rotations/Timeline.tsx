import { useMemo } from 'react';
import type { DueRotations } from '@/api/types';
import { DueTimeline } from '@/components/chart/DueTimeline';
import { utcDay } from '@/lib/format';
import { DAY } from './due';
import { countedSecrets, dueText, typeName } from './words';

interface Props {
  due: DueRotations | undefined;
  openName: string | undefined;
  onOpen: (secretName: string) => void;
  onPick: (dueFrom: string, dueTo: string) => void;
}

const SOON = 14;
const AHEAD = 90;

/** Every secret that is overdue or due in the next 90 days, by its time. Its own chunk: the scales come with it. */
export default function Timeline({ due, openName, onOpen, onPick }: Props) {
  const now = due ? Date.parse(due.asOf) : 0;
  const items = useMemo(
    () =>
      (due?.items ?? []).flatMap((secret) =>
        secret.nextRotationDueAt && Date.parse(secret.nextRotationDueAt) <= now + AHEAD * DAY
          ? [{ ...secret, id: secret.secretName, label: secret.secretName, at: secret.nextRotationDueAt }]
          : [],
      ),
    [due, now],
  );
  const overdue = items.filter((item) => item.state === 'overdue').length;
  const never = due?.coverage.neverRotated ?? 0;
  const ahead = items.length - overdue;
  return (
    <DueTimeline
      title="When secrets are due"
      aside={
        <span className="dim">
          {due
            ? `${ahead} in the next ${AHEAD} days${never > 0 ? `; ${never} never rotated, without a date` : ''}`
            : `The next ${AHEAD} days`}
        </span>
      }
      summary={
        due ? `${countedSecrets(overdue)} overdue, ${ahead} due in the next ${AHEAD} days.` : 'Loading.'
      }
      items={items}
      now={now}
      soonDays={SOON}
      aheadDays={AHEAD}
      noun="secret"
      due={(at) => `${utcDay(at)}, ${dueText(at, now)}`}
      about={(item) => `${typeName(item.secretType)}, ${item.owner}`}
      openId={openName}
      onOpen={onOpen}
      onPick={onPick}
    />
  );
}
