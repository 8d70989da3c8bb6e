import { createFileRoute } from '@tanstack/react-router';
import { SecretRotationsPage } from '@/features/secret-rotations/Page';
import { readRotationSearch } from '@/features/secret-rotations/search';

export const Route = createFileRoute('/security/rotations')({
  validateSearch: readRotationSearch,
  component: Rotations,
  head: () => ({ meta: [{ title: 'Secret rotations · Trust Fabric' }] }),
});

function Rotations() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SecretRotationsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
