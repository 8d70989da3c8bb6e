import { createFileRoute } from '@tanstack/react-router';
import { AccessReviewsPage } from '@/features/access-reviews/Page';
import { readReviewSearch } from '@/features/access-reviews/search';

export const Route = createFileRoute('/access/reviews')({
  validateSearch: readReviewSearch,
  component: AccessReviews,
  head: () => ({ meta: [{ title: 'Access reviews · Trust Fabric' }] }),
});

function AccessReviews() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AccessReviewsPage
      search={search}
      onSearch={(change, options) =>
        void navigate({ search: (now) => ({ ...now, ...change }), replace: options?.replace ?? true })
      }
    />
  );
}
