import { useQuery } from '@tanstack/react-query';
import type { IncidentSeverity } from '@/api/types';
import { useApi } from '@/auth/context';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { count } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import { sameFilter } from '@/lib/search';
import type { PageProps } from './Page';
import { type Counted, incidentCounts } from './queries';
import classes from './Summary.module.css';
import {
  filterOf,
  type IncidentFilter,
  type ItemFilter,
  itemFilterOf,
  NO_FILTER,
  NO_ITEM_FILTER,
  SEVERITIES,
} from './search';

const tones = { sev1: 'critical', sev2: 'high', sev3: 'medium', sev4: 'low' } as const;
const shown = (figure: Counted | undefined) => figure && count(figure.value, figure.isExact);

/** What is open and how grave, and what is left undone: figures that lead to their rows. */
export function Summary({ search, onSearch }: PageProps) {
  const counts = useQuery(incidentCounts(useApi()));
  const data = counts.data;
  const stat = (label: string, value: Counted | undefined, filter: IncidentFilter, hint: string) => ({
    label,
    value: shown(value),
    hint,
    active: search.view !== 'actions' && sameFilter(filterOf(search), filter),
    // The board stays the board; from the action items the way leads to the list.
    onClick: () =>
      onSearch({ ...NO_FILTER, ...filter, ...(search.view === 'actions' ? { view: undefined } : {}) }),
  });
  const severity = (key: IncidentSeverity) => ({
    ...stat(
      key.toUpperCase(),
      data?.open[key],
      { severity: [key], open: true },
      `Show open incidents of ${key.toUpperCase()}`,
    ),
    tone: tones[key],
  });
  const items = (label: string, value: Counted | undefined, filter: ItemFilter, hint: string) => ({
    label,
    value: shown(value),
    hint,
    active: search.view === 'actions' && sameFilter(itemFilterOf(search), filter),
    onClick: () => onSearch({ ...NO_ITEM_FILTER, ...filter, view: 'actions' }, { replace: false }),
  });
  return (
    <>
      <StatStrip label="What needs somebody">
        <StatGroup title="Open" loading={counts.isPending} stats={SEVERITIES.map(severity)} />
        <StatGroup
          title="In hand"
          loading={counts.isPending}
          stats={[
            {
              ...stat(
                'Not acknowledged',
                data?.unacknowledged,
                { status: ['detected'] },
                'Show incidents that nobody has acknowledged',
              ),
              tone: 'warn',
            },
            stat(
              'To close',
              data?.toClose,
              { status: ['resolved'] },
              'Show resolved incidents, still to close',
            ),
          ]}
        />
        <StatGroup
          title="Action items"
          loading={counts.isPending}
          stats={[
            items('To do', data?.itemsOpen, {}, 'Show action items that are still to be done'),
            {
              ...items('Overdue', data?.itemsOverdue, { overdue: true }, 'Show action items past their day'),
              tone: 'bad',
            },
          ]}
        />
      </StatStrip>
      {counts.error && !data && (
        <p className={classes.failed} role="status">
          The figures could not be read: {problemOf(counts.error).title}.{' '}
          <button type="button" onClick={() => void counts.refetch()}>
            Try again
          </button>
        </p>
      )}
    </>
  );
}
