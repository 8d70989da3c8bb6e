import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/auth/context';
import { type Stat, StatGroup, StatStrip } from '@/components/StatStrip';
import { number } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import { sameFilter } from '@/lib/search';
import { figuresOf } from './due';
import { dueRotations } from './queries';
import classes from './Summary.module.css';
import { filterOf, NO_FILTER, type RotationFilter, type RotationSearch, type Show } from './search';

interface Props {
  search: RotationSearch;
  onShow: (filter: RotationFilter) => void;
}

/** What has to be renewed, what just failed and how many are on time; each figure leads to its secrets. */
export function Summary({ search, onShow }: Props) {
  const due = useQuery(dueRotations(useApi()));
  const figures = due.data && figuresOf(due.data);
  const stat = (label: string, show: Show, value: number | undefined, hint: string): Stat => ({
    label,
    value: value === undefined ? undefined : number(value),
    hint,
    active:
      search.view === undefined &&
      sameFilter(filterOf(search), { show }) &&
      (show !== 'due' || search.window === undefined),
    onClick: () => onShow({ ...NO_FILTER, show }),
  });
  const percent = figures?.percent;
  return (
    <>
      <StatStrip label="What has to be renewed">
        <StatGroup
          title="To renew"
          loading={due.isPending}
          stats={[
            {
              ...stat('Overdue', 'overdue', figures?.overdue, 'Show secrets whose time has passed'),
              tone: 'bad',
            },
            {
              ...stat(
                'Never rotated',
                'never_rotated',
                figures?.neverRotated,
                'Show secrets that were never renewed successfully',
              ),
              tone: 'warn',
            },
            stat('Due in 14 days', 'due', figures?.due, 'Show secrets that are due in the next 14 days'),
          ]}
        />
        <StatGroup
          title="Last attempt"
          loading={due.isPending}
          stats={[
            {
              ...stat('Failed', 'failed', figures?.failed, 'Show secrets whose last rotation failed'),
              tone: 'bad',
            },
            stat(
              'In progress',
              'in_progress',
              figures?.inProgress,
              'Show secrets that are being rotated right now',
            ),
          ]}
        />
        <StatGroup
          title="Coverage"
          loading={due.isPending}
          stats={[
            {
              ...stat('On time', 'on_time', figures?.onTime, 'Show secrets that were renewed in time'),
              label:
                figures && percent !== undefined
                  ? `${number(figures.onTime)} of ${number(figures.secrets)} on time`
                  : 'On time',
              value: percent === undefined ? undefined : `${percent}%`,
            },
          ]}
        />
      </StatStrip>
      {due.error && !due.data && (
        <p className={classes.failed} role="status">
          The figures could not be read: {problemOf(due.error).title}.{' '}
          <button type="button" onClick={() => void due.refetch()}>
            Try again
          </button>
        </p>
      )}
    </>
  );
}
