import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { type EventFilter, type EventSearch, isFiltered, NO_FILTER } from './search';

/** Two different kinds of nothing: no event fits the filters, or none was ever recorded. */
export function NothingFound({
  search,
  onFilter,
}: {
  search: EventSearch;
  onFilter: (change: EventFilter) => void;
}) {
  if (isFiltered(search)) {
    return (
      <EmptyState
        title="No event fits these filters"
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      >
        <p>Widen the time span or take a filter away.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No security event has been recorded yet">
      <p>
        Events arrive here by themselves as soon as a system posts one to <code>/api/security/events</code>{' '}
        with a machine client's token, alone, in batches or as CloudEvents.
      </p>
      <p>
        To try it, run <code>make demo</code> in the clone: it posts a few sample events.
      </p>
    </EmptyState>
  );
}
