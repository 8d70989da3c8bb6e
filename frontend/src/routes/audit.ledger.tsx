import { createFileRoute } from '@tanstack/react-router';
import { AuditPage } from '@/features/audit/Page';
import { readAuditSearch } from '@/features/audit/search';

export const Route = createFileRoute('/audit/ledger')({
  validateSearch: readAuditSearch,
  component: Audit,
  head: () => ({ meta: [{ title: 'Audit · Trust Fabric' }] }),
});

function Audit() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AuditPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
