import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { isFiltered, NO_FILTER, type SloFilter, type SloSearch } from './search';

interface Props {
  search: SloSearch;
  onFilter: (change: SloFilter) => void;
}

export function NothingFound({ search, onFilter }: Props) {
  if (!isFiltered(search)) {
    return (
      <EmptyState title="No objective is defined yet">
        <p>
          Define one here, import an OpenSLO file, or let a measurement that is posted to{' '}
          <code>/api/monitoring/slos</code> define its own.
        </p>
        <p>From the first measurement on, this page says what is left of each error budget.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={search.firing ? 'No alert fires' : 'No objective fits these filters'}
      action={
        <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
          Clear filters
        </Button>
      }
    >
      <p>
        {search.firing
          ? 'No error budget burns faster than its alerts allow.'
          : 'Take a filter away. Owners and tags are matched exactly.'}
      </p>
    </EmptyState>
  );
}
