import { createFileRoute } from '@tanstack/react-router';
import { SuitesPage } from '@/features/suites/Page';
import { readSuiteSearch } from '@/features/suites/search';

export const Route = createFileRoute('/quality/suites')({
  validateSearch: readSuiteSearch,
  component: Suites,
  head: () => ({ meta: [{ title: 'Test suites · Trust Fabric' }] }),
});

function Suites() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SuitesPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
