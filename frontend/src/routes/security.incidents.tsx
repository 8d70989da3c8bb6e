import { createFileRoute } from '@tanstack/react-router';
import { IncidentsPage } from '@/features/incidents/Page';
import { readIncidentSearch } from '@/features/incidents/search';

export const Route = createFileRoute('/security/incidents')({
  validateSearch: readIncidentSearch,
  component: Incidents,
  head: () => ({ meta: [{ title: 'Incidents · Trust Fabric' }] }),
});

function Incidents() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <IncidentsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
