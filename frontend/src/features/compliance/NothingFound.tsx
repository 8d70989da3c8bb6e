import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { type ComplianceFilter, type ComplianceSearch, isFiltered, NO_FILTER } from './search';

interface Props {
  search: ComplianceSearch;
  onFilter: (change: ComplianceFilter) => void;
  plural: 'controls' | 'evidence';
}

export function NothingFound({ search, onFilter, plural }: Props) {
  if (!isFiltered(search))
    return (
      <EmptyState title="There is no evidence yet">
        <p>
          Draft some here. Much comes by itself: a verified restore, a finished access review, a handled
          security event are drafted from the ledger, and wait for somebody to submit them.
        </p>
      </EmptyState>
    );
  return (
    <EmptyState
      title={plural === 'controls' ? 'No control fits these filters' : 'No evidence fits these filters'}
      action={
        <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
          Clear filters
        </Button>
      }
    >
      <p>Take a filter away. Owners are matched exactly.</p>
    </EmptyState>
  );
}
