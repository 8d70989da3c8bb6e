import { createFileRoute } from '@tanstack/react-router';
import { ModelsPage } from '@/features/models/Page';
import { readModelSearch } from '@/features/models/search';

export const Route = createFileRoute('/modelops/models/')({
  validateSearch: readModelSearch,
  component: Models,
  head: () => ({ meta: [{ title: 'Model registry · Trust Fabric' }] }),
});

function Models() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ModelsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
