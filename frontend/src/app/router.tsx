import { createRouter } from '@tanstack/react-router';
import { PageSkeleton } from '@/components/Boot';
import { ErrorState } from '@/components/States';
import { parseSearch, stringifySearch } from '@/lib/search';
import { routeTree } from '@/routeTree.gen';

export function createAppRouter() {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
