import { createFileRoute } from '@tanstack/react-router';
import { ChaosPage } from '@/features/chaos/Page';
import { readChaosSearch } from '@/features/chaos/search';

export const Route = createFileRoute('/chaos/tests')({
  validateSearch: readChaosSearch,
  component: Chaos,
  head: () => ({ meta: [{ title: 'Chaos tests · Trust Fabric' }] }),
});

function Chaos() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ChaosPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
