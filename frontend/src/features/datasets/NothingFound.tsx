import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { type DatasetFilter, type DatasetSearch, isFiltered, NO_FILTER } from './search';

interface Props {
  search: DatasetSearch;
  onFilter: (change: DatasetFilter) => void;
  plural: 'versions' | 'evaluations';
}

export function NothingFound({ search, onFilter, plural }: Props) {
  if (isFiltered(search))
    return (
      <EmptyState
        title={plural === 'versions' ? 'No dataset fits these filters' : 'No evaluation fits these filters'}
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      >
        <p>Take a filter away. Typed values are matched exactly.</p>
      </EmptyState>
    );
  return plural === 'versions' ? (
    <EmptyState title="There is no golden dataset yet">
      <p>
        A golden dataset is a set of cases with known right answers. An engineer uploads one here or through{' '}
        <code>/api/quality/golden-datasets</code>.
      </p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing has been evaluated yet">
      <p>
        A tested system sends its answers to a dataset’s cases, never its own marks. The product holds them
        against the right ones.
      </p>
    </EmptyState>
  );
}
