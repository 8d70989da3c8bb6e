import { createFileRoute } from '@tanstack/react-router';
import { DatasetsPage } from '@/features/datasets/Page';
import { readDatasetSearch } from '@/features/datasets/search';

export const Route = createFileRoute('/quality/datasets')({
  validateSearch: readDatasetSearch,
  component: Datasets,
  head: () => ({ meta: [{ title: 'Golden datasets · Trust Fabric' }] }),
});

function Datasets() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <DatasetsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
