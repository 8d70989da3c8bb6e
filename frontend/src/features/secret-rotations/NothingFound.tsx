import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import {
  DEFAULT_WINDOW,
  isFiltered,
  NO_FILTER,
  type RotationFilter,
  type RotationSearch,
  type Show,
} from './search';

interface Props {
  search: RotationSearch;
  onFilter: (change: RotationFilter) => void;
}

const none: Record<Show, string> = {
  overdue: 'No secret is overdue',
  never_rotated: 'Every secret was rotated at least once',
  due: 'No secret is due in this time',
  on_time: 'No secret is on time',
  failed: 'No last rotation failed',
  in_progress: 'No rotation is in progress',
};

/** Nothing to renew is good news where there are secrets, and no news where there are none. */
export function NothingDue({ search, secrets, onFilter }: Props & { secrets: number }) {
  if (secrets === 0) return <NeverLogged />;
  const { show, ...rest } = search;
  if (isFiltered(rest)) {
    return (
      <EmptyState title="No secret fits these filters" action={<Clear onFilter={onFilter} />}>
        <p>Take a filter away, or look further ahead.</p>
      </EmptyState>
    );
  }
  if (show) return <EmptyState title={none[show]} action={<Clear onFilter={onFilter} />} />;
  return (
    <EmptyState title={`Nothing is due in the next ${search.window ?? DEFAULT_WINDOW} days`}>
      <p>Every secret is on time. Look further ahead with the window above.</p>
    </EmptyState>
  );
}

export function NothingLogged({ search, onFilter }: Props) {
  if (!isFiltered(search)) return <NeverLogged />;
  return (
    <EmptyState title="No rotation fits these filters" action={<Clear onFilter={onFilter} />}>
      <p>Widen the time span or take a filter away. Names of secrets are matched exactly.</p>
    </EmptyState>
  );
}

function NeverLogged() {
  return (
    <EmptyState title="No rotation has been logged yet">
      <p>
        A rotation is logged by whoever makes it: a vault or a pipeline posts it to{' '}
        <code>/api/security/secret-rotations</code>, or a person of the security team logs it here.
      </p>
      <p>From the first one on, this page says when each secret is due next.</p>
    </EmptyState>
  );
}

function Clear({ onFilter }: Pick<Props, 'onFilter'>) {
  return (
    <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
      Clear filters
    </Button>
  );
}
