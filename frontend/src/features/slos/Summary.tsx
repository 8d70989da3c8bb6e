import type { UseQueryResult } from '@tanstack/react-query';
import { type Stat, StatGroup, StatStrip } from '@/components/StatStrip';
import { number } from '@/lib/format';
import { sameFilter } from '@/lib/search';
import type { Slos } from './queries';
import { filterOf, type SloFilter, type SloSearch } from './search';
import { countsOf } from './shown';

interface Props {
  search: SloSearch;
  /** Every objective in use, whatever is filtered. */
  all: UseQueryResult<Slos>;
  onShow: (filter: SloFilter) => void;
}

/** How the objectives stand; each figure leads to its rows. */
export function Summary({ search, all, onShow }: Props) {
  const counts = all.data && countsOf(all.data.items);
  const total = all.data?.items.length;
  const stat = (label: string, value: number | undefined, filter: SloFilter, hint: string): Stat => ({
    label,
    value: value === undefined ? undefined : number(value),
    hint,
    active: sameFilter(filterOf(search), filter),
    onClick: () => onShow(filter),
  });
  return (
    <StatStrip label="How the objectives stand">
      <StatGroup
        title="Now"
        loading={all.isPending}
        stats={[
          {
            ...stat(
              'Alerts firing',
              counts?.firing,
              { firing: true },
              'Show objectives whose budget burns too fast',
            ),
            tone: 'bad',
          },
        ]}
      />
      <StatGroup
        title="Budgets"
        loading={all.isPending}
        stats={[
          {
            ...stat(
              'Breached',
              counts?.breached,
              { status: ['breached'] },
              'Show objectives that were not met',
            ),
            tone: 'bad',
          },
          {
            ...stat(
              'Exhausted',
              counts?.exhausted,
              { status: ['exhausted'] },
              'Show objectives with nothing left',
            ),
            tone: 'bad',
          },
          {
            ...stat(
              'At risk',
              counts?.at_risk,
              { status: ['at_risk'] },
              'Show objectives with less than a quarter left, or a firing alert',
            ),
            tone: 'warn',
          },
          stat(
            'No data',
            counts?.no_data,
            { status: ['no_data'] },
            'Show objectives of which nothing is known',
          ),
        ]}
      />
      <StatGroup
        title="Met"
        loading={all.isPending}
        stats={[
          {
            ...stat('On track', counts?.on_track, { status: ['on_track'] }, 'Show objectives that are met'),
            label: counts && total !== undefined ? `of ${number(total)} on track` : 'On track',
          },
        ]}
      />
    </StatStrip>
  );
}
