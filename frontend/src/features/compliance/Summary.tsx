import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/auth/context';
import { type Stat, StatGroup, StatStrip } from '@/components/StatStrip';
import { number } from '@/lib/format';
import { sameFilter } from '@/lib/search';
import { coverage, evidenceCounts } from './queries';
import { type ComplianceFilter, type ComplianceSearch, filterOf, NO_FILTER } from './search';

interface Props {
  search: ComplianceSearch;
  onShow: (filter: ComplianceFilter) => void;
  onControls: (view: 'controls', filter: ComplianceFilter) => void;
}

/** What is covered and what is to be done; each figure leads to its rows. */
export function Summary({ search, onShow, onControls }: Props) {
  const api = useApi();
  const counts = useQuery(evidenceCounts(api));
  const covered = useQuery(coverage(api));
  const frameworks = covered.data?.frameworks;
  const sum = (of: 'applicable' | 'covered') => frameworks?.reduce((all, one) => all + one[of], 0);
  const applicable = sum('applicable');
  const uncovered = applicable === undefined ? undefined : applicable - (sum('covered') ?? 0);
  const isShown = (view: 'controls' | 'evidence', filter: ComplianceFilter) =>
    search.view === view && sameFilter(filterOf(search), { ...NO_FILTER, ...filter });
  const stat = (
    label: string,
    value: number | undefined,
    filter: ComplianceFilter,
    hint: string,
    tone?: Stat['tone'],
  ): Stat => ({
    label,
    value: value === undefined ? undefined : number(value),
    hint,
    ...(tone ? { tone } : {}),
    active: isShown('evidence', filter),
    onClick: () => onShow(filter),
  });
  return (
    <StatStrip label="Coverage and what is to be done">
      <StatGroup
        title="Controls"
        loading={covered.isPending}
        stats={(['covered', 'uncovered'] as const).map((state) => ({
          label: state === 'covered' ? 'Covered' : 'Uncovered',
          value:
            state === 'covered'
              ? applicable === undefined
                ? undefined
                : `${number(sum('covered') ?? 0)} of ${number(applicable)}`
              : uncovered === undefined
                ? undefined
                : number(uncovered),
          hint: `Show ${state} controls`,
          active: isShown('controls', { state: [state] }),
          onClick: () => onControls('controls', { state: [state] }),
        }))}
      />
      <StatGroup
        title="Evidence in hand"
        loading={counts.isPending}
        stats={[
          stat(
            'Wait for approval',
            counts.data?.submitted,
            { status: ['submitted'] },
            'Show what lies with an approver',
          ),
          stat(
            'Sent back',
            counts.data?.sentBack,
            { status: ['changes_requested'] },
            'Show what was sent back',
            'warn',
          ),
          stat('Drafts', counts.data?.draft, { status: ['draft'] }, 'Show what nobody has submitted yet'),
        ]}
      />
      <StatGroup
        title="Approved evidence"
        loading={counts.isPending}
        stats={[
          stat(
            'Reviews overdue',
            counts.data?.overdue,
            { status: ['approved'], due: 'overdue' },
            'Show reviews that are overdue',
            'bad',
          ),
          stat(
            'Reviews due, 30 d',
            counts.data?.dueSoon,
            { status: ['approved'], due: 'P30D' },
            'Show reviews overdue or due within 30 days',
            'warn',
          ),
          stat(
            'Run out, 30 d',
            counts.data?.endsSoon,
            { status: ['approved'], ends: 'P30D' },
            'Show evidence that runs out within 30 days',
            'warn',
          ),
        ]}
      />
    </StatStrip>
  );
}
