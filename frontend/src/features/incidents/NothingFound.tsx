import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { type IncidentFilter, type IncidentSearch, isFiltered, NO_FILTER } from './search';

/** Two different kinds of nothing: no incident fits the filters, or there never was one. */
export function NothingFound({
  search,
  onFilter,
}: {
  search: IncidentSearch;
  onFilter: (change: IncidentFilter) => void;
}) {
  if (isFiltered(search)) {
    return (
      <EmptyState
        title="No incident fits these filters"
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
    <EmptyState title="There has been no incident yet">
      <p>
        When something goes wrong, open an incident here, or escalate a security event from its panel. The
        clock, the timeline and the postmortem then have their place.
      </p>
    </EmptyState>
  );
}
