import { createFileRoute } from '@tanstack/react-router';
import { SecurityEventsPage } from '@/features/security-events/Page';
import { readEventSearch } from '@/features/security-events/search';

export const Route = createFileRoute('/security/events')({
  validateSearch: readEventSearch,
  component: Events,
  head: () => ({ meta: [{ title: 'Security events · Trust Fabric' }] }),
});

function Events() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SecurityEventsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
