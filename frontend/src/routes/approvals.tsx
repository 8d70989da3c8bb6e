import { createFileRoute } from '@tanstack/react-router';
import { ApprovalsPage } from '@/features/approvals/Page';
import { readApprovalSearch } from '@/features/approvals/search';

export const Route = createFileRoute('/approvals')({
  validateSearch: readApprovalSearch,
  component: Approvals,
  head: () => ({ meta: [{ title: 'Approvals · Trust Fabric' }] }),
});

function Approvals() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ApprovalsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
