import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { isFiltered, type ModelFilter, type ModelSearch, NO_FILTER } from './search';

interface Props {
  search: ModelSearch;
  onFilter: (change: ModelFilter) => void;
  plural: 'models' | 'versions';
}

export function NothingFound({ search, onFilter, plural }: Props) {
  if (isFiltered(search))
    return (
      <EmptyState
        title={plural === 'models' ? 'No model fits these filters' : 'No version fits these filters'}
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      >
        <p>Take a filter away. What is typed into a pill is matched exactly.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No model is registered yet">
      <p>
        A training pipeline registers each version with an MLflow client or at{' '}
        <code>/api/modelops/models</code>; the first one of a name makes the model.
      </p>
    </EmptyState>
  );
}
