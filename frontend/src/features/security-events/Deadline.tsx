import type { SecurityEvent } from '@/api/types';
import { IconClock } from '@/components/icons';
import { duration, utc } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './Deadline.module.css';
import { deadlineOf } from './deadline';
import { authorityName } from './words';

/** In a row: that an authority waits for a report, and how long still. */
export function DeadlineMark({ event }: { event: SecurityEvent }) {
  const deadline = deadlineOf(event.authorityReport, useNow());
  if (!deadline) return null;
  const { state, distance } = deadline;
  const { authority, dueAt } = event.authorityReport;
  return (
    <span
      className={classes.mark}
      data-state={state}
      title={`Report to the authority (${authorityName(authority)}) due ${dueAt ? utc(dueAt) : ''}`}
    >
      <IconClock size={12} aria-hidden />
      <span className="visually-hidden">Authority report: </span>
      {duration(distance)} {state === 'overdue' ? 'overdue' : 'left'}
    </span>
  );
}

/** On top of the panel once the deadline is near or missed: not to be overlooked. */
export function DeadlineBanner({ event }: { event: SecurityEvent }) {
  const deadline = deadlineOf(event.authorityReport, useNow());
  if (!deadline || deadline.state === 'far') return null;
  const { authority, dueAt } = event.authorityReport;
  const late = deadline.state === 'overdue';
  return (
    <p className={classes.banner} data-state={deadline.state} role="note">
      <IconClock size={16} aria-hidden />
      <span>
        <strong>
          {late
            ? `The authority report is ${duration(deadline.distance)} overdue`
            : `${duration(deadline.distance)} left to report to the authority`}
        </strong>
        <span className={classes.detail}>
          {authorityName(authority)}, due {dueAt && utc(dueAt)}
          {late && '. Report now and say why it is late.'}
        </span>
      </span>
    </p>
  );
}
