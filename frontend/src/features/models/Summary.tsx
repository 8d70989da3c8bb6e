import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/auth/context';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { count } from '@/lib/format';
import type { OnSearch } from './Page';
import { modelFigures } from './queries';
import { filterOf, isFiltered, type ModelFilter, type ModelSearch, NO_FILTER } from './search';

/** How many models serve and drift, and what waits on its way; each figure leads to its rows. */
export function Summary({ search, onSearch }: { search: ModelSearch; onSearch: OnSearch }) {
  const figures = useQuery(modelFigures(useApi()));
  const show = (view: ModelSearch['view'], filter: ModelFilter) => () =>
    onSearch({ ...NO_FILTER, model: undefined, view, ...filter }, { replace: false });
  const isShown = (view: ModelSearch['view'], filter: ModelFilter) =>
    search.view === view &&
    JSON.stringify({ ...NO_FILTER, ...filter }) === JSON.stringify({ ...NO_FILTER, ...filterOf(search) });
  const data = figures.data;
  const text = (of: { total: number; totalIsExact: boolean } | undefined) =>
    of && count(of.total, of.totalIsExact);
  const nothing =
    data?.all.totalIsExact && data.serving.totalIsExact
      ? { total: data.all.total - data.serving.total, totalIsExact: true }
      : undefined;
  return (
    <StatStrip label="How the models stand">
      <StatGroup
        title="Models"
        loading={figures.isPending}
        stats={[
          {
            label: 'In all',
            value: text(data?.all),
            active: search.view === undefined && !isFiltered(search),
            onClick: show(undefined, {}),
          },
          {
            label: 'In production',
            value: text(data?.serving),
            active: isShown(undefined, { inProduction: true }),
            onClick: show(undefined, { inProduction: true }),
          },
          {
            label: 'Nothing in production',
            value: text(nothing),
            active: isShown(undefined, { inProduction: false }),
            onClick: show(undefined, { inProduction: false }),
          },
          {
            label: 'With open drift',
            value: text(data?.drifting),
            tone: 'warn',
            active: isShown(undefined, { openDrift: true }),
            onClick: show(undefined, { openDrift: true }),
          },
        ]}
      />
      <StatGroup
        title="Versions on their way"
        loading={figures.isPending}
        stats={[
          {
            label: 'Before staging',
            value: text(data?.validating),
            active: isShown('versions', { status: ['registered', 'validating'] }),
            onClick: show('versions', { status: ['registered', 'validating'] }),
          },
          {
            label: 'Wait for production',
            value: text(data?.staging),
            active: isShown('versions', { status: ['staging'] }),
            onClick: show('versions', { status: ['staging'] }),
          },
        ]}
      />
    </StatStrip>
  );
}
