import { createFileRoute } from '@tanstack/react-router';
import { TrustPage } from '@/features/trust/Page';
import { readTrustSearch } from '@/features/trust/search';

export const Route = createFileRoute('/trust')({
  validateSearch: readTrustSearch,
  component: Trust,
  head: () => ({ meta: [{ title: 'Trust · Trust Fabric' }] }),
});

function Trust() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TrustPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
