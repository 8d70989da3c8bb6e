import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/auth/context';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { number } from '@/lib/format';
import type { OnSearch } from './Page';
import { backupSummary, DRILL_WITHIN } from './queries';
import { type BackupSearch, NO_FILTER } from './search';
import { isoText } from './words';

/** Of targets with a policy; while there is none, nothing is known and no 0 is drawn. */
const share = (value: number | undefined, of: number | undefined) =>
  value === undefined || !of ? undefined : `${number(value)} of ${number(of)}`;

/** How far the targets are protected, and how far that was proved; each figure leads to its rows. */
export function Summary({ search, onSearch }: { search: BackupSearch; onSearch: OnSearch }) {
  const summary = useQuery(backupSummary(useApi()));
  const coverage = summary.data?.coverage;
  const closed = { open: undefined, backup: undefined, restore: undefined };
  const show = (view: BackupSearch['view'], filter: Partial<BackupSearch>) => () =>
    onSearch({ ...NO_FILTER, ...closed, view, ...filter }, { replace: false });
  const text = (value: number | undefined) => (value === undefined ? undefined : number(value));
  return (
    <StatStrip label="How far the targets are protected">
      <StatGroup
        title="Targets"
        loading={summary.isPending}
        stats={[
          {
            label: 'Backed up on time',
            value: share(coverage?.onTime, coverage?.targets),
            active: search.view === undefined,
            onClick: show(undefined, {}),
          },
          {
            label: 'Without a policy',
            value: text(coverage?.withoutPolicy),
            tone: 'warn',
            onClick: show(undefined, {}),
          },
        ]}
      />
      <StatGroup
        title={`Restores, last ${isoText(DRILL_WITHIN)}`}
        loading={summary.isPending}
        stats={[
          {
            label: 'Targets proved',
            value: share(coverage?.verified, coverage?.targets),
            active: search.view === 'restores' && search.verified?.join() === 'passed',
            hint: 'Show restores whose checks all passed',
            onClick: show('restores', { verified: ['passed'] }),
          },
        ]}
      />
    </StatStrip>
  );
}
