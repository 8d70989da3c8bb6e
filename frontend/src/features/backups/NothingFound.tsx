import { Button } from '@mantine/core';
import { EmptyState } from '@/components/States';
import { type BackupFilter, type BackupSearch, isFiltered, NO_FILTER } from './search';

interface Props {
  search: BackupSearch;
  onFilter: (change: BackupFilter) => void;
  plural: 'backups' | 'restores';
}

export function NothingFound({ search, onFilter, plural }: Props) {
  if (isFiltered(search))
    return (
      <EmptyState
        title={plural === 'backups' ? 'No backup fits these filters' : 'No restore fits these filters'}
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      >
        <p>Take a filter away. Targets are matched exactly.</p>
      </EmptyState>
    );
  return plural === 'backups' ? (
    <EmptyState title="No backup has been reported yet">
      <p>
        The backup runner reports each one to <code>/api/backup/backups</code>, also those that fail.
      </p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing has been restored yet">
      <p>Only a restore whose checks pass proves that a backup is one. A drill does that on a schedule.</p>
    </EmptyState>
  );
}
