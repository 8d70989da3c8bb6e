import { createFileRoute } from '@tanstack/react-router';
import { readVersionSearch } from '@/features/models/search';
import { VersionPage } from '@/features/models/VersionPage';

export const Route = createFileRoute('/modelops/models/$id')({
  validateSearch: readVersionSearch,
  component: Version,
  head: () => ({ meta: [{ title: 'Model version · Trust Fabric' }] }),
});

function Version() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const { id } = Route.useParams();
  return (
    <VersionPage
      key={id}
      id={id}
      search={search}
      onSearch={(change) =>
        void navigate({
          search: (now) => ({ ...now, ...change }),
          replace: true,
          resetScroll: false,
          hash: true,
        })
      }
    />
  );
}
