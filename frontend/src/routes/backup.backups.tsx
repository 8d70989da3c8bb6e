import { createFileRoute } from '@tanstack/react-router';
import { BackupsPage } from '@/features/backups/Page';
import { readBackupSearch } from '@/features/backups/search';

export const Route = createFileRoute('/backup/backups')({
  validateSearch: readBackupSearch,
  component: Backups,
  head: () => ({ meta: [{ title: 'Backups · Trust Fabric' }] }),
});

function Backups() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <BackupsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
