import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Count, Severity } from '@/api/types';
import { useApi } from '@/auth/context';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { count, words } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import { sameFilter } from '@/lib/search';
import { eventSummary } from './queries';
import classes from './Summary.module.css';
import { type EventFilter, type EventSearch, filterOf, NO_FILTER, SEVERITIES } from './search';

const Course = lazy(() => import('./Course'));

const shown = (figure: Count | undefined) => figure && count(figure.value, figure.isExact);

interface Props {
  search: EventSearch;
  onFilter: (filter: EventFilter) => void;
}

/** What needs somebody, in figures that lead to their rows, over the last day's course. */
export function Summary({ search, onFilter }: Props) {
  const summary = useQuery(eventSummary(useApi()));
  const data = summary.data;
  const stat = (label: string, value: Count | undefined, filter: EventFilter, hint: string) => ({
    label,
    value: shown(value),
    hint,
    active: sameFilter(filterOf(search), filter),
    onClick: () => onFilter({ ...NO_FILTER, ...filter }),
  });
  const severity = (key: Severity) => ({
    ...stat(
      words(key),
      data?.open[key],
      { severity: [key], status: ['open'] },
      `Show open events of ${key} severity`,
    ),
    tone: key,
  });
  return (
    <>
      <StatStrip label="What needs somebody">
        <StatGroup title="Open" loading={summary.isPending} stats={SEVERITIES.map(severity)} />
        <StatGroup
          title="In hand"
          loading={summary.isPending}
          stats={[
            stat(
              'Investigating',
              data?.investigating,
              { status: ['investigating'] },
              'Show events being investigated',
            ),
            stat(
              'Unassigned',
              data?.unassigned,
              { status: ['open', 'investigating'], unassigned: true },
              'Show events that nobody has taken',
            ),
          ]}
        />
        <StatGroup
          title="Authority reports"
          loading={summary.isPending}
          stats={[
            {
              ...stat('Due', data?.reportsDue, { report: 'due' }, 'Show reports still to be made in time'),
              tone: 'warn',
            },
            {
              ...stat(
                'Overdue',
                data?.reportsOverdue,
                { report: 'overdue' },
                'Show reports past their deadline',
              ),
              tone: 'bad',
            },
          ]}
        />
      </StatStrip>
      {summary.error && !data ? (
        <p className={classes.failed} role="status">
          The figures could not be read: {problemOf(summary.error).title}.{' '}
          <button type="button" onClick={() => void summary.refetch()}>
            Try again
          </button>
        </p>
      ) : (
        <Suspense fallback={<div className={classes.course} />}>
          <Course summary={data} onPick={(from, to) => onFilter({ ...NO_FILTER, from, to })} />
        </Suspense>
      )}
    </>
  );
}
