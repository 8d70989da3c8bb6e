import { createFileRoute } from '@tanstack/react-router';
import { CompliancePage } from '@/features/compliance/Page';
import { readComplianceSearch } from '@/features/compliance/search';

export const Route = createFileRoute('/compliance/controls')({
  validateSearch: readComplianceSearch,
  component: Compliance,
  head: () => ({ meta: [{ title: 'Compliance · Trust Fabric' }] }),
});

function Compliance() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <CompliancePage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
