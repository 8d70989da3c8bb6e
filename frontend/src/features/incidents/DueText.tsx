import type { ActionItem } from '@/api/types';
import { duration, utc, utcDay } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './ActionItems.module.css';
import { dueState } from './due';

/** When an item is due; late in words and colour, and no alarm over what is done. */
export function DueText({ item }: { item: ActionItem }) {
  const now = useNow();
  const { state, distance } = dueState(item, now);
  const text = {
    done: `Due ${utcDay(item.dueAt)}`,
    overdue: `${duration(distance)} overdue`,
    soon: `Due in ${duration(distance)}`,
    later: `Due ${utcDay(item.dueAt)}`,
  }[state];
  return (
    <time dateTime={item.dueAt} title={utc(item.dueAt)} className={classes.due} data-state={state}>
      {text}
    </time>
  );
}
