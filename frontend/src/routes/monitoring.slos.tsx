import { createFileRoute } from '@tanstack/react-router';
import { SlosPage } from '@/features/slos/Page';
import { readSloSearch } from '@/features/slos/search';

export const Route = createFileRoute('/monitoring/slos')({
  validateSearch: readSloSearch,
  component: Slos,
  head: () => ({ meta: [{ title: 'SLOs · Trust Fabric' }] }),
});

function Slos() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SlosPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
