import type { TrustTask } from '@/api/types';
import { number } from '@/lib/format';
import { pageOf } from '@/lib/record-links';
import { taskText, taskTone } from '@/lib/trust';
import classes from './NeedsMeList.module.css';
import { RecordLink } from './RecordLink';
import { RelativeTime } from './Time';

/** What waits for whoever looks, each leading to its rows; only what they may do. */
export function NeedsMeList({ tasks, onLeave }: { tasks: readonly TrustTask[]; onLeave?: () => void }) {
  return (
    <ul className={classes.list}>
      {tasks.map((task) => (
        <li key={task.task}>
          <RecordLink
            page={pageOf(task.link, task.task)}
            className={classes.task}
            {...(onLeave ? { onClick: onLeave } : {})}
          >
            <b className={classes.count} data-tone={taskTone(task)}>
              {number(task.count)}
            </b>
            <span className={classes.what}>{taskText(task)}</span>
            {task.dueAt && <Due at={task.dueAt} />}
          </RecordLink>
        </li>
      ))}
    </ul>
  );
}

function Due({ at }: { at: string }) {
  return (
    <span className={classes.due}>
      due <RelativeTime at={at} />
    </span>
  );
}
