import type { UseQueryResult } from '@tanstack/react-query';
import { type Stat, StatGroup, StatStrip } from '@/components/StatStrip';
import { number } from '@/lib/format';
import { sameFilter } from '@/lib/search';
import type { Suites } from './queries';
import { filterOf, type SuiteFilter, type SuiteSearch } from './search';
import { figuresOf } from './standing';

interface Props {
  search: SuiteSearch;
  all: UseQueryResult<Suites>;
  onShow: (filter: SuiteFilter) => void;
}

/** How the suites stand; each figure leads to its rows. */
export function Summary({ search, all, onShow }: Props) {
  const figures = all.data && figuresOf(all.data.items);
  const stat = (label: string, value: number | undefined, filter: SuiteFilter, hint: string): Stat => ({
    label,
    value: value === undefined || figures?.suites === 0 ? undefined : number(value),
    hint,
    active: search.view === undefined && sameFilter(filterOf(search), filter),
    onClick: () => onShow(filter),
  });
  return (
    <StatStrip label="How the suites stand">
      <StatGroup
        title="Newest runs"
        loading={all.isPending}
        stats={[
          {
            ...stat('Failing', figures?.failing, { state: ['failing'] }, 'Show suites in which a test fails'),
            tone: 'bad',
          },
          {
            ...stat(
              'Newly failing',
              figures?.newlyFailing,
              { mark: ['newly_failing'] },
              'Show suites in which a test fails that did not fail in the run before',
            ),
            tone: 'bad',
          },
          {
            ...stat(
              'Passing',
              figures?.passing,
              { state: ['passing'] },
              'Show suites in which nothing fails',
            ),
            label: figures ? `of ${number(figures.suites)} passing` : 'Passing',
          },
        ]}
      />
      <StatGroup
        title="Last 30 d"
        loading={all.isPending}
        stats={[
          {
            ...stat(
              'Flaky',
              figures?.flaky,
              { mark: ['flaky'] },
              'Show suites with a test that both passes and fails',
            ),
            tone: 'warn',
          },
          {
            ...stat(
              'Not run',
              figures?.not_run,
              { state: ['not_run'] },
              'Show suites that were not run, or only skipped',
            ),
            tone: 'warn',
          },
        ]}
      />
    </StatStrip>
  );
}
