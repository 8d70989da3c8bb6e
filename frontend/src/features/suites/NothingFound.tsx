import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { isFiltered, NO_FILTER, type SuiteFilter, type SuiteSearch } from './search';

interface Props {
  search: SuiteSearch;
  onFilter: (change: SuiteFilter) => void;
  plural: 'suites' | 'results';
}

export function NothingFound({ search, onFilter, plural }: Props) {
  if (isFiltered(search))
    return (
      <EmptyState
        title={plural === 'suites' ? 'No suite fits these filters' : 'No result fits these filters'}
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      >
        <p>Take a filter away{plural === 'results' ? '. Names are matched exactly.' : '.'}</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No test has been reported yet">
      <p>
        A pipeline reports its JUnit XML to <code>/api/quality/regression-tests/import</code>, or results one
        by one. A file can also be uploaded here.
      </p>
    </EmptyState>
  );
}
