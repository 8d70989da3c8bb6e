import { createFileRoute } from '@tanstack/react-router';
import { ClassificationPage } from '@/features/classification/Page';
import { readDataSearch } from '@/features/classification/search';

export const Route = createFileRoute('/classification/data')({
  validateSearch: readDataSearch,
  component: Classification,
  head: () => ({ meta: [{ title: 'Data classification · Trust Fabric' }] }),
});

function Classification() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ClassificationPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
